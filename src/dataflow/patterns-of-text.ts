// What a regular expression says of a text that it matches: for which kinds of sink the characters that it lets through
// are harmless. Conservative: what is not understood protects from nothing.
import type { SinkKind } from '../model/flow-kinds.ts';
import { kindBit, type Kinds } from './taint.ts';

/** Characters by which a text leaves the place that it was meant for; one of them is enough. */
const dangerous: readonly (readonly [SinkKind, string])[] = [
  ['sql', `'"\`;\\- (`],
  ['nosql', '{$'],
  ['command', '|;&$`<>(){}\n\'"\\ *?~'],
  ['code', '().[]{}\'"+-*/%:;, \n='],
  ['template', '{%$<#'],
  ['path', '/\\'],
  ['redirect', '/:\\'],
  ['html', '<>&"\''],
  ['url', '/:@?#%\\'],
  ['ldap', '()*\\\0|&='],
  ['xpath', `'"[]()=|/`],
  ['xml', '<>&'],
  ['log', '\r\n'],
  ['header', '\r\n'],
  ['regex', '()*+?{[.|\\'],
  ['email', '\r\n'],
  ['format', '{%'],
];

/**
 * @param pattern Python's regular expression
 * @param mode `fullmatch`, `match` (anchored at the start) or `search`
 */
export function protectionOf(pattern: string, mode: 'fullmatch' | 'match' | 'search'): Kinds {
  const startsAnchored = mode !== 'search' || /^(\(\?[a-zA-Z]+\))?(\^|\\A)/.test(pattern);
  const endsAnchored = mode === 'fullmatch' || /(\$|\\Z|\\z)$/.test(pattern);
  if (!startsAnchored || !endsAnchored) return 0;
  const allows = alphabetOf(pattern);
  if (allows === null) return 0;
  let kinds = 0;
  for (const [kind, characters] of dangerous) {
    if (!characters.split('').some(allows)) kinds |= kindBit(kind);
  }
  return kinds;
}

const classes: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /[\w]/, s: /\s/ };

/** A test for the characters that a match can hold; null where that can't be told. */
function alphabetOf(pattern: string): ((character: string) => boolean) | null {
  const tests: ((character: string) => boolean)[] = [];
  let rest = pattern.replace(/^(\(\?[a-zA-Z]+\))?(\^|\\A)/, '').replace(/(\$|\\Z|\\z)$/, '');
  while (rest !== '') {
    const match =
      /^(\[\^?\]?(?:\\.|[^\]\\])*\])|^(\\.)|^(\((?:\?:|\?P<\w+>|\?P?<\w+>)?)|^(\)|\||[*+?]\??|\{\d*,?\d*\}\??)|^([^\\[\](){}.^$*+?|])/s.exec(
        rest,
      );
    if (match === null) return null;
    rest = rest.slice(match[0].length);
    const [, set, escaped, , , literal] = match;
    if (set !== undefined) {
      const test = setTest(set);
      if (test === null) return null;
      tests.push(test);
    } else if (escaped !== undefined) {
      const test = escapeTest(escaped[1]!);
      if (test === null) return null;
      tests.push(test);
    } else if (literal !== undefined) tests.push((character) => character === literal);
  }
  return (character) => tests.some((test) => test(character));
}

function escapeTest(letter: string): ((character: string) => boolean) | null {
  const known = classes[letter];
  if (known !== undefined) return (character) => known.test(character);
  if (/[a-zA-Z0-9]/.test(letter)) return letter === 'b' ? () => false : null;
  return (character) => character === letter;
}

function setTest(set: string): ((character: string) => boolean) | null {
  if (set.startsWith('[^')) return null;
  try {
    const expression = new RegExp(set, 'u');
    return (character) => expression.test(character);
  } catch {
    return null;
  }
}
