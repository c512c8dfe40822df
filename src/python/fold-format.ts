// String formatting on constants: `%`, `str.format`, f-strings and format specifications, in the forms that code uses.
// Forms that are not known here answer undefined: better no value than a wrong one.
import { asInteger, isBelow, stringValue } from './fold.ts';
import type { ConstantValue } from './ir.ts';

type Folded = ConstantValue | undefined;

/** `str(value)`; undefined for complex numbers. */
export function strOf(value: ConstantValue): string | undefined {
  return value.type === 'string' ? value.value : reprOf(value);
}

/** `repr(value)`; undefined for complex numbers. */
export function reprOf(value: ConstantValue): string | undefined {
  switch (value.type) {
    case 'string':
      return quoted(value.value, false);
    case 'bytes':
      return `b${quoted(value.value, true)}`;
    case 'int':
      return String(value.value);
    case 'bigint':
      return /^-?\d+$/.test(value.value) ? value.value : undefined;
    case 'float':
      return floatRepr(value.value);
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    default:
      return undefined;
  }
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quoted(text: string, isBytes: boolean): string | undefined {
  if (!isBytes && !isBelow(text, 0x80)) return undefined; // which characters are printable is not known here
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[^\x20-\x7e]|[\\'"]/g, (character) => {
    if (character === "'" || character === '"') return character === quote ? `\\${character}` : character;
    return shortEscapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + escaped + quote;
}

/** The shortest digits that read back, with an exponent below 1e-4 and from 1e16 on (CPython's float_repr_style short). */
function floatRepr(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (value !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  const plain = String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** The arguments of a format: by position and by name. */
export interface FormatArguments {
  readonly positional: readonly ConstantValue[];
  readonly named: ReadonlyMap<string, ConstantValue>;
}

const percentPattern = /%(?:\((\w+)\))?([-+0 #]*)(\d+)?(?:\.(\d+))?([%diuxXosrafFc])|%/g;

/** `format % arguments`. */
export function formatPercent(format: string, { positional, named }: FormatArguments): Folded {
  let next = 0;
  let failed = false;
  const text = format.replace(
    percentPattern,
    (_, name?: string, flags = '', width = '', precision?: string, kind?: string) => {
      if (kind === '%') return '%';
      const value = name === undefined ? positional[next++] : named.get(name);
      const piece = value === undefined || kind === undefined ? undefined : percentPiece(kind, value, flags, precision);
      if (piece === undefined || Number(width) > 1000) {
        failed = true;
        return '';
      }
      return padPercent(piece, flags, Number(width), kind!);
    },
  );
  return failed || (next !== positional.length && named.size === 0) ? undefined : stringValue(text);
}

function percentPiece(kind: string, value: ConstantValue, flags: string, precision?: string): string | undefined {
  if (flags.includes('#')) return undefined;
  if (kind === 's' || kind === 'r') {
    const text = kind === 's' ? strOf(value) : reprOf(value);
    return precision === undefined ? text : text?.slice(0, Number(precision));
  }
  if ('fF'.includes(kind)) return signed(fixed(value, Number(precision ?? 6)), flags);
  if ('diuxXo'.includes(kind) && precision === undefined) return signed(integerDigits(value, kind), flags);
  return undefined;
}

function signed(digits: string | undefined, flags: string): string | undefined {
  if (digits === undefined || digits.startsWith('-')) return digits;
  return flags.includes('+') ? `+${digits}` : flags.includes(' ') ? ` ${digits}` : digits;
}

/** Python rounds halves to even, JavaScript up: 2.25 to one digit is 2.2 there. */
function fixed(value: ConstantValue, digits: number): string | undefined {
  const number = value.type === 'float' ? value.value : Number(asInteger(value) ?? Number.NaN);
  if (!(Math.abs(number) < 1e21) || digits > 70) return undefined;
  const exact = number.toFixed(digits + 30);
  const kept = exact.slice(0, -30);
  const isHalf = /^50*$/.test(exact.slice(-30));
  const even = kept.replace(/\.$/, '');
  return isHalf && /[02468]$/.test(even) ? even : number.toFixed(digits);
}

function integerDigits(value: ConstantValue, kind: string): string | undefined {
  const integer = value.type === 'float' && 'diu'.includes(kind) ? BigInt(Math.trunc(value.value)) : asInteger(value);
  if (integer === undefined) return undefined;
  if (kind === 'x' || kind === 'X') return kind === 'x' ? integer.toString(16) : integer.toString(16).toUpperCase();
  return integer.toString(kind === 'o' ? 8 : kind === 'b' ? 2 : 10);
}

function padPercent(piece: string, flags: string, width: number, kind: string): string {
  if (flags.includes('-')) return piece.padEnd(width);
  return flags.includes('0') && !'sr'.includes(kind) ? zeroPadded(piece, width) : piece.padStart(width);
}

function zeroPadded(digits: string, width: number): string {
  const sign = /^[-+ ]/.exec(digits)?.[0] ?? '';
  return sign + digits.slice(sign.length).padStart(width - sign.length, '0');
}

const specPattern = /^(?:([^{}])?([<>^]))?([+ ])?(0)?(\d+)?(?:\.(\d+))?([sdxXobf%])?$/u;

/** `format(value, spec)`. */
export function formatSpec(value: ConstantValue, spec: string): string | undefined {
  if (spec === '') return strOf(value);
  const match = specPattern.exec(spec);
  if (match === null) return undefined;
  const [, fill, align, sign = '', zero, width, precision, kind] = match;
  if (Number(width ?? 0) > 1000) return undefined;
  const isText = value.type === 'string';
  const piece = isText
    ? textPiece(value.value, kind, precision, sign + (zero ?? ''))
    : numberPiece(value, kind, precision, sign);
  if (piece === undefined) return undefined;
  const columns = Number(width ?? 0);
  if (zero !== undefined && align === undefined) return zeroPadded(piece, columns);
  const filler = fill ?? (zero === undefined ? ' ' : '0');
  const space = Math.max(0, columns - piece.length);
  switch (align ?? (isText ? '<' : '>')) {
    case '<':
      return piece + filler.repeat(space);
    case '>':
      return filler.repeat(space) + piece;
    default:
      return filler.repeat(space >> 1) + piece + filler.repeat(space - (space >> 1));
  }
}

function textPiece(text: string, kind: string | undefined, precision: string | undefined, numeric: string) {
  if ((kind !== undefined && kind !== 's') || numeric !== '') return undefined;
  return precision === undefined ? text : text.slice(0, Number(precision));
}

function numberPiece(value: ConstantValue, kind: string | undefined, precision: string | undefined, flags: string) {
  if (kind === 'f') return signed(fixed(value, Number(precision ?? 6)), flags);
  if (precision !== undefined || value.type === 'bool' || kind === '%' || kind === 's') return undefined;
  if (kind === undefined)
    return value.type === 'int' || value.type === 'float' ? signed(strOf(value), flags) : undefined;
  return value.type === 'int' || value.type === 'bigint' ? signed(integerDigits(value, kind), flags) : undefined;
}

/** A value with f-string conversion (`r`, `s`, `a` or empty) and specification. */
export function formatValue(value: ConstantValue, conversion: string, spec: string): string | undefined {
  if (conversion === '') return formatSpec(value, spec);
  const text = conversion === 's' ? strOf(value) : reprOf(value);
  return text === undefined ? undefined : formatSpec({ type: 'string', value: text }, spec);
}

const bracePattern = /\{\{|\}\}|\{(\w*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g;

/** `format.format(arguments)`. Attributes, indexes and nested fields are not followed. */
export function formatBraces(format: string, { positional, named }: FormatArguments): Folded {
  let next = 0;
  let failed = false;
  const text = format.replace(bracePattern, (all: string, field?: string, conversion = '', spec = '') => {
    if (all === '{{' || all === '}}') return all[0]!;
    const value =
      field === ''
        ? positional[next++]
        : /^\d+$/.test(field ?? '')
          ? positional[Number(field)]
          : named.get(field ?? '');
    const piece = field === undefined || value === undefined ? undefined : formatValue(value, conversion, spec);
    failed ||= piece === undefined;
    return piece ?? '';
  });
  return failed ? undefined : stringValue(text);
}
