// Finds what a name is given, in any text: `name = "value"`, `name: value`, `{"name": "value"}`, `name => 'value'`,
// `name := "value"`, typed declarations, XML attributes and elements, `name`/`value` pairs, query parameters, flags, calls,
// SQL, sentences of documentation. Works outward from a keyword's occurrence with bounded steps, so that its cost does not
// depend on a line's length. Judges nothing: what is not found here can't be found at all, so it rather takes too much.
import type { Hit } from './candidate.ts';
import { matchAt } from './match-at.ts';
import type { Format } from './path-facts.ts';
import { type Bare, closingQuote, quoteAt, type ReadValue, readValue } from './read-value.ts';
import type { AssignedLiteral } from './secret-match.ts';
import type { Surroundings, SurroundingsAt } from './text-context.ts';

/**
 * `pair`: two arguments side by side, a weak hint; `call`: an argument of a function with such a name; `sentence`: words
 * stand between; `header`: the credentials of an HTTP request; `command`: those that a program is given.
 */
export type Binding =
  | AssignedLiteral['binding']
  | 'pair'
  | 'call'
  | 'query'
  | 'flag'
  | 'sentence'
  | 'header'
  | 'command';

/** A value, where it stands, and the name that it is given to. */
export interface Assignment extends ReadValue {
  readonly name: string;
  /** What the value says: itself, or the password that Basic credentials encode. */
  readonly plain: string;
  readonly binding: Binding;
  /** Where the name stands: in code, a comment or a string. Files that are no code are `code` throughout. */
  readonly surroundings: Surroundings;
}

/** What there is around a keyword. */
export interface Reading {
  /** Where the name ends that holds it: keywords before need no second look. */
  readonly nameEnd: number;
  /** What the name is given; more than one for the arguments of a call. */
  readonly assignments: readonly Assignment[];
}

const longestName = 80;
/** Literals of one call that are looked at. */
const mostArguments = 4;

const nameUnits = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$-') {
  nameUnits[character.charCodeAt(0)] = 1;
}
const isNameUnit = (unit: number): boolean => unit < 128 && nameUnits[unit] === 1;

