import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/report/width.ts';
import { wrap } from '../../src/report/wrap.ts';

describe('wrap', () => {
  it('breaks at blanks and folds white space', () => {
    expect(wrap('one  two\nthree', 8)).toEqual(['one two', 'three']);
    expect(wrap('one two', Infinity)).toEqual(['one two']);
    expect(wrap('  ', 8)).toEqual([]);
  });

  it('cuts a word that is longer than a line', () => {
    expect(wrap('a bcdefgh i', 3)).toEqual(['a', 'bcd', 'efg', 'h i']);
  });

  it('keeps every character and every line within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
