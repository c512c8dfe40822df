import { describe, expect, it } from 'vitest';
import { globList, listOf, pathList, positiveInteger, severityList } from '../../src/cli/options.ts';

describe('positiveInteger', () => {
  it('reads whole numbers from 1', () => {
    expect(['1', '200', '1e9'].map(positiveInteger)).toEqual([1, 200, 1_000_000_000]);
  });

  it.each(['0', '-1', 'abc', '', '1.5', '9007199254740993', 'Infinity', 'NaN'])('refuses "%s"', (text) => {
    expect(() => positiveInteger(text)).toThrow('Use a whole number from 1.');
  });
});

describe('severityList', () => {
  it('reads lists and what is at least as severe', () => {
    expect(severityList('high+')).toEqual(['critical', 'high']);
    expect(severityList('LOW, note')).toEqual(['low', 'note']);
  });

  it.each(['', 'hgih', 'hgih+', 'high++', 'high,,low'])('refuses "%s"', (text) => {
    expect(() => severityList(text)).toThrow(/critical, high, medium, low, note/);
  });
});

describe('listOf', () => {
  it('says which word is wrong', () => {
    expect(() => listOf(['a', 'b'])('a,c')).toThrow('"c" is none of a, b.');
  });
});

describe('globList', () => {
  it('collects', () => {
    expect(globList('b/**', globList('[a', undefined))).toEqual(['[a', 'b/**']);
  });

  it('refuses what is no glob that a person typed', () => {
    expect(() => globList('', undefined)).toThrow(/a name or a glob/);
    expect(() => globList('  ', undefined)).toThrow(/a name or a glob/);
    expect(() => globList('a'.repeat(70_000), undefined)).toThrow(/longer than/);
  });
});

describe('pathList', () => {
  it('takes paths below a root only', () => {
    expect(pathList('..a/b..', pathList('./src/', undefined))).toEqual(['./src/', '..a/b..']);
    for (const path of ['/srv/shop/a.py', '../a.py', 'src/../../a.py']) {
      expect(() => pathList(path, undefined)).toThrow(/start at the root of the repository/);
    }
  });
});
