// Python's operators on constants. Each answers undefined where Python would raise an error, or where the result is not
// worth having: strings and numbers have bounds, so that `'a' * 10 ** 9` costs nothing.
import type { ConstantValue } from './ir.ts';

/** UTF-16 code units of a folded string or bytes. */
export const longestFolded = 64 * 1024;
const longestInteger = 4096;

type Folded = ConstantValue | undefined;
type Text = Extract<ConstantValue, { type: 'string' | 'bytes' }>;

export function stringValue(value: string): Folded {
  return value.length <= longestFolded ? { type: 'string', value } : undefined;
}

export function integerValue(value: bigint): Folded {
  if (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
    return { type: 'int', value: Number(value) };
  }
  return bitLength(value) <= longestInteger ? { type: 'bigint', value: value.toString() } : undefined;
}

function floatValue(value: number): Folded {
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}

const boolValue = (value: boolean): ConstantValue => ({ type: 'bool', value });

/** True where all code units are below a limit. */
export function isBelow(text: string, limit: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= limit) return false;
  return true;
}

/** Integers and booleans as a bigint; undefined for anything else and for huge literals. */
export function asInteger(value: ConstantValue): bigint | undefined {
  if (value.type === 'int') return BigInt(value.value);
  if (value.type === 'bool') return value.value ? 1n : 0n;
  return value.type === 'bigint' && value.value.length <= longestInteger / 3 ? BigInt(value.value) : undefined;
}

function asNumber(value: ConstantValue): number | undefined {
  if (value.type === 'float') return value.value;
  const integer = asInteger(value);
  return integer === undefined ? undefined : Number(integer);
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

/** Python's truth of a value. */
export function truthOf(value: ConstantValue): boolean {
  switch (value.type) {
    case 'none':
      return false;
    case 'ellipsis':
      return true;
    case 'complex':
      return !/^[0.]+(e[+-]?\d+)?j$/.test(value.value);
    default:
      return Boolean(value.value);
  }
}

export function foldUnary(op: string, operand: ConstantValue): Folded {
  if (op === 'not') return boolValue(!truthOf(operand));
  if (operand.type === 'float' && op !== '~') return floatValue(op === '-' ? -operand.value : operand.value);
  const integer = asInteger(operand);
  if (integer === undefined) return undefined;
  return integerValue(op === '-' ? -integer : op === '~' ? ~integer : integer);
}

/** `+ - * / // % ** << >> & | ^`; formatting with `%` is in fold-format. */
export function foldBinary(op: string, left: ConstantValue, right: ConstantValue): Folded {
  if (isText(left)) return foldText(op, left, right);
  if (isText(right)) return op === '*' ? foldText(op, right, left) : undefined;
  const [a, b] = [asInteger(left), asInteger(right)];
  if (a !== undefined && b !== undefined && op !== '/') return foldIntegers(op, a, b);
  const [x, y] = [asNumber(left), asNumber(right)];
  return x === undefined || y === undefined ? undefined : foldFloats(op, x, y);
}

function isText(value: ConstantValue): value is Text {
  return value.type === 'string' || value.type === 'bytes';
}

function foldText(op: string, text: Text, other: ConstantValue): Folded {
  if (op === '+' && other.type === text.type) return textValue(text.type, text.value + other.value);
  const times = op === '*' ? asInteger(other) : undefined;
  if (times === undefined) return undefined;
  if (times <= 0n) return textValue(text.type, '');
  if (BigInt(text.value.length) * times > longestFolded) return undefined;
  return textValue(text.type, text.value.repeat(Number(times)));
}

function textValue(type: Text['type'], value: string): Folded {
  return value.length <= longestFolded ? { type, value } : undefined;
}

function foldIntegers(op: string, a: bigint, b: bigint): Folded {
  switch (op) {
    case '+':
      return integerValue(a + b);
    case '-':
      return integerValue(a - b);
    case '*':
      return bitLength(a) + bitLength(b) > longestInteger ? undefined : integerValue(a * b);
    case '//':
      return b === 0n ? undefined : integerValue(floorDivide(a, b));
    case '%':
      return b === 0n ? undefined : integerValue(a - b * floorDivide(a, b));
    case '**':
      return foldPower(a, b);
    case '<<':
      return b < 0n || b + BigInt(bitLength(a)) > longestInteger ? undefined : integerValue(a << b);
    case '>>':
      return b < 0n ? undefined : integerValue(a >> b);
    case '&':
      return integerValue(a & b);
    case '|':
      return integerValue(a | b);
    case '^':
      return integerValue(a ^ b);
    default:
      return undefined;
  }
}

/** Rounds towards minus infinity. */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function foldPower(a: bigint, b: bigint): Folded {
  if (b < 0n) return a === 0n ? undefined : floatValue(Number(a) ** Number(b));
  return BigInt(bitLength(a)) * b > longestInteger ? undefined : integerValue(a ** b);
}

function foldFloats(op: string, x: number, y: number): Folded {
  switch (op) {
    case '+':
      return floatValue(x + y);
    case '-':
      return floatValue(x - y);
    case '*':
      return floatValue(x * y);
    case '/':
      return y === 0 ? undefined : floatValue(x / y);
    case '//':
      return y === 0 ? undefined : floatValue(Math.floor(x / y));
    case '%':
      return y === 0 ? undefined : floatValue(x - y * Math.floor(x / y));
    case '**':
      return x === 0 && y < 0 ? undefined : floatValue(x ** y);
    default:
      return undefined;
  }
}

/** One step of a comparison; `in` looks for a substring. */
export function foldComparison(op: string, left: ConstantValue, right: ConstantValue): boolean | undefined {
  switch (op) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case 'is':
    case 'is not':
      return isSingleton(left) || isSingleton(right) ? same(left, right) === (op === 'is') : undefined;
    case 'in':
    case 'not in': {
      const isSearch = isText(left) && isText(right) && left.type === right.type;
      return isSearch ? right.value.includes(left.value) === (op === 'in') : undefined;
    }
    default:
      return ordered(op, left, right);
  }
}

function isSingleton({ type }: ConstantValue): boolean {
  return type === 'none' || type === 'bool' || type === 'ellipsis';
}

function same(left: ConstantValue, right: ConstantValue): boolean {
  return left.type === right.type && (!('value' in left) || !('value' in right) || left.value === right.value);
}

function equal(left: ConstantValue, right: ConstantValue): boolean {
  const [a, b] = [asInteger(left), asInteger(right)];
  if (a !== undefined && b !== undefined) return a === b;
  const [x, y] = [asNumber(left), asNumber(right)];
  return x !== undefined && y !== undefined ? x === y : same(left, right);
}

function ordered(op: string, left: ConstantValue, right: ConstantValue): boolean | undefined {
  if (isText(left) && isText(right) && left.type === right.type) {
    return holds(op, compareCodePoints(left.value, right.value));
  }
  const [a, b] = [asInteger(left), asInteger(right)];
  if (a !== undefined && b !== undefined) return holds(op, a < b ? -1 : a > b ? 1 : 0);
  const [x, y] = [asNumber(left), asNumber(right)];
  return x === undefined || y === undefined ? undefined : holds(op, x - y);
}

function holds(op: string, order: number): boolean | undefined {
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return undefined;
  }
}

const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** Python orders strings by code points; UTF-16 would put astral characters before U+E000. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
}
