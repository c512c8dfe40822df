import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldBinary, foldComparison, foldUnary, truthOf } from '../../src/python/fold.ts';
import type { ConstantValue } from '../../src/python/ir.ts';

const int = (value: number): ConstantValue => ({ type: 'int', value });
const float = (value: number): ConstantValue => ({ type: 'float', value });
const text = (value: string): ConstantValue => ({ type: 'string', value });

describe('operators on constants', () => {
  it.each([
    ['//', -7, 2, int(-4)],
    ['//', 7, -2, int(-4)],
    ['%', -7, 3, int(2)],
    ['%', 7, -3, int(-2)],
    ['/', 1, 2, float(0.5)],
    ['**', 2, -1, float(0.5)],
    ['**', 2, 64, { type: 'bigint', value: '18446744073709551616' }],
    ['<<', 1, 10, int(1024)],
    ['>>', -5, 1, int(-3)],
    ['&', 6, 3, int(2)],
    ['^', 6, 3, int(5)],
    ['//', 1, 0, undefined],
    ['<<', 1, -1, undefined],
    ['@', 1, 1, undefined],
  ])('%s of %i and %i', (op, a, b, value) => {
    expect(foldBinary(op, int(a), int(b))).toEqual(value);
  });

  it('keeps the laws of integer division', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (a, size, isNegative) => {
        const b = isNegative ? -size : size;
        const quotient = foldBinary('//', int(a), int(b));
        const rest = foldBinary('%', int(a), int(b));
        if (quotient?.type !== 'int' || rest?.type !== 'int') throw new Error('not integers');
        expect(BigInt(quotient.value) * BigInt(b) + BigInt(rest.value)).toBe(BigInt(a));
        expect(Math.abs(rest.value)).toBeLessThan(size);
        expect(rest.value === 0 || rest.value < 0 === isNegative).toBe(true);
      }),
    );
  });

  it('treats booleans as integers', () => {
    expect(foldBinary('+', { type: 'bool', value: true }, int(1))).toEqual(int(2));
    expect(foldComparison('==', { type: 'bool', value: true }, float(1))).toBe(true);
    expect(foldUnary('~', { type: 'bool', value: true })).toEqual(int(-2));
  });

  it('orders strings by code points', () => {
    expect(foldComparison('<', text('\uffff'), text('😀'))).toBe(true);
    expect(foldComparison('<', text('a'), text('ab'))).toBe(true);
    expect(foldComparison('<', text('a'), int(1))).toBeUndefined();
  });

  it('knows identity only of singletons', () => {
    expect(foldComparison('is', { type: 'none' }, { type: 'none' })).toBe(true);
    expect(foldComparison('is not', { type: 'none' }, int(1))).toBe(true);
    expect(foldComparison('is', int(1), int(1))).toBeUndefined();
  });

  it('knows what is true', () => {
    const values: ConstantValue[] = [
      { type: 'none' },
      text(''),
      int(0),
      float(0),
      { type: 'complex', value: '0j' },
      { type: 'bool', value: false },
    ];
    expect(values.map(truthOf)).toEqual(values.map(() => false));
    expect(
      [{ type: 'ellipsis' } as const, text('0'), int(-1), { type: 'complex', value: '1j' } as const].map(truthOf),
    ).toEqual([true, true, true, true]);
  });
});
