import { describe, expect, it } from 'vitest';
import { formatBraces, formatPercent, formatSpec, reprOf } from '../../src/python/fold-format.ts';
import type { ConstantValue } from '../../src/python/ir.ts';

const none = new Map<string, ConstantValue>();

function constant(value: string | number | boolean): ConstantValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'boolean') return { type: 'bool', value };
  return Number.isInteger(value) ? { type: 'int', value } : { type: 'float', value };
}

function textOf(folded: ConstantValue | undefined): string | undefined {
  return folded?.type === 'string' ? folded.value : undefined;
}

describe('formatting of constants', () => {
  // Expected values are those of CPython 3.11.
  it.each([
    ['%s|%r', ['a', 'b'], "a|'b'"],
    ['%5d|%-5d|%05d|%+d', [42, 42, -42, 42], '   42|42   |-0042|+42'],
    ['%x %X %o', [255, 255, 8], 'ff FF 10'],
    ['%.2f|%8.3f', [1.005, 2.5], '1.00|   2.500'],
    ['%.2s', ['abc'], 'ab'],
    ['100%%', [], '100%'],
    ['%s %s', ['a'], undefined],
    ['%s', ['a', 'b'], undefined],
    ['%d', ['a'], undefined],
    ['50% of', [], undefined],
  ])('%j with %j', (format, values, expected) => {
    expect(textOf(formatPercent(format, { positional: values.map(constant), named: none }))).toBe(expected);
  });

  it.each([
    ['{}-{}', ['a', 1], 'a-1'],
    ['{1}{0}', ['a', 'b'], 'ba'],
    ['{{{}}}', ['a'], '{a}'],
    ['{!r:>5}', ['a'], "  'a'"],
    ['{:05.1f}', [2.25], '002.2'],
    ['{}', [], undefined],
    ['{0.x}', ['a'], undefined],
    ['{', ['a'], undefined],
  ])('braces: %j with %j', (format, values, expected) => {
    expect(textOf(formatBraces(format, { positional: values.map(constant), named: none }))).toBe(expected);
  });

  it.each([
    ['a', '<4', 'a   '],
    ['a', '*^5', '**a**'],
    ['abc', '.2', 'ab'],
    [42, '>6', '    42'],
    [42, '06', '000042'],
    [-42, '06', '-00042'],
    [255, 'x', 'ff'],
    [5, 'b', '101'],
    ['a', 'd', undefined],
    [1, ',', undefined],
  ])('format(%j, %j)', (value, spec, expected) => {
    expect(formatSpec(constant(value), spec)).toBe(expected);
  });

  it.each([
    [1e16, '1e+16'],
    [1.5e-5, '1.5e-05'],
    [123456789012345.6, '123456789012345.6'],
  ])('writes the float %s as Python does', (value, expected) => {
    expect(reprOf({ type: 'float', value })).toBe(expected);
  });

  it('writes whole floats and quotes as Python does', () => {
    expect(reprOf({ type: 'float', value: 3 })).toBe('3.0');
    expect(reprOf(constant("it's"))).toBe(`"it's"`);
    expect(reprOf(constant(`'"\n`))).toBe(String.raw`'\'"\n'`);
    expect(reprOf({ type: 'bytes', value: 'a\xff' })).toBe(String.raw`b'a\xff'`);
    expect(reprOf({ type: 'none' })).toBe('None');
  });
});
