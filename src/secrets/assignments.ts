// Finds what a name is given, in any text: `name = "value"`, `name: value`, `{"name": "value"}`, `name => 'value'`,
// `name := "value"`, typed declarations, XML attributes and elements, `name`/`value` pairs, query parameters, flags, calls.
// Works outward from a keyword's occurrence with bounded steps, so that its cost does not depend on a line's length.
import type { Hit } from './candidate.ts';
import type { Format } from './path-facts.ts';
import type { AssignedLiteral } from './secret-match.ts';

/** `pair`: two arguments side by side, a weak hint; `call`: the only argument of a function with such a name. */
export type Binding = AssignedLiteral['binding'] | 'pair' | 'call' | 'query' | 'flag';

/** A value, where it stands, and the name that it is given to. */
export interface Assignment {
  readonly name: string;
  /** As written: escapes are not resolved. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly binding: Binding;
  readonly quoted: boolean;
}

/** What there is around a keyword. */
export interface Reading {
  /** Where the name ends that holds it: keywords before need no second look. */
  readonly nameEnd: number;
  /** null where nothing can be read that the name is given. */
  readonly assignment: Assignment | null;
}

const longestName = 80;
const longestValue = 1000;

const nameUnits = new Uint8Array(128);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$-') {
  nameUnits[character.charCodeAt(0)] = 1;
}
const isNameUnit = (unit: number): boolean => unit < 128 && nameUnits[unit] === 1;

