import { expect, it } from 'vitest';
import { entropy } from '../../src/secrets/entropy.ts';
import { wordShare } from '../../src/secrets/wordlike.ts';

it('tells words from gibberish', () => {
  for (const words of ['password', 'sunshine', 'connection string', 'getUserName'])
    expect(wordShare(words)).toBeGreaterThan(0.8);
  for (const letters of ['qgzbkp', 'xkcdvwqz', 'LGXNVOFDTRNMWL']) expect(wordShare(letters)).toBeLessThan(0.4);
  expect(wordShare('12-34 ab')).toBe(0);
});

it('measures entropy in bits a character', () => {
  expect(['', 'aaaa', 'abab', 'abcd'].map(entropy)).toEqual([0, 0, 1, 2]);
});
