import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapLines, sameLines } from '../../src/history/line-map.ts';

/** Every character stands for a line. */
const lines = (text: string): Float64Array => Float64Array.from(text, (character) => character.codePointAt(0)!);
const mapped = (before: string, after: string): number[] => {
  const map = mapLines(lines(before), lines(after));
  return Array.from(before, (_, index) => map.newLine(index + 1));
};

describe('mapLines', () => {
  it('follows lines past insertions and deletions', () => {
    expect(mapped('abc', 'xabyc')).toEqual([2, 3, 5]);
    expect(mapped('abcd', 'ad')).toEqual([1, 0, 0, 2]);
    expect(mapped('', 'a')).toEqual([]);
    expect(mapped('ab', '')).toEqual([0, 0]);
  });

  it('tells equal lines apart by what stands around them', () => {
    expect(mapped('a=b=c', 'a=x=b=c')).toEqual([1, 2, 5, 6, 7]);
    expect(mapped('a=b=c', 'ab=c')).toEqual([1, 0, 2, 3, 4]);
  });

  it('keeps the longest order where lines were moved', () => {
    expect(mapped('abcdef', 'bcdefa')).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('maps lines of which none is unique', () => {
    expect(mapped('==--==', '==-==')).toEqual([1, 2, expect.any(Number), expect.any(Number), 4, 5]);
  });

  it('gives both sides of a changed stretch the same number', () => {
    const map = mapLines(lines('abXcdYe'), lines('abxxcde'));
    expect(map.gapOfOld(3)).toBe(map.gapOfNew(3));
    expect(map.gapOfNew(4)).toBe(map.gapOfNew(3));
    expect(map.gapOfOld(6)).not.toBe(map.gapOfOld(3));
    expect(map.gapOfOld(1)).toBeNull();
    expect(map.gapOfNew(1)).toBeNull();
    expect(map.expectedLine(3)).toBe(3);
    expect(map.expectedLine(6)).toBe(7);
  });

  it('maps only equal lines, one to one and in order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pairs = mapped(before, after).flatMap((line, index) => (line > 0 ? [{ old: index, line }] : []));
        for (const { old, line } of pairs) expect(after[line - 1]).toBe(before[old]);
        const targets = pairs.map(({ line }) => line);
        expect(targets).toEqual([...new Set(targets)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('maps a text onto itself line by line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(mapped(text, text)).toEqual(Array.from(text, (_, index) => sameLines.newLine(index + 1)));
      }),
    );
  });

  it('is quick on large texts', () => {
    const before = Float64Array.from({ length: 50_000 }, (_, line) => (line % 3 === 0 ? 0 : line));
    const after = Float64Array.from([...before.slice(0, 20_000), -1, ...before.slice(20_500)]);
    const began = performance.now();
    expect(mapLines(before, after).newLine(30_000)).toBe(29_501);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('is quick where texts have nothing in common', () => {
    const before = Float64Array.from({ length: 200_000 }, (_, line) => line);
    const after = before.map((hash) => -1 - hash);
    const began = performance.now();
    const map = mapLines(before, after);
    const gaps = Array.from(after, (_, at) => [map.gapOfOld(at + 1), map.gapOfNew(at + 1)].join());
    expect(new Set(gaps)).toEqual(new Set(['0,0']));
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
