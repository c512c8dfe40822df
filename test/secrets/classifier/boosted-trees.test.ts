import { expect, it } from 'vitest';
import { contributions, probability, score, type Tree } from '../../../src/secrets/classifier/boosted-trees.ts';
import { growTrees } from '../../../tools/train-secrets/grow-trees.ts';
import { seeded } from '../../../tools/train-secrets/random.ts';

const trees: readonly Tree[] = [[[-1]], [[0, 0.5, 2, 0], [-2], [1, 3, 4, 1], [0.5], [2]]];

it('adds up the leaves that a candidate reaches', () => {
  expect(score(trees, [0, 9])).toBe(-3);
  expect(score(trees, [1, 3])).toBe(-0.5);
  expect(score(trees, [1, 4])).toBe(1);
  expect(probability(0)).toBe(0.5);
});

it('puts each step of the score down to the feature that was asked', () => {
  expect([...contributions(trees, [1, 4])]).toEqual([1, 1]);
});

it('learns what depends on two features together, and gives the same trees for the same seed', () => {
  const random = seeded(5);
  const features = Array.from({ length: 600 }, () => Float64Array.of(random(), random(), random()));
  const labels = features.map(([a, b]) => a! > 0.5 !== b! > 0.3);
  const grow = () =>
    growTrees(
      { features, labels, weights: labels.map(() => 1) },
      {
        trees: 40,
        leaves: 6,
        rate: 0.3,
        leastInLeaf: 1,
        penalty: 1,
        featureShare: 1,
        sampleShare: 0.8,
        random: seeded(1),
      },
    );
  const grown = grow();
  const right = features.filter((row, at) => score(grown, row) > 0 === labels[at]);
  expect(right.length / features.length).toBeGreaterThan(0.95);
  expect(grow()).toEqual(grown);
});
