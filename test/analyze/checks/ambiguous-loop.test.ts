// The test for exponential patterns, held to what another program (recheck) finds by trying.
import fc from 'fast-check';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { hasAmbiguousLoop } from '../../../src/analyze/checks/ambiguous-loop.ts';

const judge = (pattern: string, flags = '', isWhole = false): boolean =>
  hasAmbiguousLoop(pattern, new Set(flags), isWhole);

describe('hasAmbiguousLoop', () => {
  const exponential = [
    '^(a+)+$',
    '(a*)*b',
    '(a|a)*b',
    '^(a|aa)+$',
    '^(\\w+\\s?)*$',
    '(.*,)*x',
    '^([a-zA-Z0-9]+)*$',
    '^(a{1,3})*$',
    '(a*|b*)*c',
    '^(?:a?b?)*c$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^([\\w.]+)+@',
    '^(\\d+|\\w+)*;',
    '^(?:x{2,}y?)+$',
    '([a-z]|[ac-e])*!',
    '^(?P<word>[a-z]+[a-z0-9]*)*!'.replace('?P<word>', '?:'),
  ];
  const bearable = [
    '^[a-z]+$',
    '^(a+b)+$',
    '^(\\w+\\s)*$',
    '"(?:[^"\\\\]|\\\\.)*"',
    '^(a{3})*$',
    '^(\\d{1,3}\\.){3}\\d{1,3}$',
    '^(?:ab|ac|ad)*$',
    '(\\s|.)*$',
    '(a+)+',
    '^(a+){1,5}$',
    '^[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+$',
    '\\s+$',
    '(?:\\/[^/]+)*\\/',
    'a*a*a*b',
  ];

  it.each(exponential)('finds %s', (pattern) => {
    expect(judge(pattern)).toBe(true);
    expect(complexityOf(pattern)).toBe('exponential');
  });

  it.each(bearable)('does not find %s', (pattern) => {
    expect(judge(pattern)).toBe(false);
    expect(complexityOf(pattern)).not.toBe('exponential');
  });

  it('agrees with it on patterns made at random', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('$', 'c$', '!'), (body, end) => {
        const found = complexityOf(`^${body}${end}`);
        fc.pre(found !== 'unknown');
        expect(judge(`^${body}${end}`)).toBe(found === 'exponential');
      }),
      { numRuns: 150, seed: 20 },
    );
  });

  it('does not see (a known miss) that the end of what a loop took can be what follows', () => {
    expect(complexityOf('^(?:a(?:a)*)*a')).toBe('linear');
    expect(judge('^(?:a(?:a)*)*a')).toBe(true);
  });

  it('asks whether the whole text must match', () => {
    expect(judge('(a+)+')).toBe(false);
    expect(judge('(a+)+', '', true)).toBe(true);
  });

  it('reads verbose patterns', () => {
    expect(judge('^( a+ # letters\n )+ $', 'x')).toBe(true);
  });

  it('does not judge what an automaton does not know, or what is too large', () => {
    for (const pattern of [
      '^(a++)+$',
      '^(?>a+)+$',
      '^((a)\\2+)+$',
      '^(\\ba+)+$',
      '^((?=b)a+)+$',
      `(${'(a?'.repeat(400)}`,
    ]) {
      expect(judge(pattern)).toBe(false);
    }
    expect(judge(`^(${'a?'.repeat(900)})*$`)).toBe(false);
  });

  it('does not count the ways past parts that may be empty in two ways', () => {
    expect(judge(`${'(?:a?|b?)'.repeat(100)}c*d`)).toBe(false);
    expect(judge(`${'(?:(?:a?|b?)'.repeat(45)}c*${')'.repeat(45)}d`)).toBe(false);
  });

  it('stops where the patterns of a file took too many steps together', () => {
    const budget = { steps: 100 };
    expect(hasAmbiguousLoop('^(\\w+|\\d+)+$', new Set(), false, budget)).toBe(true);
    const large = `^(?:${Array.from({ length: 20 }, () => '\\w').join('|')})+$`;
    expect(judge(large)).toBe(true);
    expect(hasAmbiguousLoop(large, new Set(), false, budget)).toBe(false);
  });
});

const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', '[ab]', '\\w'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}'))
      .map(([inner, times]) => `(?:${inner})${times}`),
  ),
}));

/** `unknown` where it gave up; a safe pattern has none. */
function complexityOf(source: string): string {
  const found = checkSync(source, '', { timeout: 20_000 });
  return found.status === 'unknown' ? 'unknown' : found.complexity.type;
}
