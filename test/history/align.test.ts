import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignInOrder } from '../../src/history/align.ts';

describe('alignInOrder', () => {
  it('pairs by order where both are as many', () => {
    expect(alignInOrder([1, 9], [8, 20])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('leaves out what is furthest', () => {
    expect(alignInOrder([10, 20], [3, 10, 21])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(alignInOrder([3, 10, 21], [10, 20])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(alignInOrder([], [1])).toEqual([]);
  });

  it('is as near as any pairing that keeps the order', () => {
    const rising = fc.array(fc.nat(50), { maxLength: 6 }).map((list) => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(rising, rising, (left, right) => {
        const pairs = alignInOrder(left, right);
        expect(pairs).toHaveLength(Math.min(left.length, right.length));
        const cost = pairs.reduce((sum, [i, j]) => sum + Math.abs(left[i]! - right[j]!), 0);
        const [few, many] = left.length <= right.length ? [left, right] : [right, left];
        expect(cost).toBe(leastCost(few, many));
      }),
    );
  });
});

/** By trying all. */
function leastCost(few: readonly number[], many: readonly number[]): number {
  if (few.length === 0) return 0;
  if (many.length < few.length) return Infinity;
  const [one, ...rest] = few;
  const [other, ...others] = many;
  return Math.min(Math.abs(one! - other!) + leastCost(rest, others), leastCost(few, others));
}
