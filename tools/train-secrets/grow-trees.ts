// The learner: gradient boosting with logistic loss on histograms, trees grown leaf by leaf (Friedman 2001; Ke and others:
// "LightGBM: a highly efficient gradient boosting decision tree", NIPS 2017). Deterministic for a seed.
import type { Tree } from '../../src/secrets/classifier/boosted-trees.ts';

export interface TrainingSet {
  /** One row a sample, one number a feature. */
  readonly features: readonly Float64Array[];
  readonly labels: readonly boolean[];
  readonly weights: readonly number[];
}

export interface GrowthOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Least sum of weights in a leaf. */
  readonly leastInLeaf: number;
  /** Ridge penalty on the leaves' values. */
  readonly penalty: number;
  /** Share of the features that a tree may ask, and of the samples that it sees. */
  readonly featureShare: number;
  readonly sampleShare: number;
  /** A number in [0, 1), the same ones for the same seed. */
  readonly random: () => number;
}

const mostBins = 40;

/** A feature's values as small numbers: `bin <= at` is `value <= thresholds[at]`. */
interface Column {
  readonly feature: number;
  readonly bins: Uint8Array;
  readonly thresholds: readonly number[];
  /** Where its bins begin in a histogram. */
  readonly offset: number;
  /** Two values, of which the upper one is rare: a histogram holds only its sums, the other's are what is left. */
  readonly isSparse: boolean;
}

interface Leaf {
  readonly samples: Int32Array;
  /** By bin: sums of gradients, of second derivatives. */
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly gradient: number;
  readonly curvature: number;
  readonly best: Split | null;
}

interface Split {
  readonly gain: number;
  readonly column: Column;
  readonly bin: number;
}

/** Grows the trees; the first is a single leaf, the logarithm of the odds before anything is known. */
export function growTrees(set: TrainingSet, options: GrowthOptions): Tree[] {
  const { labels, weights } = set;
  const count = labels.length;
  const columns = columnsOf(set.features);
  const totalBins = columns.reduce((sum, { thresholds }) => sum + thresholds.length + 1, 0);
  const positive = labels.reduce((sum, label, at) => sum + (label ? weights[at]! : 0), 0);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const base = Math.log(positive / (all - positive));
  const scores = new Float64Array(count).fill(base);
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count);
  const trees: Tree[] = [[[round(base)]]];
  const sparse = columns.filter(({ isSparse }) => isSparse);
  const active = labels.map((_, at) =>
    Int32Array.from(sparse.filter(({ bins }) => bins[at] === 1).map(({ offset }) => offset + 1)),
  );
  for (let number = 0; number < options.trees; number++) {
    for (let at = 0; at < count; at++) {
      const expected = 1 / (1 + Math.exp(-scores[at]!));
      gradient[at] = weights[at]! * ((labels[at] ? 1 : 0) - expected);
      curvature[at] = weights[at]! * expected * (1 - expected);
    }
    const asked = columns.filter(() => options.random() < options.featureShare);
    const sampled = Int32Array.from({ length: count }, (_, at) => at).filter(
      () => options.random() < options.sampleShare,
    );
    trees.push(growTree(sampled, asked, { gradient, curvature, totalBins, active }, options, scores));
  }
  return trees;
}

function columnsOf(features: readonly Float64Array[]): Column[] {
  const columns: Column[] = [];
  let offset = 0;
  for (let feature = 0; feature < features[0]!.length; feature++) {
    const values = Float64Array.from(features, (row) => row[feature]!);
    const thresholds = thresholdsOf(values);
    if (thresholds.length === 0) continue;
    const bins = Uint8Array.from(values, (value) => binOf(thresholds, value));
    const isSparse = thresholds.length === 1 && bins.reduce((sum, bin) => sum + bin, 0) < bins.length / 4;
    columns.push({ feature, bins, thresholds, offset, isSparse });
    offset += thresholds.length + 1;
  }
  return columns;
}

/** Borders between values, by quantiles, halfway between neighbours. */
function thresholdsOf(values: Float64Array): number[] {
  const sorted = values.toSorted();
  const borders = new Set<number>();
  for (let part = 1; part < mostBins; part++) {
    const at = Math.floor((part * sorted.length) / mostBins);
    const value = sorted[at]!;
    // The next greater value: a border lies between two.
    let next = at;
    while (next < sorted.length && sorted[next] === value) next++;
    if (next < sorted.length) borders.add(halfway(value, sorted[next]!));
    let before = at;
    while (before >= 0 && sorted[before] === value) before--;
    if (before >= 0) borders.add(halfway(sorted[before]!, value));
  }
  // Rare features: the quantiles see only their zeros.
  if (borders.size === 0 && sorted[0] !== sorted.at(-1))
    borders.add(
      halfway(
        sorted[0]!,
        sorted.find((value) => value !== sorted[0])!,
      ),
    );
  return [...borders].toSorted((a, b) => a - b);
}

function halfway(a: number, b: number): number {
  const middle = Number(((a + b) / 2).toPrecision(4));
  return middle >= a && middle < b ? middle : (a + b) / 2;
}

