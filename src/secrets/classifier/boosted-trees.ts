// Gradient-boosted decision trees, as a plain list of numbers each (Friedman: "Greedy function approximation: a gradient
// boosting machine", Annals of Statistics 2001). The sum of the leaves that a candidate reaches is the logarithm of the odds.

/**
 * A tree: its nodes in order, the root first. A node is [feature, threshold, right child, value]; the left child is the
 * next node, and `x <= threshold` goes there. A leaf is [value]. The value of an inner node is the mean of what is below.
 */
export type Tree = readonly (readonly number[])[];

/** The sum of the leaves that `features` reach. */
export function score(trees: readonly Tree[], features: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of trees) {
    let node = tree[0]!;
    let at = 0;
    while (node.length > 1) {
      at = features[node[0]!]! <= node[1]! ? at + 1 : node[2]!;
      node = tree[at]!;
    }
    sum += node[0]!;
  }
  return sum;
}

/**
 * What each feature adds to the score: on its way to the leaf each step changes the expected value, and that is put down to
 * the feature that was asked (Saabas: "Interpreting random forests", 2014).
 */
export function contributions(trees: readonly Tree[], features: ArrayLike<number>): Float64Array {
  const byFeature = new Float64Array(features.length);
  for (const tree of trees) {
    let at = 0;
    let node = tree[0]!;
    while (node.length > 1) {
      const feature = node[0]!;
      const before = node[3]!;
      at = features[feature]! <= node[1]! ? at + 1 : node[2]!;
      node = tree[at]!;
      const after = node.length > 1 ? node[3]! : node[0]!;
      byFeature[feature]! += after - before;
    }
  }
  return byFeature;
}

/** From the logarithm of the odds to a probability. */
export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
