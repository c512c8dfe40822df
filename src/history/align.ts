// Equal findings are told apart by their order: the pairing that keeps it and moves each as little as possible.

/** Above this many cells order alone decides. */
const tableLimit = 1_000_000;

/**
 * Pairs up two rising lists of lines, as many as the shorter has, without crossing and with the least sum of distances.
 * Returns pairs of indexes.
 */
export function alignInOrder(left: readonly number[], right: readonly number[]): [number, number][] {
  if (left.length > right.length) return alignInOrder(right, left).map(([a, b]) => [b, a]);
  if (left.length === right.length || left.length * right.length > tableLimit) return left.map((_, i) => [i, i]);
  // cost[i][j]: least sum for pairing the items of `left` from i on with those of `right` from j on
  const width = right.length + 1;
  const cost = new Float64Array((left.length + 1) * width);
  const spare = right.length - left.length;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = i + spare; j >= i; j--) {
      const paired = Math.abs(left[i]! - right[j]!) + cost[(i + 1) * width + j + 1]!;
      cost[i * width + j] = j < i + spare ? Math.min(paired, cost[i * width + j + 1]!) : paired;
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length; j++) {
    const paired = Math.abs(left[i]! - right[j]!) + cost[(i + 1) * width + j + 1]!;
    if (cost[i * width + j] === paired) pairs.push([i++, j]);
  }
  return pairs;
}
