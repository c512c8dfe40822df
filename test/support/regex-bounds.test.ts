import { describe, expect, it } from 'vitest';
import { regexBounds } from './regex-bounds.ts';

describe('regexBounds', () => {
  it('counts characters and ways', () => {
    expect(regexBounds('ab[c-e]{3}')).toEqual({ longest: 5, ways: 1 });
    expect(regexBounds('a{2,5}b{1,4}')).toEqual({ longest: 9, ways: 16 });
    expect(regexBounds(String.raw`x(?:a|b\.)?[\]]`)).toEqual({ longest: 4, ways: 4 });
    expect(regexBounds('(?:a{1,10}){1,10}')!.ways).toBeGreaterThan(1e9);
  });

  it('knows none of what has no end', () => {
    expect(['a+', 'a*', '(?:ab)+', 'a{3,}', String.raw`\w{3}`, '.{3}', '(?=a)b', '^a'].map(regexBounds)).toEqual(
      Array.from({ length: 8 }, () => null),
    );
  });
});
