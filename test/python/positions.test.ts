import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { regionOf } from '../../src/python/module-facts.ts';

/** Where the name `here` stands, as `line:column-line:column`. */
function placeOfHere(source: string): string {
  const facts = analyzeModule('a.py', source);
  const use = facts.bindings.find(({ name }) => name === 'here')!.sites[0]!.node;
  const { startLine, startColumn, endLine, endColumn } = regionOf(facts, use);
  return `${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

describe('positions', () => {
  it.each([
    ['the beginning', 'here = 1', '1:1-1:5'],
    ['a byte order mark', '\ufeffhere = 1', '1:2-1:6'],
    ['astral characters', '"😀é"; here = 1', '1:8-1:12'],
    ['tabs', 'if a:\n\there = 1', '2:2-2:6'],
    ['form feeds', '\fhere = 1', '1:2-1:6'],
    ['\\r\\n', 'a\r\n\r\nhere = 1\r\n', '3:1-3:5'],
    ['lone \\r', 'a\rhere = 1\r', '2:1-2:5'],
    ['continued lines', 'a = b + \\\n  c; here = 1', '2:6-2:10'],
    ['triple quotes', '"""a\nb"""; here = 1', '2:7-2:11'],
  ])('are right after %s', (_, source, place) => {
    expect(placeOfHere(source)).toBe(place);
  });

  it('refuses nodes that do not exist', () => {
    const facts = analyzeModule('a.py', 'a');
    expect(() => regionOf(facts, 99)).toThrow(RangeError);
    expect(() => regionOf(facts, -1)).toThrow(RangeError);
  });
});
