import { describe, expect, it } from 'vitest';
import { findRenames, lineSimilarity } from '../../src/history/renames.ts';
import type { RenameCandidate } from '../../src/history/renames.ts';

const file = (path: string, contentHash: string, ...lines: readonly number[]): RenameCandidate => ({
  path,
  contentHash,
  lines: Float64Array.from(lines),
});

describe('findRenames', () => {
  it('takes equal content, and six lines in ten', () => {
    expect(findRenames([{ path: 'a', contentHash: 'h', lines: null }], [file('b', 'h', 1)])).toEqual([
      { from: 'a', to: 'b' },
    ]);
    expect(findRenames([file('a', 'h', 1, 2, 3, 4, 5)], [file('b', 'i', 1, 2, 3, 8, 9)])).toHaveLength(1);
    expect(findRenames([file('a', 'h', 1, 2, 3, 4, 5)], [file('b', 'i', 1, 2, 7, 8, 9)])).toHaveLength(0);
  });

  it('prefers the more alike', () => {
    const renames = findRenames(
      [file('a', 'h', 1, 2, 3, 4), file('b', 'i', 1, 2, 3, 9)],
      [file('x', 'j', 1, 2, 3, 9), file('y', 'k', 1, 2, 3, 4)],
    );
    expect(renames).toEqual([
      { from: 'a', to: 'y' },
      { from: 'b', to: 'x' },
    ]);
  });

  it('follows equal files of a renamed folder by their names', () => {
    const renames = findRenames(
      [file('old/x/settings.py', 'h', 1), file('old/y/settings.py', 'h', 1)],
      [file('new/y/settings.py', 'h', 1), file('new/x/settings.py', 'h', 1)],
    );
    expect(renames.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual([
      'old/x/settings.py new/x/settings.py',
      'old/y/settings.py new/y/settings.py',
    ]);
  });

  it('does not guess between equals', () => {
    expect(findRenames([file('a', 'h', 1), file('b', 'h', 1)], [file('c', 'h', 1)])).toEqual([]);
    expect(findRenames([file('a', 'h', 1)], [file('b', 'h', 1), file('c', 'h', 1)])).toEqual([]);
  });
});

describe('lineSimilarity', () => {
  it('is the share of common lines, each counted as often as it stands in both', () => {
    expect(lineSimilarity(Float64Array.of(1, 1, 2), Float64Array.of(1, 2, 2, 2))).toBe(0.5);
    expect(lineSimilarity(Float64Array.of(), Float64Array.of())).toBe(0);
  });
});
