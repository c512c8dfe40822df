import type { ConstantValue } from './ir.ts';

/** Digits beyond which hexadecimal and its like stay as written: converting takes quadratic time. */
const longestConverted = 5000;

/** A numeric literal, Python 3 or 2: underscores, `0x 0o 0b`, Python 2's `0777` and `10L`, floats, imaginary numbers. */
export function parseNumber(text: string): ConstantValue {
  const plain = text.replaceAll('_', '').toLowerCase();
  const radixed = /^0[xob]/.test(plain);
  if (!radixed && plain.endsWith('j')) return { type: 'complex', value: plain };
  const digits = plain.endsWith('l') ? plain.slice(0, -1) : plain;
  if (!radixed && /[.e]/.test(digits)) {
    const value = Number(digits);
    return Number.isFinite(value) ? { type: 'float', value } : { type: 'complex', value: 'inf' };
  }
  const isOldOctal = /^0[0-7]*[1-7][0-7]*$/.test(digits);
  return parseInteger(isOldOctal ? `0o${digits}` : radixed ? digits : digits.replace(/^0+(?=\d)/, ''));
}

function parseInteger(digits: string): ConstantValue {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return { type: 'int', value };
  const isDecimal = /^\d+$/.test(digits);
  if (isDecimal || digits.length > longestConverted) return { type: 'bigint', value: digits };
  return { type: 'bigint', value: BigInt(digits).toString() };
}
