// The names of nodes, and what functions mean: what stays after an edit, and what does not.
import { describe, expect, it } from 'vitest';
import { linkModule, type LinkedModule } from '../../src/dataflow/linked-module.ts';
import { bodyKey } from '../../src/dataflow/sites.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import type { NodeId } from '../../src/python/ir.ts';
import { walkExpressions, visitModule } from '../../src/python/walk.ts';

const path = 'shop/page.py';
const link = (text: string): LinkedModule => linkModule(path, text, analyzeModule(path, text));

/** The sites of the names and constants that are written so, in source order. */
function sitesOf({ facts, sites }: LinkedModule, written: string): number[] {
  const nodes = new Set<NodeId>();
  visitModule(facts.body, {
    expression(root) {
      walkExpressions(root, (expr) => {
        const text =
          expr.kind === 'Name'
            ? expr.name
            : expr.kind === 'Constant' && 'value' in expr.value
              ? `${expr.value.value}`
              : '';
        if (text === written) nodes.add(expr.node);
      });
    },
  });
  return [...nodes].toSorted((a, b) => a - b).map((node) => sites.sites[node]!);
}

const meaning = ({ sites }: LinkedModule, name: string): number | undefined =>
  sites.meanings.get(name === '' ? bodyKey(path) : `${path}#${name}`);

const first = `import os
LIMIT = 10

def open_it(name):
    if name:
        return os.open(name, LIMIT)
    return None

class Page:
    title = 'x'

    def show(self):
        def inner():
            return self.title
        return inner()
`;

describe('sites', () => {
  it('are all different', () => {
    const { sites } = link(`${first}\ndef f():\n    a = 1\n    a = 1\n    return a + a\n`).sites;
    expect(new Set(sites).size).toBe(sites.length);
    expect([...sites]).not.toContain(0);
  });

  it('lead back to their nodes', () => {
    const { sites } = link(first);
    for (const [node, site] of sites.sites.entries()) expect(sites.nodeAt(site)).toBe(node);
    expect(sites.nodeAt(1)).toBeUndefined();
  });

  const before = sitesOf(link(first), 'name');

  it.each([
    ['a comment', `# note\n${first}`],
    ['a function above', first.replace('def open_it', 'def other(a):\n    return a\n\ndef open_it')],
    ['a statement of the module', first.replace('LIMIT', 'MORE = 1\nLIMIT')],
    ['a statement of the function', first.replace('    if name', '    print(1)\n    if name')],
    ['a statement of the block', first.replace('        return os', '        print(1)\n        return os')],
    ['another layout', first.replace('os.open(name, LIMIT)', 'os.open(\n            name,\n            LIMIT)')],
  ])('are the same after %s', (_, text) => {
    expect(sitesOf(link(text), 'name')).toEqual(before);
  });

  it('are others where the statement says something else, and in a function of another name', () => {
    const changed = sitesOf(link(first.replace('LIMIT)', '5)')), 'name');
    expect(changed[0]).toBe(before[0]);
    expect(before).not.toContain(changed[1]);
    const renamed = sitesOf(link(first.replace('open_it', 'open_other')), 'name');
    expect(renamed.filter((site) => before.includes(site))).toEqual([]);
  });

  it('tell apart statements that say the same in different classes', () => {
    const one = link("class A:\n    kind = 'x'\n");
    const two = link("class B:\n    kind = 'x'\n\nclass A:\n    kind = 'x'\n");
    expect(sitesOf(two, 'x')[1]).toBe(sitesOf(one, 'x')[0]);
  });
});

describe('what a function means', () => {
  const before = link(first);

  it('is the same where another function changed', () => {
    const after = link(first.replace('return None', 'return 1'));
    expect(meaning(after, 'Page.show')).toBe(meaning(before, 'Page.show'));
    expect(meaning(after, '')).toBe(meaning(before, ''));
    expect(meaning(after, 'open_it')).not.toBe(meaning(before, 'open_it'));
  });

  it.each([
    ['its own code', first.replace('if name', 'if not name'), 'open_it'],
    ['a function in it', first.replace('return self.title', 'return self.name'), 'Page.show'],
    ['what a name in it refers to', first.replace('import os', 'import posix as os'), 'open_it'],
    [
      'a name that was a builtin or unknown before',
      `${first}\nself = 1\n`.replace('def show(self)', 'def show(cls)'),
      'Page.show',
    ],
    ['the packages of its module', `import flask\n${first}`, 'open_it'],
  ])('is another where %s changed', (_, text, name) => {
    expect(meaning(link(text), name)).not.toBe(meaning(before, name));
  });

  it('is part of the body that it is defined in only by what stands before its colon', () => {
    expect(meaning(link(first.replace('(name)', '(name=1)')), '')).not.toBe(meaning(before, ''));
    expect(meaning(link(first.replace("title = 'x'", "title = 'y'")), '')).not.toBe(meaning(before, ''));
  });
});
