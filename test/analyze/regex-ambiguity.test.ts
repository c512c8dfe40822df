import { describe, expect, it } from 'vitest';
import { isExponential } from '../../src/analyze/regex-ambiguity.ts';

const none = new Set<string>();

describe('isExponential', () => {
  it.each([
    '^(a+)+$',
    '(a*)*b',
    '(a|a)*b',
    '(a|aa)+$',
    '(?:ab|a|b)*c',
    '^(\\w+\\s?)*$',
    '(a?b?)*c',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '"(?:[^"]|\\\\.)*"',
    '(?:\\d{1,99})+x',
    '^([a-zA-Z0-9])(([.-]|[_]+)?([a-zA-Z0-9]+))*(@)[a-z0-9]+$',
    '([^,]*,?)*;',
  ])('finds two ways in %s', (pattern) => {
    expect(isExponential(pattern, none, false)).toBe(true);
  });

  it.each([
    '^[a-z]+$',
    '(?:\\w+\\.)+com$',
    '^(?:[a-z]+,)*[a-z]+$',
    '^([0-9a-f]{2}:){5}[0-9a-f]{2}$',
    '^(?:[0-9a-f]{32})+$',
    '"(?:[^"\\\\]|\\\\.)*"',
    '(?:a|b)*c',
    '(?:[a-z]|[0-9])+$',
    '^\\s*(?:\\w+\\s+)*end',
    '(?:\\s*,\\s*\\w)*$',
  ])('finds one way only in %s', (pattern) => {
    expect(isExponential(pattern, none, false)).toBe(false);
  });

  it('asks whether something behind the loop can fail', () => {
    expect(isExponential('(a+)+', none, false)).toBe(false);
    expect(isExponential('(a+)+', none, true)).toBe(true);
    expect(isExponential('(a+)+b?', none, false)).toBe(false);
  });

  it('compares letters in any case where the flags say so', () => {
    expect(isExponential('(a|A)*b', none, false)).toBe(false);
    expect(isExponential('(a|A)*b', new Set(['i']), false)).toBe(true);
  });

  it('says nothing of what gives nothing back, and of places in a loop', () => {
    expect(isExponential('(a++)+$', none, false)).toBe(false);
    expect(isExponential('(?>a+)+$', none, false)).toBe(false);
    expect(isExponential('(\\b\\w+\\s*)+$', none, false)).toBe(false);
  });

  it('gives up on what it does not understand or would take too long', () => {
    expect(isExponential('(a+', none, false)).toBe(false);
    expect(isExponential(`(?:${'(a|b)'.repeat(400)})+$`, none, false)).toBe(false);
  });
});
