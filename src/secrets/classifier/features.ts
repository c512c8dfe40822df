// A candidate as numbers: its value's shape, what its name promises, how and where it is written, and which known words stand
// in the value, the name, the line and the lines beside it. The words that count come with the model. Says nothing of a
// repository or a path but whether it is a test or the like.
import { classifyName } from '../../names/classify-name.ts';
import { words } from '../../names/words.ts';
import type { Binding } from '../assignments.ts';
import type { GenericCandidate } from '../generic-candidates.ts';
import type { Format, PathFacts } from '../path-facts.ts';
import { isHarmlessName, secretNameKind } from '../secret-name.ts';
import type { LetterTables } from './letters.ts';
import { valueFeatureNames, valueFeatures } from './value-features.ts';

/** One candidate and where it stands. */
export interface Candidacy {
  readonly candidate: Pick<
    GenericCandidate,
    'name' | 'plain' | 'binding' | 'quoted' | 'wrapped' | 'surroundings' | 'start' | 'end'
  >;
  readonly text: string;
  readonly place: PathFacts;
}

/** What a feature is about, for the reader: part of the reasons that `show` names. */
export type Subject = 'value' | 'name' | 'syntax' | 'file' | 'value words' | 'line words' | 'lines beside';

const bindings: readonly Binding[] = [
  'assignment',
  'argument',
  'entry',
  'default',
  'comparison',
  'pair',
  'call',
  'query',
  'flag',
  'sentence',
  'header',
  'command',
];
const formats: readonly Format[] = ['code', 'settings', 'shell', 'markup', 'prose'];

const nameFeatureNames = [
  'a password',
  'a token',
  'a weak hint',
  'sure to be a password',
  'sure to be a secret',
  'about a secret only',
  'something public',
  'words',
  'length',
  'the value holds it',
  'it holds the value',
] as const;

const syntaxFeatureNames = [
  ...bindings,
  'in quotes',
  'behind a call',
  'in a comment',
  'in a string',
  'length of the line',
  'at the end of the line',
  'a call follows',
  'a sentence before',
] as const;

const fileFeatureNames = [...formats, 'tests or examples', 'generated'] as const;

/** Parts of words that tell placeholders and names, wherever in a value they stand. */
const tellingParts =
  'pass pwd secret token key test example sample demo dummy fake foo bar baz your my change replace insert here name user admin root abc 123 xxx xyz qwe int str value default none null true false invalid wrong bad new old client api auth encrypt hash field type http file path todo some any random number valid cred login required enter forgot must error'.split(
    ' ',
  );

export interface FeatureReader {
  /** What each number is, in order. */
  readonly names: readonly string[];
  readonly subjects: readonly Subject[];
  /** The numbers of a candidate; the same array every time. */
  read(given: Candidacy): Float64Array;
}

/**
 * @param vocabulary the words that count, each with the letter of the place that it counts in (see `wordKeys`)
 */
export function createFeatureReader(letters: LetterTables, vocabulary: readonly string[]): FeatureReader {
  const numbered: (readonly [Subject, readonly string[]])[] = [
    ['value', valueFeatureNames],
    ['name', nameFeatureNames],
    ['syntax', syntaxFeatureNames],
    ['file', fileFeatureNames],
    ['value words', tellingParts],
  ];
  const fixed = numbered.reduce((sum, [, list]) => sum + list.length, 0);
  /** By letter and word. */
  const wordAt = new Map<string, Map<string, number>>();
  for (const [index, key] of vocabulary.entries()) {
    const [letter, word] = [key[0]!, key.slice(2)];
    wordAt.set(letter, (wordAt.get(letter) ?? new Map<string, number>()).set(word, fixed + index));
  }
  const numbers = new Float64Array(fixed + vocabulary.length);

  return {
    names: [...numbered.flatMap(([subject, list]) => list.map((name) => `${subject}: ${name}`)), ...vocabulary],
    subjects: [
      ...numbered.flatMap(([subject, list]) => list.map(() => subject)),
      ...vocabulary.map((key) => subjectOfKey[key[0]!] ?? 'line words'),
    ],
    read(given) {
      numbers.fill(0);
      const { candidate, place } = given;
      let at = 0;
      valueFeatures(candidate.plain, letters, numbers, at);
      at += valueFeatureNames.length;
      numbers.set(nameFeatures(candidate), at);
      at += nameFeatureNames.length;
      numbers.set(syntaxFeatures(given), at);
      at += syntaxFeatureNames.length;
      numbers.set(fileFeatures(place), at);
      at += fileFeatureNames.length;
      const lowered = candidate.plain.toLowerCase();
      for (const part of tellingParts) numbers[at++] = lowered.includes(part) ? 1 : 0;
      eachWord(given, (letter, word) => {
        const index = wordAt.get(letter)?.get(word);
        if (index !== undefined) numbers[index] = 1;
      });
      return numbers;
    },
  };
}

