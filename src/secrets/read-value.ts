// Reads the value that begins at an offset: a literal in quotes, also behind a wrapper (`new Secret("…")`,
// `getenv("X", "…")`, `x || "…"`), or a bare word where the place allows one. Bounded steps only.
import { matchAt } from './match-at.ts';
import type { Format } from './path-facts.ts';

export interface ReadValue {
  /** As written: escapes are not resolved. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  /** It stands behind a call or an alternative. */
  readonly wrapped: boolean;
}

/** How a value without quotes reads: as in a file of this format, as in a URL's query, or as a word in code. */
export type Bare = Exclude<Format, 'code'> | 'query' | 'word';

const longestValue = 4096;

const literalPrefix = /[rRbBuUfFL@$]{0,2}(?=\\{0,2}["'`])/y;
const wrapper =
  /\$\([\w-]{1,40}[ \t](?=['"])|(?:new\s{1,4}|await\s{1,4})?(?:\[\]byte|&?[\w$]{1,40}(?:(?:\.|::|->|:)[\w$]{1,40}){0,4}!?)\((?:\w{1,12}\()?\s{0,12}[bBrRuU]?(?=["'`])/y;
/** Calls whose argument names what is looked up, translated or imported. */
const lookup =
  /(?:^|[^A-Za-z])(?:[gG]et\w*|fetch|find\w*|read\w*|load\w*|lookup|params?|input|header|cookie|env|require|import|t|_|trans\w*|gettext|i18n\w*|createHash|has|resolve|prompt|ask\w*)!?\(\s*$/;
/** The first of a list, too, where it is no word: `"tokens": ["…", "…"]`. */
const bracket =
  /(?:[({]{1,2}|\[(?=\s{0,8}["'`][^"'`\s]{0,60}\d))\s{0,8}(?:(?:None|null|nil)\s{0,2},\s{0,2}|value(?:\s?=>|:)\s?)?[bBrRuU]?(?=["'`])/y;
const environmentDefault =
  /[\w.$:]{0,30}(?:getenv|environ\.get|env|get|fetch|getProperty|property|getOrDefault)\(\s{0,4}(["'])[\w.:-]{1,60}\1\s{0,4},\s{0,4}(?=["'`])/iy;
const fallback =
  /[\w.$]{1,60}(?:\[["'][\w.-]{1,40}["']\]|\(["'][\w.-]{1,40}["']\))?\s{0,3}(?:\|\||\?\?|\?:|or)\s{0,3}(?=["'`])/y;
const byteList = /(?:\[\d{0,3}\]\w{1,8}|[\w.:]{1,40})?[[{(]\s{0,8}(?=(?:0x)?[0-9a-f]{1,3}\s{0,2},)/iy;
const bytes = /(?:(?:0x[0-9a-f]{2}|\d{1,3})\s{0,2},\s{0,12}){7,64}/iy;
const concatenation = /[ \t]{0,4}(?:\+(?!=)|%[ \t]|\.[ \t]{0,2}\$|\.format\b|\.\.)/y;

const bareWords: Readonly<Record<Exclude<Bare, 'settings'>, RegExp>> = {
  shell: /[^\s;&|()<>'"`]{1,300}/y,
  markup: /[^<>\r\n"']{1,300}(?=<)/y,
  prose: /[^\s,;'"`<>()[\]\\]{1,300}/y,
  query: /[^\s&;'"`<>,()\\]{1,300}/y,
  word: /[^\s,;'"`<>()[\]{}\\]{4,300}(?=[\s;,'"`\\]|$)/y,
};
const settingsLine = /[^\r\n]{1,500}/y;

/** What may stand before a literal's quote. */
const beginnings = [literalPrefix, environmentDefault, fallback, wrapper, bracket];

/** The value at `from`; null where there is none. `bare` null: it has to have quotes. */
export function readValue(text: string, from: number, bare: Bare | null, format: Format): ReadValue | null {
  let at = from;
  let wrapped = false;
  for (const pattern of quoteAt(text, at) === '' ? beginnings : []) {
    if (!matchAt(pattern, text, at)) continue;
    at = pattern.lastIndex;
    wrapped = pattern !== literalPrefix;
    if (pattern === wrapper && lookup.test(text.slice(from, at))) return null;
    break;
  }
  const quote = quoteAt(text, at);
  // In a shell, back-ticks hold a command.
  if (quote === '`' && format === 'shell') return null;
  if (quote !== '') {
    const start = at + quote.length;
    const end = closingQuote(text, start, quote);
    if (end < 0 || matchAt(concatenation, text, end + quote.length)) return null;
    return { value: text.slice(start, end), start, end, quoted: true, wrapped };
  }
  if (matchAt(byteList, text, from)) {
    const start = byteList.lastIndex;
    const list = matchAt(bytes, text, start)?.[0];
    if (list) return { value: list, start, end: start + list.length, quoted: false, wrapped: true };
  }
  if (bare === null || at !== from) return null;
  const value = bareText(text, at, bare, format);
  return value ? { value, start: at, end: at + value.length, quoted: false, wrapped: false } : null;
}

/** The quote that begins at an offset, with the backslashes before it; empty where there is none. */
export function quoteAt(text: string, at: number): string {
  let end = at;
  while (end - at < 3 && text.charCodeAt(end) === 92) end++;
  const mark = text[end];
  return mark === '"' || mark === "'" || mark === '`' ? text.slice(at, end + 1) : '';
}

/** The offset of the quote that closes a literal on its line, or -1. */
export function closingQuote(text: string, from: number, quote: string): number {
  if (text.startsWith(quote, from)) return -1; // empty, or a triple quote
  const limit = Math.min(text.length, from + longestValue);
  const [first, single] = [quote.charCodeAt(0), quote.length === 1];
  for (let at = from; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return -1;
    if (unit === first && (single || text.startsWith(quote, at))) return at;
    if (unit === 92) at++;
  }
  return -1;
}

function bareText(text: string, at: number, bare: Bare, format: Format): string | undefined {
  if (bare !== 'settings') {
    const word = matchAt(bareWords[bare], text, at)?.[0].trimEnd();
    return word?.endsWith('...') ? undefined : word?.replace(/[.:,]+$/, '').trimEnd();
  }
  const line = matchAt(settingsLine, text, at)?.[0];
  if (!line || format !== 'settings' || /^[&*!|>{[@`#](?:\s|$)|^[&*>{[`#]/.test(line)) return undefined;
  const cut = line.search(/\s[#;]|[,}\]]\s*$|[,}\]]\s|[,;&]\w+=/);
  return (cut < 0 ? line : line.slice(0, cut)).trimEnd();
}