function binOf(thresholds: readonly number[], value: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= thresholds[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Derivatives {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly totalBins: number;
  /** By sample: the upper bins of the sparse columns that it has. */
  readonly active: readonly Int32Array[];
}

interface Node {
  leaf: Leaf;
  split: Split | null;
  left: Node | null;
  right: Node | null;
}

function growTree(
  samples: Int32Array,
  columns: readonly Column[],
  derivatives: Derivatives,
  options: GrowthOptions,
  scores: Float64Array,
): Tree {
  const root: Node = {
    leaf: leafOf(samples, columns, derivatives, options, null),
    split: null,
    left: null,
    right: null,
  };
  const open = [root];
  for (let leaves = 1; leaves < options.leaves; leaves++) {
    let next: Node | null = null;
    for (const node of open) if (node.leaf.best && node.leaf.best.gain > (next?.leaf.best?.gain ?? 1e-6)) next = node;
    if (!next) break;
    const { best } = next.leaf;
    const { column, bin } = best!;
    const left = next.leaf.samples.filter((sample) => column.bins[sample]! <= bin);
    const right = next.leaf.samples.filter((sample) => column.bins[sample]! > bin);
    const isLeftSmaller = left.length <= right.length;
    const small = leafOf(isLeftSmaller ? left : right, columns, derivatives, options, null);
    const large = leafOf(isLeftSmaller ? right : left, columns, derivatives, options, {
      parent: next.leaf,
      sibling: small,
    });
    next.split = best;
    next.left = { leaf: isLeftSmaller ? small : large, split: null, left: null, right: null };
    next.right = { leaf: isLeftSmaller ? large : small, split: null, left: null, right: null };
    open.splice(open.indexOf(next), 1, next.left, next.right);
  }
  const tree: number[][] = [];
  write(root, tree, options);
  addTo(scores, root, options);
  return tree;
}

function leafOf(
  samples: Int32Array,
  columns: readonly Column[],
  { gradient, curvature, totalBins, active }: Derivatives,
  options: GrowthOptions,
  rest: { readonly parent: Leaf; readonly sibling: Leaf } | null,
): Leaf {
  const gradients = new Float64Array(totalBins);
  const curvatures = new Float64Array(totalBins);
  let [sumGradient, sumCurvature] = [0, 0];
  for (const sample of samples) {
    sumGradient += gradient[sample]!;
    sumCurvature += curvature[sample]!;
  }
  if (rest) {
    for (let bin = 0; bin < totalBins; bin++) {
      gradients[bin] = rest.parent.gradients[bin]! - rest.sibling.gradients[bin]!;
      curvatures[bin] = rest.parent.curvatures[bin]! - rest.sibling.curvatures[bin]!;
    }
  } else {
    for (const sample of samples) {
      for (const bin of active[sample]!) {
        gradients[bin]! += gradient[sample]!;
        curvatures[bin]! += curvature[sample]!;
      }
    }
    for (const { bins, offset, isSparse } of columns) {
      if (isSparse) continue;
      for (const sample of samples) {
        const bin = offset + bins[sample]!;
        gradients[bin]! += gradient[sample]!;
        curvatures[bin]! += curvature[sample]!;
      }
    }
  }
  const leaf = { samples, gradients, curvatures, gradient: sumGradient, curvature: sumCurvature };
  return { ...leaf, best: bestSplit(leaf, columns, options) };
}

function bestSplit(
  leaf: Omit<Leaf, 'best'>,
  columns: readonly Column[],
  { penalty, leastInLeaf }: GrowthOptions,
): Split | null {
  const worth = (gradient: number, curvature: number): number => (gradient * gradient) / (curvature + penalty);
  const before = worth(leaf.gradient, leaf.curvature);
  let best: Split | null = null;
  for (const column of columns) {
    let [gradient, curvature] = [0, 0];
    for (let bin = 0; bin < column.thresholds.length; bin++) {
      gradient += column.isSparse
        ? leaf.gradient - leaf.gradients[column.offset + 1]!
        : leaf.gradients[column.offset + bin]!;
      curvature += column.isSparse
        ? leaf.curvature - leaf.curvatures[column.offset + 1]!
        : leaf.curvatures[column.offset + bin]!;
      const otherCurvature = leaf.curvature - curvature;
      if (curvature < leastInLeaf || otherCurvature < leastInLeaf) continue;
      const gain = worth(gradient, curvature) + worth(leaf.gradient - gradient, otherCurvature) - before;
      if (gain > (best?.gain ?? 0)) best = { gain, column, bin };
    }
  }
  return best;
}

function valueOf({ gradient, curvature }: Leaf, { rate, penalty }: GrowthOptions): number {
  return round((rate * gradient) / (curvature + penalty));
}

function write(node: Node, into: number[][], options: GrowthOptions): void {
  const value = valueOf(node.leaf, options);
  if (!node.split || !node.left || !node.right) {
    into.push([value]);
    return;
  }
  const { column, bin } = node.split;
  const own = [column.feature, column.thresholds[bin]!, 0, value];
  into.push(own);
  write(node.left, into, options);
  own[2] = into.length;
  write(node.right, into, options);
}

/** Adds the tree's values to the scores of all samples, those that it did not see included. */
function addTo(scores: Float64Array, root: Node, options: GrowthOptions): void {
  for (let sample = 0; sample < scores.length; sample++) {
    let node = root;
    while (node.split && node.left && node.right) {
      node = node.split.column.bins[sample]! <= node.split.bin ? node.left : node.right;
    }
    scores[sample]! += valueOf(node.leaf, options);
  }
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
