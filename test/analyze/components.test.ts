import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../src/analyze/components.ts';

const components = (graph: Readonly<Record<number, readonly number[]>>, from: readonly number[]): number[][] =>
  componentsOf(from, (node) => graph[node] ?? []).map((one) => [...one].toSorted((a, b) => a - b));

describe('componentsOf', () => {
  it('finds circles, however long', () => {
    expect(components({ 1: [2], 2: [3], 3: [1, 4], 4: [5], 5: [4] }, [1])).toEqual([
      [4, 5],
      [1, 2, 3],
    ]);
  });

  it('counts a node that leads to itself, and no other single one', () => {
    expect(components({ 1: [1, 2], 2: [3] }, [1, 3])).toEqual([[1]]);
  });

  it('keeps apart what leads only one way', () => {
    expect(components({ 1: [2, 1], 2: [2] }, [1])).toEqual([[2], [1]]);
  });

  it('walks a long chain', () => {
    expect(componentsOf([0], (node) => [(node + 1) % 50_000])[0]!.size).toBe(50_000);
  });
});
