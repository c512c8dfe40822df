// Methods of strings and bytes on constants, and their subscripts.
import { asInteger, isBelow, longestFolded } from './fold.ts';
import { formatBraces, type FormatArguments } from './fold-format.ts';
import type { ConstantValue } from './ir.ts';

type Text = Extract<ConstantValue, { type: 'string' | 'bytes' }>;

const characters: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  casefold: (text) => text.toLowerCase(),
};

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  ascii: 'utf8',
  'us-ascii': 'utf8',
  'latin-1': 'latin1',
  latin1: 'latin1',
  'iso-8859-1': 'latin1',
};

/** `text.method(arguments)`, or undefined where the method is not known here or Python would raise an error. */
export function foldMethod(text: Text, method: string, args: FormatArguments): ConstantValue | undefined {
  if (method === 'format' && text.type === 'string') return formatBraces(text.value, args);
  if (method === 'encode' || method === 'decode') return recoded(text, method, args);
  if (args.named.size > 0) return undefined;
  const { positional } = args;
  const texts = positional.filter((arg): arg is Text => arg.type === text.type);
  if (texts.length !== positional.length) return undefined;
  const [first, second] = texts.map(({ value }) => value);
  const result = foldTextMethod(text, method, first, second);
  return result === undefined || result.length > longestFolded ? undefined : { type: text.type, value: result };
}

function foldTextMethod({ type, value }: Text, method: string, first?: string, second?: string): string | undefined {
  switch (method) {
    case 'lower':
    case 'upper':
    case 'casefold':
      if (first !== undefined) return undefined;
      return type === 'bytes' && /[\x80-\xff]/.test(value) ? undefined : characters[method]!(value);
    case 'strip':
      return stripped(value, first, true, true);
    case 'lstrip':
      return stripped(value, first, true, false);
    case 'rstrip':
      return stripped(value, first, false, true);
    case 'replace':
      return first === undefined || second === undefined ? undefined : replaced(value, first, second);
    case 'removeprefix':
      return first !== undefined && value.startsWith(first) ? value.slice(first.length) : value;
    case 'removesuffix':
      return first !== undefined && first !== '' && value.endsWith(first) ? value.slice(0, -first.length) : value;
    default:
      return undefined;
  }
}

/** What Python takes for white space and JavaScript does not. */
const moreSpaces = '\x1c\x1d\x1e\x1f\x85';

function isSpace(character: string): boolean {
  return (character.trim() === '' && character !== '\ufeff') || moreSpaces.includes(character);
}

function stripped(text: string, characterSet: string | undefined, left: boolean, right: boolean): string {
  const isKept = (character: string): boolean =>
    characterSet === undefined ? !isSpace(character) : !characterSet.includes(character);
  const units = text.split('');
  const start = left ? units.findIndex(isKept) : 0;
  if (start < 0) return '';
  return text.slice(start, right ? units.findLastIndex(isKept) + 1 : undefined);
}

function replaced(text: string, old: string, by: string): string | undefined {
  const occurrences = old === '' ? text.length + 1 : text.split(old).length - 1;
  if (text.length + occurrences * by.length > 2 * longestFolded) return undefined;
  return old === '' && /[\ud800-\udfff]/.test(text) ? undefined : text.replaceAll(old, () => by);
}

/** `separator.join(parts)`. */
export function foldJoin(separator: Text, parts: readonly ConstantValue[]): ConstantValue | undefined {
  const texts = parts.filter((part): part is Text => part.type === separator.type);
  if (texts.length !== parts.length) return undefined;
  const length = texts.reduce((sum, { value }) => sum + value.length + separator.value.length, 0);
  if (length > longestFolded) return undefined;
  return { type: separator.type, value: texts.map(({ value }) => value).join(separator.value) };
}

function recoded(text: Text, method: 'encode' | 'decode', args: FormatArguments): ConstantValue | undefined {
  const given = args.positional[0] ?? args.named.get('encoding') ?? { type: 'string', value: 'utf-8' };
  if (given.type !== 'string' || (text.type === 'string') !== (method === 'encode')) return undefined;
  const name = given.value.toLowerCase().replaceAll('_', '-');
  const encoding = encodings[name];
  const isAscii = name.includes('ascii');
  if (encoding === undefined || (isAscii && !isBelow(text.value, 0x80))) return undefined;
  if (method === 'encode') {
    if (encoding === 'latin1' && !isBelow(text.value, 0x100)) return undefined;
    if (/[\ud800-\udfff]/u.test(text.value)) return undefined; // a lone surrogate
    const value = Buffer.from(text.value, encoding).toString('latin1');
    return value.length > longestFolded ? undefined : { type: 'bytes', value };
  }
  const decoded = Buffer.from(text.value, 'latin1').toString(encoding);
  return decoded.includes('\ufffd') ? undefined : { type: 'string', value: decoded };
}

/** `text[index]`, of text without astral characters (whose code units Python would not count). */
export function foldIndex(text: Text, index: ConstantValue): ConstantValue | undefined {
  const at = asInteger(index);
  if (at === undefined || /[\ud800-\udfff]/.test(text.value)) return undefined;
  const { length } = text.value;
  const position = Number(at < 0n ? at + BigInt(length) : at);
  if (position < 0 || position >= length) return undefined;
  if (text.type === 'bytes') return { type: 'int', value: text.value.charCodeAt(position) };
  return { type: 'string', value: text.value[position]! };
}

/** `text[lower:upper]`; undefined bounds are open. */
export function foldSlice(text: Text, lower?: ConstantValue, upper?: ConstantValue): ConstantValue | undefined {
  const [from, to] = [lower, upper].map((bound) => (bound === undefined ? undefined : asInteger(bound)));
  const isWrong = (lower !== undefined && from === undefined) || (upper !== undefined && to === undefined);
  if (isWrong || /[\ud800-\udfff]/.test(text.value)) return undefined;
  return { type: text.type, value: text.value.slice(Number(from ?? 0n), to === undefined ? undefined : Number(to)) };
}