const subscriptEnd = /\s{0,2}\]/y;
const separator =
  /[ \t]{0,40}(:=|\?\?=?|\|\|=?|\?[=:]|=>|!={1,2}|={1,3}|->|<-|:(?!:)|,)[ \t]{0,40}(?:\r?\n[ \t]{0,80}(?=["'`]))?/y;
const typed = /\s{0,8}:\s{0,8}&?(?:'\w{1,12} )?[A-Za-z_][\w<>[\]?.&|*, ]{0,40}=(?![=>])\s{0,8}/y;
const goTyped = /[ \t]{1,8}\*?[A-Za-z_][\w.[\]]{0,30}[ \t]{0,8}=(?![=>])[ \t]{0,8}/y;
const callOpen = /\(\s{0,8}(?=["'`])/y;
const valueAttribute = /\s{1,40}(?:value|content|default|defaultValue)\s{0,3}=\s{0,3}/y;
const valueEntry = /[ \t]{0,10},?\s{1,60}\\{0,2}["']?(?:value|default)\\{0,2}["']?[ \t]{0,4}[:=][ \t]{0,4}/iy;
const tagEnd = /(?:\s[^<>\r\n]{0,100})?(?<!\/)>/y;
const plistValue = /<\/key>\s{0,60}<string>/y;
const flagBlank = /[ \t]{1,4}(?!-)/y;
const sqlBlank = /[ \t]{1,4}(?:(?:IS|BY)[ \t]{1,4})?(?=')/iy;

const literalPrefix = /[rRbBuUfFL@$]{0,2}(?=["'`])/y;
const wrapper =
  /(?:new\s{1,4})?(?:[\w$]{1,30}[.:]{1,2}){0,3}(String|SecretStr|SecretString|Secret|Some|str|bytes|byte|from|of|valueOf|quote|Text|Literal|NewSecret|StringPtr|Ptr|pointer)!?\(\s{0,4}(?=["'`])|\[\]byte\(\s{0,4}(?=["'`])/y;
const environmentDefault =
  /[\w.$:]{0,30}(?:getenv|environ\.get|env|get|fetch|getProperty|property|getOrDefault)\(\s{0,4}(["'])[\w.:-]{1,60}\1\s{0,4},\s{0,4}(?=["'`])/iy;
const fallback =
  /[\w.$]{1,60}(?:\[["'][\w.-]{1,40}["']\]|\(["'][\w.-]{1,40}["']\))?\s{0,3}(?:\|\||\?\?|\?:|or)\s{0,3}(?=["'`])/y;
/** What follows a literal that is a key, not a value. */
const keyMark = /\s{0,8}(?::(?!:)|=>|=(?!=))/y;
const concatenation = /[ \t]{0,4}(?:\+(?!=)|%[ \t]|\.[ \t]{0,2}\$|\.format\b|\.\.)/y;

const bareValue: Readonly<Record<Exclude<Format, 'code' | 'settings'>, RegExp>> = {
  shell: /[^\s;&|()<>'"`]{1,300}/y,
  markup: /[^<>\r\n"']{1,300}(?=<)/y,
  prose: /[^\s,;'"`<>()[\]]{1,200}/y,
};
const settingsLine = /[^\r\n]{1,500}/y;
const queryValue = /[^\s&;'"`<>,()\\]{1,300}/y;

/** What `pattern` (sticky) matches at an offset, or null. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads the assignment whose name holds the keyword that was hit. */
export function assignmentAt(text: string, hit: Hit, format: Format): Reading {
  const name = nameAround(text, hit);
  if (name.end - name.start >= longestName) return { nameEnd: name.end, assignment: null };
  const found = valuePlace(text, name, format);
  const value = found && readValue(text, found, name, format);
  return { nameEnd: name.end, assignment: value && { name: name.text, ...value } };
}

interface Name {
  readonly text: string;
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
  while (end < text.length && end - hit.end < longestName && isNameUnit(text.charCodeAt(end))) end++;
  if (text[end] === '>' && text[end - 1] === '-') end--; // `$this->password->x`
  while (end > hit.end && text[end - 1] === '.') end--;
  const quote = quoteBefore(text, start);
  return {
    text: text.slice(start, end).replace(/^[-.$]+/, ''),
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
  readonly bare: Format | 'query' | null;
}

/** Where the value begins. */
function valuePlace(text: string, name: Name, format: Format): Place | null {
  const bare = format === 'code' || format === 'markup' ? null : format;
  let at = name.end + (name.closed ? name.quote.length : 0);
  const before = text[name.start - 1] ?? '';
  // `${DB_PASSWORD:-default}` in a value: what reads the file as settings judges the default.
  if (format === 'settings' && before === '{' && text[name.start - 2] === '$') return null;

  if (name.closed) {
    const attribute = matchAt(valueAttribute, text, at);
    if (attribute) return { at: valueAttribute.lastIndex, binding: 'entry', bare: null };
    const entry = matchAt(valueEntry, text, at);
    if (entry) return { at: valueEntry.lastIndex, binding: 'entry', bare: format === 'settings' ? 'settings' : null };
    if (format === 'markup' && text[at] === '>') return { at: at + 1, binding: 'entry', bare: 'markup' };
  } else if (name.quote === '') {
    if (before === '<' && matchAt(tagEnd, text, at)) return { at: tagEnd.lastIndex, binding: 'entry', bare: 'markup' };
    if (before === '>' && matchAt(plistValue, text, at))
      return { at: plistValue.lastIndex, binding: 'entry', bare: 'markup' };
    if (format === 'settings' && /[\r\n]/.test(text[at] ?? '') && matchAt(valueEntry, text, at)) {
      return { at: valueEntry.lastIndex, binding: 'entry', bare: 'settings' };
    }
    if (matchAt(callOpen, text, at)) return { at: callOpen.lastIndex, binding: 'call', bare: null };
    if (format === 'code' && (matchAt(typed, text, at) || matchAt(goTyped, text, at))) {
      const end = Math.max(typed.lastIndex, goTyped.lastIndex);
      return { at: end, binding: 'assignment', bare: null };
    }
  }
  if (matchAt(subscriptEnd, text, at)) at = subscriptEnd.lastIndex;
  const sign = matchAt(separator, text, at);
  if (!sign) return flagOrSql(text, name, at, format);
  const end = separator.lastIndex;
  const mark = sign[1]!;
  if (mark === ',') return name.closed ? { at: end, binding: 'pair', bare: null } : null;
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

/** `--password value` and SQL's `PASSWORD 'value'`. */
function flagOrSql(text: string, name: Name, at: number, format: Format): Place | null {
  if (text.startsWith('--', name.start) && format !== 'code' && matchAt(flagBlank, text, at)) {
    return { at: flagBlank.lastIndex, binding: 'flag', bare: 'shell' };
  }
  return !name.closed && matchAt(sqlBlank, text, at)
    ? { at: sqlBlank.lastIndex, binding: 'argument', bare: null }
    : null;
}

type Value = Pick<Assignment, 'value' | 'start' | 'end' | 'binding' | 'quoted'>;

function readValue(text: string, place: Place, name: Name, format: Format): Value | null {
  let { at } = place;
  for (const pattern of [wrapper, environmentDefault, fallback, literalPrefix]) {
    if (!matchAt(pattern, text, at)) continue;
    at = pattern.lastIndex;
    break;
  }
  const escaped = name.quote.length > 1 ? name.quote : '';
  const quote = escaped && text.startsWith(escaped, at) ? escaped : text[at];
  if (quote !== undefined && /^\\*["'`]$/.test(quote)) {
    const end = closingQuote(text, at + quote.length, quote);
    if (end < 0 || matchAt(concatenation, text, end + quote.length)) return null;
    if (place.binding === 'pair' && matchAt(keyMark, text, end + quote.length)) return null;
    const start = at + quote.length;
    return { value: text.slice(start, end), start, end, binding: place.binding, quoted: true };
  }
  if (place.bare === null || at !== place.at) return null;
  const value = place.bare === 'query' ? matchAt(queryValue, text, at)?.[0] : bareText(text, at, place.bare, format);
  return value ? { value, start: at, end: at + value.length, binding: place.binding, quoted: false } : null;
}

/** The offset of the quote that closes a literal on its line, or -1. */
function closingQuote(text: string, from: number, quote: string): number {
  if (text.startsWith(quote, from)) return -1; // empty, or a triple quote
  const limit = Math.min(text.length, from + longestValue);
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return -1;
    if (text.startsWith(quote, at)) return at;
    if (unit === 92) at++;
  }
  return -1;
}

function bareText(text: string, at: number, reading: Format, format: Format): string | undefined {
  if (reading === 'code') return undefined;
  if (reading !== 'settings')
    return matchAt(bareValue[reading], text, at)?.[0]
      .replace(/[.:,]+$/, '')
      .trimEnd();
  const line = matchAt(settingsLine, text, at)?.[0];
  if (!line || format !== 'settings' || /^[&*!|>{[@`#]/.test(line)) return undefined;
  const cut = line.search(/\s[#;]|[,}\]]\s*$|[,}\]]\s/);
  return (cut < 0 ? line : line.slice(0, cut)).trimEnd();
}
