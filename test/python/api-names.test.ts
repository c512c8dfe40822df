import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { apiNameOf } from '../../src/python/lookups.ts';
import { regionOf } from '../../src/python/module-facts.ts';
import { caretSnapshot, fixturesIn } from './caret-snapshot.ts';

describe('API names', () => {
  it.each(fixturesIn('names'))('names $name', async ({ name, source, snapshot }) => {
    const facts = analyzeModule(name, source);
    expect(facts.syntaxErrors).toBe(0);
    const marks = [...facts.apiNames].map(([node, text]) => ({ region: regionOf(facts, node), text }));
    await expect(caretSnapshot(source, marks)).toMatchFileSnapshot(snapshot);
  });

  it('names a call by its function', () => {
    const facts = analyzeModule('a.py', 'import os\nos.getcwd()\n');
    const statement = facts.body[1]!;
    expect(statement.kind === 'ExprStmt' && apiNameOf(facts, statement.value)).toBe('os.getcwd()');
  });

  it('gives up on names that grow without end', () => {
    const facts = analyzeModule('a.py', `import os\nos${'.path'.repeat(150)}\n`);
    expect(Math.max(...[...facts.apiNames.values()].map((name) => name.length))).toBeLessThanOrEqual(300);
  });

  it('does not follow an alias of itself', () => {
    const facts = analyzeModule('a.py', 'a = b\nb = a\na()\n');
    expect([...facts.apiNames.values()]).toEqual([]);
  });
});