const subjectOfKey: Readonly<Record<string, Subject>> = {
  n: 'name',
  l: 'name',
  v: 'value words',
  c: 'line words',
  b: 'lines beside',
};

const longestContext = 140;
const wordPattern = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;

/** The words around a candidate: `n:` of its name, `l:` the name's last, `v:` of its value, `c:` of its line, `b:` of the lines beside. */
export function wordKeys(given: Candidacy): string[] {
  const keys: string[] = [];
  eachWord(given, (letter, word) => keys.push(`${letter}:${word}`));
  return keys;
}

/** Visits the words around a candidate, with the letter of the place where they stand. */
function eachWord({ candidate, text }: Candidacy, visit: (letter: string, word: string) => void): void {
  const { name, plain, start, end } = candidate;
  const visitAll = (letter: string, part: string): void => {
    for (const word of part.match(wordPattern) ?? []) {
      if (word.length > 1 && word.length < 24) visit(letter, word.toLowerCase());
    }
  };
  const nameWords = words(name);
  for (const word of nameWords) visit('n', word);
  if (nameWords.length > 0) visit('l', nameWords.at(-1)!);
  visitAll('v', plain.slice(0, longestContext));
  const lineStart = lineStartBefore(text, start);
  const lineEnd = lineEndAfter(text, end);
  visitAll('c', text.slice(lineStart, start));
  visitAll('c', text.slice(end, lineEnd));
  if (lineStart > 0 && text.charCodeAt(lineStart - 1) === 10) {
    visitAll('b', text.slice(lineStartBefore(text, lineStart - 1), lineStart - 1));
  }
  if (text.charCodeAt(lineEnd) === 10) visitAll('b', text.slice(lineEnd + 1, lineEndAfter(text, lineEnd + 1)));
}

function lineStartBefore(text: string, at: number): number {
  const limit = Math.max(0, at - longestContext);
  return limit + text.slice(limit, at).lastIndexOf('\n') + 1;
}

function lineEndAfter(text: string, at: number): number {
  const part = text.slice(at, at + longestContext);
  const feed = part.indexOf('\n');
  return at + (feed < 0 ? part.length : feed);
}

function nameFeatures({ name, plain }: Candidacy['candidate']): number[] {
  const kind = secretNameKind(name);
  const sure = classifyName(name);
  const [lowName, lowValue] = [
    name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
    plain.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
  ];
  return [
    flag(kind === 'password'),
    flag(kind === 'token'),
    flag(kind === 'weak'),
    flag(sure === 'password'),
    flag(sure === 'secret'),
    flag(sure === 'about'),
    flag(isHarmlessName(name)),
    words(name).length,
    name.length,
    flag(lowName.length > 2 && lowValue.includes(lowName)),
    flag(lowValue.length > 2 && lowName.includes(lowValue)),
  ];
}

function syntaxFeatures({ candidate, text }: Candidacy): number[] {
  const { start, end, binding, quoted, wrapped, surroundings } = candidate;
  const from = lineStartBefore(text, start);
  const to = lineEndAfter(text, end);
  const after = text.slice(end, Math.min(to, end + 4)).replace(/^\\?["'`]/, '');
  return [
    ...bindings.map((one) => flag(one === binding)),
    flag(quoted),
    flag(wrapped),
    flag(surroundings === 'comment'),
    flag(surroundings === 'string'),
    to - from,
    flag(/^[;,)\]}\s\\]*$/.test(after)),
    flag(/^[.([]/.test(after)),
    flag(/[a-z] [a-z]+ [a-z]+ [a-z]/.test(text.slice(from, start))),
  ];
}

function fileFeatures({ format, madeUp, generated }: PathFacts): number[] {
  return [...formats.map((one) => flag(one === format)), flag(madeUp), flag(generated)];
}

function flag(is: boolean): number {
  return is ? 1 : 0;
}
