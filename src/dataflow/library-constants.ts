// Names of the standard library that stand for constants which checks are made of.
import type { ConstantValue } from '../python/ir.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const whitespace = ' \t\n\r\v\f';

const texts: Readonly<Record<string, string>> = {
  'string.ascii_letters': lower + upper,
  'string.ascii_lowercase': lower,
  'string.ascii_uppercase': upper,
  'string.digits': digits,
  'string.hexdigits': `${digits}abcdefABCDEF`,
  'string.octdigits': '01234567',
  'string.punctuation': punctuation,
  'string.whitespace': whitespace,
  'string.printable': digits + lower + upper + punctuation + whitespace,
  'os.sep': '/',
  'os.path.sep': '/',
  'os.pardir': '..',
  'os.path.pardir': '..',
  'os.curdir': '.',
  'os.path.curdir': '.',
};

/** Both names of each flag of `re`. */
const regexFlags: Readonly<Record<string, number>> = {
  I: 2,
  IGNORECASE: 2,
  L: 4,
  LOCALE: 4,
  M: 8,
  MULTILINE: 8,
  S: 16,
  DOTALL: 16,
  U: 32,
  UNICODE: 32,
  X: 64,
  VERBOSE: 64,
  A: 256,
  ASCII: 256,
};

export const libraryConstants: ReadonlyMap<string, ConstantValue> = new Map<string, ConstantValue>([
  ...Object.entries(texts).map(([name, value]) => [name, { type: 'string', value }] as const),
  ...Object.entries(regexFlags).map(([name, value]) => [`re.${name}`, { type: 'int', value }] as const),
]);
