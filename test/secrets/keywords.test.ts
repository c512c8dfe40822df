import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeywordScanner } from '../../src/secrets/keywords.ts';

function hitsOf(keywords: readonly string[], text: string): string[] {
  const hits: string[] = [];
  createKeywordScanner(keywords).scan(text, (keyword, end) => hits.push(`${keywords[keyword]}@${end}`));
  return hits;
}

/** Every occurrence of every keyword, found the slow way. */
function naive(keywords: readonly string[], text: string): string[] {
  return keywords.flatMap((keyword) => {
    const ends = Array.from({ length: text.length + 1 }, (_, end) => end).filter((end) =>
      text
        .slice(0, end)
        .replaceAll(/[A-Z]/g, (upper) => upper.toLowerCase())
        .endsWith(keyword),
    );
    return ends.map((end) => `${keyword}@${end}`);
  });
}

describe('createKeywordScanner', () => {
  it('finds overlapping keywords, in any case', () => {
    expect(hitsOf(['she', 'he', 'hers', 'pass'], 'uSHErs PassWord')).toEqual(['she@4', 'he@4', 'hers@6', 'pass@11']);
  });

  it('is not thrown off by other alphabets', () => {
    expect(hitsOf(['pass'], 'пароль pas\u0073\u00df ＰＡＳＳ paſs')).toEqual(['pass@11']);
  });

  it('refuses keywords that it could never find', () => {
    expect(() => createKeywordScanner(['Pass'])).toThrow('lower-case');
    expect(() => createKeywordScanner(['größe'])).toThrow('lower-case');
    expect(() => createKeywordScanner([''])).toThrow('empty');
  });

  it.each([0, 1, 500, 8191, 8192, 16_384, 32_764, 32_768, 32_770, 65_536, 100_000])(
    'finds a keyword at offset %d of a long text, once',
    (offset) => {
      const filler = 'pass'.slice(0, 3).repeat(50_000);
      for (const text of [filler, 'ключ'.repeat(40_000)]) {
        const planted = `${text.slice(0, offset)}!secret${text.slice(offset)}`;
        expect(hitsOf(['secret', 'pass', 'cre'], planted)).toEqual([`cre@${offset + 6}`, `secret@${offset + 7}`]);
      }
    },
  );

  it('takes no character for the one with which it shares its low byte', () => {
    expect(hitsOf(['pass'], '\u0170\u0161\u0173\u0173 pa\u0173s')).toEqual([]);
  });

  it('finds what a naive search finds', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '_', 'é'), maxLength: 60 });
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1, maxLength: 6 }), texts, (keywords, text) => {
        expect(hitsOf(keywords, text).toSorted()).toEqual(naive(keywords, text).toSorted());
      }),
    );
  });
});
