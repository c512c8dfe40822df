// Methods of text that say something about it, and what they say.
import { allKinds, hasNoSlash, hasNoWayUp, harmlessText, kindBit, type Kinds } from './kinds.ts';

/** What is one line forges no other. */
export const lineKinds = kindBit('log') | kindBit('header') | kindBit('email');

/** Blanks in a text do no harm, but a line end among them ends a header. */
export const harmlessBlanks = allKinds & ~(kindBit('header') | kindBit('email'));

/** Letters and digits leave no place at all; but they can be the name of something. */
export const word = harmlessText & ~kindBit('reflection');

export const testsOfText: ReadonlyMap<string, Kinds> = new Map([
  ['isalnum', word],
  ['isalpha', word],
  ['isdecimal', harmlessText],
  ['isdigit', harmlessText],
  ['isnumeric', harmlessText],
  ['isidentifier', word],
  // No line end is.
  ['isprintable', lineKinds],
]);

const quoteKinds = kindBit('sql') | kindBit('xpath');
const without: ReadonlyMap<string, Kinds> = new Map([
  ["'", quoteKinds],
  ['"', quoteKinds],
  ['<', kindBit('html') | kindBit('xml')],
  // Without it a carriage return, too, ends no line of a log; the other way round that is not so.
  ['\n', lineKinds],
  ['/', hasNoSlash],
  ['..', hasNoWayUp],
]);

/** For which kinds a text is harmless that does not have this in it, though it may have anything else. */
export function kindsWithout(text: string | undefined): Kinds {
  return (text === undefined ? undefined : without.get(text)) ?? 0;
}

/** What one looks for in a text, to be sure that it is not there. */
export const telling: readonly string[] = [...without.keys()];

/** Methods that give the same text in another form: a check of the result is a check of the text. */
export const sameText: ReadonlySet<string> = new Set([
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
  'isascii',
  '__len__',
  '__contains__',
  ...testsOfText.keys(),
]);
