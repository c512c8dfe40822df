import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestMatch } from '../../src/secrets/longest-match.ts';
import { seededRandom, textMatching } from '../support/secret-samples.ts';

describe('longestMatch', () => {
  it.each([
    ['ghp_[A-Za-z0-9]{36}', 40],
    ['a|bcd|', 3],
    ['(?:ab?){2,3}c{0,4}', 10],
    [String.raw`\d{3}\.[\]\\]x\u0041\x41\/`, 9],
    ['(?<!a{5})(?=b{9})ab$', 2],
    ['(?<name>abc)(d)', 4],
    ['a{2,}', Infinity],
    ['(?:a+){0}b', 1],
    ['a*b', Infinity],
    ['ab+?', Infinity],
    [String.raw`(["'])x\1`, Infinity],
    ['a{3}[^"\\\\]{1,5}b', 9],
  ])('%s: %d', (source, length) => {
    expect(longestMatch(source)).toBe(length);
  });

  it('is no shorter than anything that is matched', () => {
    const random = seededRandom(7);
    const atoms = fc.constantFrom('a', '[b-d_]', String.raw`\.`, '(?:e|fg|[hi]{2})', '(?:(?:j{1,3}k?){2})');
    const counts = fc.constantFrom('', '?', '{3}', '{0,4}', '{2,5}');
    const sources = fc
      .array(fc.tuple(atoms, counts), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(sources, (source) => {
        const longest = Math.max(...Array.from({ length: 20 }, () => textMatching(source, random).length));
        expect(longestMatch(source)).toBeGreaterThanOrEqual(longest);
      }),
    );
  });
});
