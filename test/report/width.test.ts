import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutEnd, cutMiddle, pad, takeStart, textWidth } from '../../src/report/width.ts';

const text = fc.string({ unit: 'grapheme' });
const width = fc.integer({ min: 1, max: 40 });

describe('textWidth', () => {
  it('counts wide characters twice and marks not at all', () => {
    expect(textWidth('abc')).toBe(3);
    expect(textWidth('漢字')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
  });
});

describe('cutting', () => {
  it('leaves alone what fits', () => {
    expect(cutEnd('abc', 3)).toBe('abc');
    expect(cutMiddle('abc', 3)).toBe('abc');
  });

  it('keeps the start, or both ends and more of the last', () => {
    expect(cutEnd('abcdef', 4)).toBe('abc…');
    expect(cutMiddle('a/very/long/path/file.py', 13)).toBe('a/ve…/file.py');
  });

  it('does not cut a wide character in two', () => {
    expect(takeStart('漢字', 3)).toBe('漢');
    expect(cutEnd('漢字漢', 4)).toBe('漢…');
  });

  it('never gives more columns than asked for', () => {
    fc.assert(
      fc.property(text, width, (any, columns) => {
        expect(textWidth(cutEnd(any, columns))).toBeLessThanOrEqual(columns);
        expect(textWidth(cutMiddle(any, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe('pad', () => {
  it('fills up to the width by columns, on either side', () => {
    expect(pad('漢', 4)).toBe('漢  ');
    expect(pad('12', 4, 'right')).toBe('  12');
    expect(pad('12345', 4)).toBe('12345');
  });
});
