// String literals that are given to a name, by a look at tokens alone. A hundred times as fast as parsing and nearly as good:
// for texts of which there are too many to parse, as there are versions of files in git's history. What it leaves out: names
// that a tuple is assigned to, all but the last of several names, comparisons with the literal in front, defaults of a lambda,
// literals in parentheses of their own.
// Total: any text in, whatever it is.
import { decodeLiteral, parsePrefix } from './string-literals.ts';

export interface NamedString {
  readonly name: string;
  /** Escapes resolved; implicit concatenation joined. */
  readonly value: string;
  /** Offsets of the literal, quotes and prefix included. */
  readonly start: number;
  readonly end: number;
  readonly binding: 'assignment' | 'argument' | 'entry' | 'default' | 'comparison';
}

interface Token {
  readonly kind: 'name' | 'string' | 'sign' | 'line-end';
  /** A name, a sign; of a string its value, null where it is put together at run time. */
  readonly text: string | null;
  readonly start: number;
  readonly end: number;
}

const pattern =
  /[ \t\f]+|\\\r?\n|#[^\r\n]*|(?<quote>[A-Za-z]{0,2}(?:"""|'''|"|'))|(?<name>[\p{L}_][\p{L}\p{N}_]*)|\p{N}[\w.]*|(?<sign>:=|->|[-+*/%@&|^<>=!]=|\*\*|\/\/|<<|>>|[^\s])|(?<end>\r\n|\r|\n)/uy;

/** All named literals of a Python text, in reading order. */
export function namedStrings(text: string): NamedString[] {
  const found: NamedString[] = [];
  /** The last few tokens of the statement. */
  let before: Token[] = [];
  let strings: Token[] = [];
  for (const token of tokensOf(text)) {
    if (token.kind === 'string') {
      strings.push(token);
      continue;
    }
    if (strings.length > 0) {
      const named = namedBy(before, strings, token);
      if (named !== null) found.push(named);
      before.push(strings.at(-1)!);
      strings = [];
    }
    if (token.kind === 'line-end') before = [];
    else before.push(token);
    if (before.length > 2 * remembered) before = before.slice(-remembered);
  }
  return found;
}

/** Tokens before a literal that are looked at: a name with its annotation. */
const remembered = 24;

function* tokensOf(text: string): Generator<Token> {
  let depth = 0;
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const { quote, name, sign, end } = match?.groups ?? {};
    const start = at;
    at = match === null ? at + 1 : pattern.lastIndex;
    if (quote !== undefined) {
      const close = closingOf(text, at, quote.replace(/^[A-Za-z]+/, ''));
      const { isFormatted } = parsePrefix(quote);
      yield {
        kind: 'string',
        text: isFormatted ? null : valueOf(text.slice(at, close.from), quote),
        start,
        end: close.to,
      };
      at = close.to;
    } else if (name !== undefined) yield { kind: 'name', text: name, start, end: at };
    else if (sign !== undefined) {
      if ('([{'.includes(sign)) depth += 1;
      else if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
      yield { kind: 'sign', text: sign, start, end: at };
    } else if (end !== undefined && depth === 0) yield { kind: 'line-end', text: null, start, end: at };
  }
  yield { kind: 'line-end', text: null, start: text.length, end: text.length };
}

/** Where a literal's text ends, and where the literal does. One that is not closed ends with its line. */
function closingOf(text: string, from: number, mark: string): { readonly from: number; readonly to: number } {
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\') at++;
    else if (mark.length === 1 && (character === '\n' || character === '\r')) return { from: at, to: at };
    else if (character === mark[0] && text.startsWith(mark, at)) return { from: at, to: at + mark.length };
  }
  return { from: text.length, to: text.length };
}

function valueOf(written: string, quote: string): string {
  return decodeLiteral(written, parsePrefix(quote));
}

const closers = new Set([',', ')', ']', '}', ';']);
const afterComparison = new Set([':', 'and', 'or', 'if', 'else']);
const lookUps = new Set(['get', 'getenv', 'setdefault', 'pop', 'putenv']);

function namedBy(before: readonly Token[], strings: readonly Token[], next: Token): NamedString | null {
  const [first, last] = [strings[0]!, strings.at(-1)!];
  const values = strings.map((string) => string.text);
  if (values.includes(null)) return null;
  const give = (name: string | null, binding: NamedString['binding']): NamedString | null =>
    name === null ? null : { name, value: values.join(''), start: first.start, end: last.end, binding };

  const sign = before.at(-1);
  const isClosed = next.kind === 'line-end' || closers.has(next.text ?? '');
  if (sign?.kind !== 'sign') return null;
  if (sign.text === '==' || sign.text === '!=') {
    return isClosed || afterComparison.has(next.text ?? '') ? give(nameBefore(before, -2), 'comparison') : null;
  }
  if (!isClosed) return null;
  switch (sign.text) {
    case '=':
    case ':=':
    case '+=':
      if (bindingOf(before) === 'assignment' && before.at(-3)?.text === ',') return null;
      return give(annotatedName(before) ?? nameBefore(before, -2), bindingOf(before));
    case ':':
      return before.at(-2)?.kind === 'string' ? give(before.at(-2)!.text, 'entry') : null;
    case ',': {
      const key = before.at(-2)!;
      if (key.kind !== 'string' || next.text !== ')') return null;
      if (before.at(-3)?.text === '(' && lookUps.has(before.at(-4)?.text ?? '')) return give(key.text, 'argument');
      return before.at(-3)?.text === ',' && before.at(-6)?.text === 'setattr' ? give(key.text, 'assignment') : null;
    }
    default:
      return null;
  }
}

/** `password` of `self.password`, `"password"` of `config["password"]`. */
function nameBefore(before: readonly Token[], place: number): string | null {
  const token = before.at(place);
  if (token?.kind === 'name') return token.text;
  if (token?.text !== ']' || before.at(place - 2)?.text !== '[') return null;
  const key = before.at(place - 1);
  return key?.kind === 'string' ? key.text : null;
}

/** `password` of `password: str | None = …`. */
function annotatedName(before: readonly Token[]): string | null {
  let depth = 0;
  for (let at = before.length - 2; at > 0; at--) {
    const { kind, text } = before[at]!;
    if (kind !== 'sign') continue;
    if (text === ']') depth += 1;
    else if (text === '[') depth -= 1;
    if (depth < 0 || text === '(' || text === '=' || text === '{' || (depth === 0 && text === ',')) return null;
    if (depth === 0 && text === ':') return before[at - 1]!.kind === 'name' ? before[at - 1]!.text : null;
  }
  return null;
}

/** In parentheses it is an argument or a default: both judge alike. */
function bindingOf(before: readonly Token[]): NamedString['binding'] {
  const open = before.filter(({ text, kind }) => kind === 'sign' && text === '(').length;
  const closed = before.filter(({ text, kind }) => kind === 'sign' && text === ')').length;
  return open > closed ? 'argument' : 'assignment';
}
