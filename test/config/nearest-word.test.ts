import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../src/config/nearest-word.ts';

describe('nearestWord', () => {
  const keys = ['workspaces', 'rules', 'limits', 'watch', 'schedule', 'database', 'maxFileSize'];

  it.each([
    ['shedule', 'schedule'],
    ['scheudle', 'schedule'],
    ['rule', 'rules'],
    ['WATCH', 'watch'],
    ['max-file-size', 'maxFileSize'],
    ['max_filesize', 'maxFileSize'],
  ])('takes %s for %s', (word, meant) => expect(nearestWord(word, keys)).toBe(meant));

  it.each(['', 'x', 'colour', 'notify'])('leaves %j alone', (word) => expect(nearestWord(word, keys)).toBeNull());
});

describe('editDistance', () => {
  it('counts a swap of neighbours as one mistake', () => {
    expect(editDistance('watch', 'wacth')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is symmetrical, zero only for equal words, and never more than the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});
