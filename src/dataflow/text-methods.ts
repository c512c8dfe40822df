// Methods of text that say something about it, and what they say.
import { allKinds, kindBit, type Kinds } from './taint.ts';

/** `x.isalnum()` and the like: nothing but letters and digits is left, which harm no sink (sizes apart). */
const harmless = allKinds & ~kindBit('size');

export const testsOfText: ReadonlyMap<string, Kinds> = new Map([
  ['isalnum', harmless],
  ['isalpha', harmless],
  ['isdecimal', harmless],
  ['isdigit', harmless],
  ['isnumeric', harmless],
  ['isidentifier', harmless],
]);

/** Methods that give the same text in another form: a check of the result is a check of the text. */
export const sameText: ReadonlySet<string> = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'casefold',
  'capitalize',
  'title',
  'swapcase',
  'encode',
  'decode',
  'expandtabs',
  'copy',
  '__str__',
]);

/** Methods whose result holds nothing of the text. */
export const measures: ReadonlySet<string> = new Set([
  'count',
  'find',
  'index',
  'rfind',
  'rindex',
  'startswith',
  'endswith',
  'isspace',
  'islower',
  'isupper',
  'istitle',
  'isprintable',
  'isascii',
  '__len__',
  '__contains__',
  ...testsOfText.keys(),
]);
