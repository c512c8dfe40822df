import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { regionOf, type ModuleFacts } from '../../src/python/module-facts.ts';
import { visitModule } from '../../src/python/walk.ts';
import { caretSnapshot, fixturesIn, type Mark } from './caret-snapshot.ts';

/** `definition` with its kind, or `reference` with where the binding's first site stands. */
function marksOf(facts: ModuleFacts): Mark[] {
  const marks: Mark[] = [];
  const seen = new Set<number>();
  for (const { name, scope, sites, uses } of facts.bindings) {
    const { kind, qualifiedName } = facts.scopes[scope]!;
    const home = qualifiedName === '' ? kind : `${kind} ${qualifiedName}`;
    const first = sites[0] === undefined ? null : regionOf(facts, sites[0].node);
    for (const site of sites) {
      marks.push({ region: regionOf(facts, site.node), text: `${site.kind} of ${name} in ${home}` });
    }
    for (const use of uses) {
      seen.add(use);
      const place = first === null ? 'nowhere' : `${first.startLine}:${first.startColumn}`;
      marks.push({ region: regionOf(facts, use), text: `reads ${name} of ${place} in ${home}` });
    }
    for (const site of sites) seen.add(site.node);
  }
  visitModule(facts.body, {
    expression(expr) {
      if (expr.kind === 'Name' && !seen.has(expr.node)) {
        marks.push({ region: regionOf(facts, expr.node), text: `reads ${expr.name}, bound nowhere` });
      }
    },
  });
  return marks;
}

describe('scopes', () => {
  it.each(fixturesIn('scopes'))('resolves $name', async ({ name, source, snapshot }) => {
    const facts = analyzeModule(name, source);
    expect(facts.syntaxErrors).toBe(0);
    await expect(caretSnapshot(source, marksOf(facts))).toMatchFileSnapshot(snapshot);
  });

  it('tells for every node the scope that it stands in', () => {
    const facts = analyzeModule('a.py', 'class A:\n  def f(self, a=1):\n    return [b for b in a]\n');
    const scopeNamesOf = (kind: string): string[] => {
      const names: string[] = [];
      visitModule(facts.body, {
        statement: (stmt) => stmt.kind === kind && names.push(facts.scopes[facts.nodeScope[stmt.node]!]!.qualifiedName),
        expression: (expr) =>
          expr.kind === kind && names.push(facts.scopes[facts.nodeScope[expr.node]!]!.qualifiedName),
      });
      return names;
    };
    expect(scopeNamesOf('ClassDef')).toEqual(['']);
    expect(scopeNamesOf('FunctionDef')).toEqual(['A']);
    expect(scopeNamesOf('Constant')).toEqual(['A']);
    expect(scopeNamesOf('ListComp')).toEqual(['A.f']);
    expect(scopeNamesOf('Name')).toEqual(['A.f.<listcomp>', 'A.f.<listcomp>', 'A.f']);
  });

  it('keeps the whole value that a name is bound to', () => {
    const facts = analyzeModule('a.py', 'a = b = f()\nc, d = g()\nif (e := h()): pass\n');
    const values = facts.bindings.map(({ name, sites }) => [name, sites[0]!.value !== null]);
    expect(values).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
      ['d', false],
      ['e', true],
    ]);
  });
});
