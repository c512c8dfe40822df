import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protectionOf, protectionOfRemoval, removesAll } from '../../src/dataflow/patterns-of-text.ts';
import { kindBit } from '../../src/dataflow/kinds.ts';
import { sinkKinds, type SinkKind } from '../../src/model/flow-kinds.ts';

const kindsOf = (pattern: string, mode: 'fullmatch' | 'match' | 'search'): SinkKind[] =>
  sinkKinds.filter((kind) => (protectionOf(pattern, mode) & kindBit(kind)) !== 0);

const letters: readonly SinkKind[] = ['sql', 'command', 'path', 'redirect', 'html', 'log', 'header', 'regex', 'code'];

describe('protectionOf', () => {
  it.each([
    ['[a-z]+', 'fullmatch'],
    [String.raw`\w+`, 'fullmatch'],
    [String.raw`\d{4}`, 'fullmatch'],
    ['(?:a|b)[0-9]*', 'fullmatch'],
    ['(?P<name>[a-z]+)_[0-9]{2,}', 'fullmatch'],
    [String.raw`^[a-z]+\Z`, 'search'],
    [String.raw`\A[a-z]+\Z`, 'search'],
    [String.raw`[a-z]+\Z`, 'match'],
    ['(?i)[a-z]+', 'fullmatch'],
  ] as const)('%s by %s lets only letters, digits and _ through', (pattern, mode) => {
    expect(kindsOf(pattern, mode)).toEqual(expect.arrayContaining([...letters]));
  });

  it.each([
    ['[a-z]+', 'match', 'it does not say how the text ends'],
    ['[a-z]+', 'search', 'nor how it begins'],
    ['[a-z]+$', 'search', 'nor here'],
    ['^[a-z]+', 'search', 'nor how it ends'],
    ['.*', 'fullmatch', 'a point is any character'],
    ['[^a]+', 'fullmatch', 'all but one is nearly any'],
    [String.raw`\W+`, 'fullmatch', 'these are all others'],
    [String.raw`\D+`, 'fullmatch', 'nearly any'],
    [String.raw`[\W]`, 'fullmatch', 'in a set too'],
    ['[', 'fullmatch', 'that is no pattern'],
    ['(?!x).+', 'fullmatch', 'a look-ahead leaves the rest open'],
    ['', 'search', 'nothing is said'],
  ] as const)('%s by %s protects from nothing: %s', (pattern, mode, _why) => {
    expect(kindsOf(pattern, mode).filter((kind) => letters.includes(kind))).toEqual([]);
  });

  it.each([
    ["[a-z']+", 'sql', 'path'],
    ['[a-z/]+', 'path', 'sql'],
    ['[a-z<]+', 'html', 'path'],
    ['[a-z:]+', 'redirect', 'path'],
    [String.raw`[a-z\n]+`, 'log', 'html'],
    ['[a-z;]+', 'sql', 'path'],
    ['[a-z ]+', 'command', 'html'],
    ['[a-z@]+', 'url', 'html'],
    ['a/b', 'path', 'html'],
    [String.raw`a\/b`, 'path', 'html'],
    ['[a-z$]+', 'nosql', 'html'],
    [String.raw`\S+`, 'path', 'log'],
    [String.raw`([a-z'])\1`, 'sql', 'path'],
    [String.raw`[^\r\n]+`, 'html', 'log'],
    [String.raw`[^/\\.]+`, 'sql', 'path'],
    ['[+-9]+', 'path', 'html'],
  ] as const)('%s lets something through that is bad for %s, not for %s', (pattern, bad, good) => {
    expect(kindsOf(pattern, 'fullmatch')).not.toContain(bad);
    expect(kindsOf(pattern, 'fullmatch')).toContain(good);
  });

  /** Patterns that JavaScript and Python read alike. */
  const atom = fc.constantFrom(
    'a',
    '7',
    '_',
    '-',
    "'",
    '/',
    '<',
    ' ',
    ';',
    ':',
    '@',
    '\\.',
    '\\w',
    '\\d',
    '\\s',
    '\\n',
    '[a-c]',
    "['<]",
    '[a-z/]',
    '[-.\\w]',
    '.',
    '[^a]',
    '\\W',
  );
  const quantifier = fc.constantFrom('', '', '*', '+', '?', '{1,3}');
  const piece = fc.tuple(atom, quantifier).map(([one, times]) => one + times);
  const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
  const group = fc.tuple(sequence, sequence, quantifier).map(([a, b, times]) => `(${a}|${b})${times}`);
  const pattern = fc.array(fc.oneof(piece, group), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const text = fc.stringMatching(/^[abcxz7_'/<; :@.\n-]{0,8}$/);

  /** Of each kind one text by which it is harmed, and its character. */
  const harm: readonly (readonly [SinkKind, string])[] = [
    ['sql', "'"],
    ['sql', ';'],
    ['command', ';'],
    ['command', ' '],
    ['path', '/'],
    ['redirect', ':'],
    ['redirect', '/'],
    ['html', '<'],
    ['url', '@'],
    ['log', '\n'],
    ['header', '\n'],
    ['code', '.'],
  ];

  const expectSound = (
    source: string,
    mode: 'fullmatch' | 'match' | 'search',
    matches: boolean,
    given: string,
  ): void => {
    if (!matches) return;
    const kinds = kindsOf(source, mode);
    for (const [kind, character] of harm) if (given.includes(character)) expect(kinds).not.toContain(kind);
  };

  it('promises nothing of a character that a text which matches whole can have', () => {
    let matched = 0;
    fc.assert(
      fc.property(pattern, text, (source, given) => {
        const matches = new RegExp(`^(?:${source})$`, 'u').test(given);
        if (matches && given !== '') matched += 1;
        expectSound(source, 'fullmatch', matches, given);
      }),
      { numRuns: 20_000, seed: 20_240_301 },
    );
    expect(matched).toBeGreaterThan(500);
  });

  it('asks for each alternative to be anchored', () => {
    expect(kindsOf('^[a-z]+|[0-9]+$', 'search')).toEqual([]);
    expect(kindsOf('[a-z]+|[0-9]+$', 'match')).toEqual([]);
    expect(kindsOf('^(?:[a-z]+|^[0-9]+)', 'search')).toEqual([]);
    expect(kindsOf('^[a-z]+$|^[0-9]+$', 'search')).toEqual(expect.arrayContaining(['sql', 'path']));
    expect(kindsOf('^(?:[a-z]+$|[0-9]+$)', 'search')).toEqual(expect.arrayContaining(['sql', 'path']));
    expect(kindsOf('(^[a-z]+$)?', 'search')).toEqual([]);
  });

  it('minds that $ lets a line end follow, which ends a header, but forges no entry of a log', () => {
    expect(kindsOf('^[a-z]+$', 'search')).not.toContain('header');
    expect(kindsOf('[a-z]+$', 'match')).not.toContain('email');
    expect(kindsOf('[a-z]+$', 'match')).toContain('log');
    expect(kindsOf('^[a-z]+$', 'fullmatch')).toContain('header');
  });

  it('reads flags', () => {
    const withFlag = (written: string, flag: string): number => protectionOf(written, 'search', new Set(flag));
    expect(withFlag('^[a-z]+$', 'm')).toBe(0);
    expect(kindsOf('(?m)^[a-z]+$', 'search')).toEqual([]);
    expect(withFlag('^[a-z]+$', 'i')).not.toBe(0);
    expect(withFlag('^ [a-z]+ # a word\n $', 'x')).toBe(withFlag('^[a-z]+$', ''));
  });

  it('minds no line end where none can follow', () => {
    expect(kindsOf(String.raw`[a-z]+\Z`, 'match')).toContain('header');
    expect(kindsOf('[a-z]+', 'fullmatch')).toContain('log');
  });

  it('minds that two points are the folder above', () => {
    expect(kindsOf('[a-z.]+', 'fullmatch')).not.toContain('path');
    expect(kindsOf('[.]{2}', 'fullmatch')).not.toContain('path');
    expect(kindsOf('[a-z][a-z.]*', 'fullmatch')).toContain('path');
    expect(kindsOf('[a-z.]{3,}', 'fullmatch')).toContain('path');
  });

  it('takes one point that is written out for no way up', () => {
    expect(kindsOf(String.raw`[a-z]+\.txt`, 'fullmatch')).toContain('path');
  });
});

describe('protectionOfRemoval', () => {
  const left = (pattern: string, replacement = ''): SinkKind[] => {
    const kinds = protectionOfRemoval(pattern, replacement);
    return sinkKinds.filter((kind) => (kinds & kindBit(kind)) !== 0);
  };

  it.each([
    ['[^a-z0-9]', ''],
    ['[^a-z0-9]+', '_'],
    [String.raw`\W`, ''],
    [String.raw`\W|_`, ''],
    [String.raw`[^\w-]*`, ''],
  ])('%s replaced by "%s" leaves a word', (pattern, replacement) => {
    expect(left(pattern, replacement)).toEqual(expect.arrayContaining(['command', 'path', 'html', 'code'].slice(0, 3)));
  });

  it.each([
    ['[a-z]', '', 'all others are left'],
    ['x+[^a-z]', '', 'only some of them are taken out'],
    ['[^a-z]{2,}', '', 'one alone is left'],
    ['^[^a-z]', '', 'only the first is'],
    ['([^a-z])', String.raw`\1`, 'they are put back'],
    ['[^a-z]', "'/<", 'what is put in is no better'],
    ['(?=[^a-z])', '', 'nothing is taken out'],
  ])('%s replaced by "%s" leaves anything: %s', (pattern, replacement, _why) => {
    expect(left(pattern, replacement).filter((kind) => ['sql', 'command', 'path', 'html'].includes(kind))).toEqual([]);
  });

  it('knows what single characters do', () => {
    expect(left(String.raw`[\r\n]+`, ' ')).toEqual(['log', 'header', 'email']);
    expect(left('[<>]')).toEqual(['html', 'xml']);
    expect(left('/', '_')).toEqual([]);
    expect(left('[./]')).toEqual(['path']);
  });

  it('knows when nothing is left', () => {
    expect(removesAll('.')).toBe(true);
    expect(removesAll(String.raw`[\s\S]`)).toBe(true);
    expect(removesAll(String.raw`\S`)).toBe(false);
    expect(removesAll('.$')).toBe(false);
  });
});