const subscriptEnd = /\s{0,2}\]|[)}\]]{1,2}["']?(?=\s{0,3}[!=]=)/y;
const separator =
  /[ \t]{0,40}(:=|\?\?=?|\|\|=?|\?[=:]|=>|\+=|!={1,2}|={1,3}|->|<-|:(?!:)|,)[ \t]{0,40}(?:\r?\n[ \t]{0,80}(?=["'`]))?/y;
const typed = /\s{0,8}:\s{0,8}&?(?:'\w{1,12} )?[A-Za-z_][\w<>[\]?.&|*, ]{0,40}=(?![=>])\s{0,8}/y;
const goTyped = /[ \t]{1,8}\*?[A-Za-z_][\w.[\]]{0,30}[ \t]{0,8}=(?![=>])[ \t]{0,8}/y;
const callOpen = /!?\(\s{0,8}/y;
const nextArgument = /\s{0,8},\s{0,8}/y;
const namedArgument = /(?:\w{1,20}\s?(?::|=>?)\s{0,2})?/y;
const valueAttribute = /\s{1,40}(?:value|content|default|defaultValue)\s{0,3}=\s{0,3}/y;
const valueEntry = /[ \t]{0,10},?\s{1,60}\\{0,2}["']?(?:value|default)\\{0,2}["']?[ \t]{0,4}[:=][ \t]{0,4}/iy;
const tagEnd = /(?:\s[^<>\r\n]{0,100})?(?<!\/)>/y;
const plistValue = /<\/key>\s{0,60}<string>/y;
const flagBlank = /[ \t]{1,4}(?!-)/y;
const quotedBlank = /[ \t]{1,4}(?:(?:IS|BY|AS)[ \t]{1,4})?(?=["'])/iy;
const sqlBlank = /[ \t]{1,4}(?:(?:IS|BY)[ \t]{1,4})?(?=["'\w])/y;
const sentence =
  /[`*_"']{0,3}[^\r\n=:`"'<>]{0,40}?\b(?:is|to|default|defaults to|default is|value)[ \t:=]{1,4}[`*_"']{0,2}(?=[^\s`*_"'])/iy;
const longWord = /[`*_"']{0,3}[ \t]{1,3}[`*_"']{0,3}(?=[A-Za-z_+/=-]{0,60}\d[\w+/=-]{10})/y;
const tableCell = /[`*_"']{0,3}[ \t]{0,30}\|[ \t]{0,20}[`*_"']{0,3}(?=[^\s|`-])/y;
/** What follows a literal that is a key, not a value. */
const keyMark = /\s{0,8}(?::(?!:)|=>|=(?!=))/y;

/** A text that is read, and how. */
export interface ReadText {
  readonly text: string;
  readonly format: Format;
  /** Asked in code only. */
  readonly surroundingsAt: SurroundingsAt;
}

/** Reads what the name is given that holds the keyword that was hit. */
export function assignmentsAt(input: ReadText, hit: Hit): Reading {
  const { text, format } = input;
  const name = nameAround(text, hit);
  const nothing = { nameEnd: name.end, assignments: [] };
  if (name.end - name.start >= longestName) return nothing;
  const surroundings = (): Surroundings => (format === 'code' ? input.surroundingsAt(name.start) : 'code');
  const place = placeOfValue(text, name, format, surroundings);
  if (place === null) return nothing;
  const values =
    place.binding === 'call' ? callArguments(text, place.at, format) : [readValue(text, place.at, place.bare, format)];
  const found = values.flatMap((value) => {
    if (
      value === null ||
      (place.bare === 'word' && !value.quoted && !value.wrapped && !canBeBare(value.value, surroundings()))
    )
      return [];
    if (place.binding === 'pair' && (matchAt(keyMark, text, value.end + 1) || isListed(text, name, value))) return [];
    return [
      {
        ...value,
        plain: value.value,
        name: text.slice(name.start, name.end).replace(/^[-.$]+/, ''),
        binding: place.binding,
        surroundings: surroundings(),
      },
    ];
  });
  return { nameEnd: name.end, assignments: found };
}

/** In a list of literals none belongs to the one before. One that another stands before is in a list. */
function isListed(text: string, name: Name, { end }: ReadValue): boolean {
  const before = text.slice(Math.max(0, name.start - 100), name.start - name.quote.length);
  return (/\[\s*$/.test(before) && text[end + 1] === ']') || /["'`]\s*,\s*$/.test(before);
}

interface Name {
  readonly start: number;
  readonly end: number;
  /** Its quote with the backslashes before it (`\"`), or empty. */
  readonly quote: string;
  /** The opening quote is closed right after it. */
  readonly closed: boolean;
}

function nameAround(text: string, hit: Hit): Name {
  let start = hit.start;
  while (start > 0 && hit.start - start < longestName && isNameUnit(text.charCodeAt(start - 1))) start--;
  let end = hit.end;
  while (end > hit.start && !isNameUnit(text.charCodeAt(end - 1))) end--; // a keyword such as `pw =`
  while (end < text.length && end - hit.end < longestName && isNameUnit(text.charCodeAt(end))) end++;
  if (text[end] === '>' && text[end - 1] === '-') end--; // `$this->password->x`
  while (end > hit.end && text[end - 1] === '.') end--;
  // `\npassword=`: an escape's letter is no part of the name.
  if (text[start - 1] === '\\' && /[nrt]/.test(text[start]!) && start < hit.start) start++;
  const quote = quoteBefore(text, start);
  return {
    start,
    end,
    quote,
    closed: quote !== '' && text.startsWith(quote, end),
  };
}

/** The quote that ends at an offset, with backslashes before it. */
function quoteBefore(text: string, at: number): string {
  const mark = text[at - 1];
  if (mark !== '"' && mark !== "'" && mark !== '`') return '';
  let from = at - 1;
  while (from > 0 && at - from < 4 && text[from - 1] === '\\') from--;
  return text.slice(from, at);
}

interface Place {
  readonly at: number;
  readonly binding: Binding;
  /** How a value without quotes reads there; null: it has to have some. */
  readonly bare: Bare | null;
}

/** Where the value begins. */
function placeOfValue(text: string, name: Name, format: Format, surroundings: () => Surroundings): Place | null {
  const bare = format === 'code' ? 'word' : format === 'markup' ? 'prose' : format;
  let at = name.end + (name.closed ? name.quote.length : 0);
  const before = text[name.start - 1] ?? '';
  // `${DB_PASSWORD:-default}` in a value: what reads the file as settings judges the default.
  if (format === 'settings' && before === '{' && text[name.start - 2] === '$') return null;
  const structure = placeInStructure(text, name, at, format);
  if (structure) return structure;
  if (matchAt(subscriptEnd, text, at)) at = subscriptEnd.lastIndex;
  const sign = matchAt(separator, text, at);
  if (!sign) return placeAfterBlank(text, name, at, format, surroundings);
  const end = separator.lastIndex;
  const mark = sign[1]!;
  if (mark === ',') {
    if (!name.closed && before !== ':') return null;
    matchAt(namedArgument, text, end);
    return { at: namedArgument.lastIndex, binding: 'pair', bare: null };
  }
  if (/^(?:!=|===?$)/.test(mark)) return { at: end, binding: 'comparison', bare: null };
  if (mark === ':' && before === ':') return null; // a part of a URN
  if (/^(?:\?\?|\|\||\?:)$/.test(mark)) return { at: end, binding: 'default', bare: null };
  const tight = sign[0] === '=';
  const inString = name.quote !== '' && !name.closed;
  if (inString && sign[0] === ':') return null; // `"pkg.module.password:Class"`, an entry point
  if (tight && /[?&;]/.test(before)) return { at: end, binding: 'query', bare: 'query' };
  if (tight && (inString || text.startsWith('--', name.start))) return { at: end, binding: 'flag', bare: 'query' };
  return { at: end, binding: name.closed ? 'entry' : 'assignment', bare };
}

/** Where a form that needs no sign says that the value follows: attributes, elements, calls, typed declarations. */
function placeInStructure(text: string, name: Name, at: number, format: Format): Place | null {
  if (name.closed) {
    const attribute = matchAt(valueAttribute, text, at);
    if (attribute) return { at: valueAttribute.lastIndex, binding: 'entry', bare: null };
    const entry = matchAt(valueEntry, text, at);
    if (entry) return { at: valueEntry.lastIndex, binding: 'entry', bare: format === 'settings' ? 'settings' : null };
    if (format === 'markup' && text[at] === '>') return { at: at + 1, binding: 'entry', bare: 'markup' };
    return null;
  }
  if (name.quote !== '') return null;
  const before = text[name.start - 1] ?? '';
  if (before === '<' && matchAt(tagEnd, text, at)) return { at: tagEnd.lastIndex, binding: 'entry', bare: 'markup' };
  if (before === '>' && matchAt(plistValue, text, at))
    return { at: plistValue.lastIndex, binding: 'entry', bare: 'markup' };
  if (format === 'settings' && /[\r\n]/.test(text[at] ?? '') && matchAt(valueEntry, text, at)) {
    return { at: valueEntry.lastIndex, binding: 'entry', bare: 'settings' };
  }
  if (matchAt(callOpen, text, at)) return { at: callOpen.lastIndex, binding: 'call', bare: null };
  if (format !== 'code') return null;
  if (matchAt(typed, text, at)) return { at: typed.lastIndex, binding: 'assignment', bare: null };
  return matchAt(goTyped, text, at) ? { at: goTyped.lastIndex, binding: 'assignment', bare: null } : null;
}

/** `--password value`, SQL's `PASSWORD 'value'`, `password "value"`, and sentences: `the password is value`. */
function placeAfterBlank(
  text: string,
  name: Name,
  at: number,
  format: Format,
  surroundings: () => Surroundings,
): Place | null {
  if (
    text.startsWith('--', name.start) &&
    (format !== 'code' || surroundings() !== 'code') &&
    matchAt(flagBlank, text, at)
  ) {
    return { at: flagBlank.lastIndex, binding: 'flag', bare: 'shell' };
  }
  if (!name.closed && matchAt(quotedBlank, text, at))
    return { at: quotedBlank.lastIndex, binding: 'argument', bare: null };
  if (/^(?:PASSWORD|IDENTIFIED BY)$/.test(text.slice(name.start, name.end)) && matchAt(sqlBlank, text, at)) {
    return { at: sqlBlank.lastIndex, binding: 'argument', bare: 'prose' };
  }
  const after = text.charCodeAt(at);
  if (after === 10 || after === 13) return null;
  for (const pattern of [tableCell, longWord, sentence]) {
    if (!matchAt(pattern, text, at)) continue;
    const end = pattern.lastIndex;
    const isProse =
      format === 'code' ? surroundings() !== 'code' : format !== 'settings' || isCommented(text, name.start);
    return isProse ? { at: end, binding: 'sentence', bare: 'prose' } : null;
  }
  return null;
}

function isCommented(text: string, at: number): boolean {
  return /[#;][^\n]{0,100}$/.test(text.slice(Math.max(0, at - 100), at));
}

/** In code a word without quotes is an expression: it has to be a value that no name or number is, or stand in words for people. */
function canBeBare(value: string, surroundings: Surroundings): boolean {
  if (surroundings !== 'code') return true;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && value.length >= 8 && !/^[\w$.]+[[(]|^0x/.test(value);
}

/** The literals among a call's first arguments. */
function callArguments(text: string, from: number, format: Format): (ReadValue | null)[] {
  const found: ReadValue[] = [];
  let at = from;
  for (let count = 0; count < mostArguments; count++) {
    matchAt(namedArgument, text, at);
    const value = readValue(text, namedArgument.lastIndex, null, format);
    if (value?.quoted) found.push(value);
    const end = value?.quoted ? value.end + quoteAt(text, value.end).length : skipName(text, at);
    if (end < 0 || !matchAt(nextArgument, text, end)) break;
    at = nextArgument.lastIndex;
  }
  return found;
}

const plainArgument = /[:&*$]?[\w.]{1,40}/y;

/** The end of an argument that is a name, a symbol or a number; -1 where it is something else. */
function skipName(text: string, at: number): number {
  if (matchAt(plainArgument, text, at)) return plainArgument.lastIndex;
  const quote = quoteAt(text, at);
  const end = quote === '' ? -1 : closingQuote(text, at + quote.length, quote);
  return end < 0 ? -1 : end + quote.length;
}
