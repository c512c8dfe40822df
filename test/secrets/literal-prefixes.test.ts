import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalPrefixes } from '../../src/secrets/literal-prefixes.ts';
import { seededRandom, textMatching } from '../support/secret-samples.ts';

describe('literalPrefixes', () => {
  it.each([
    ['ghp_[A-Za-z0-9]{36}', ['ghp_']],
    ['gh[po]_[A-Z]', ['ghp_', 'gho_']],
    ['(?:ab|c[d-f])x|y', ['ab', 'c', 'y']],
    ['s(?:a|bc)_[A-Z]', ['sa_', 'sbc_']],
    [String.raw`a\.b\d`, ['a.b']],
    ['ab?c', ['a']],
    ['a{3}b', ['']],
    ['(?:ab)?c', ['']],
    ['[a-z]{3}ab', ['']],
    ['(?=ab)cd', ['']],
    ['(ab)c', ['']],
    ['a|', ['a', '']],
  ])('%s: %j', (source, prefixes) => {
    expect(literalPrefixes(source)).toEqual(prefixes);
  });

  it('holds for whatever is matched', () => {
    const random = seededRandom(8);
    const atoms = fc.constantFrom('a', '[bcd]', '[e-g]', String.raw`\.`, '(?:e|fg|[hi]{2})', '(?:jk?)');
    const counts = fc.constantFrom('', '', '?', '{3}', '{0,4}');
    const sources = fc
      .array(fc.tuple(atoms, counts), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(sources, sources, (left, right) => {
        const source = `${left}|${right}`;
        const prefixes = literalPrefixes(source);
        for (let round = 0; round < 20; round++) {
          const text = textMatching(source, random);
          expect(prefixes.some((prefix) => text.startsWith(prefix))).toBe(true);
        }
      }),
    );
  });
});
