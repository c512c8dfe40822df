// The trained classifier's file: what it was trained on, what it knows of words, its trees. Written by tools/train-secrets,
// shipped under rules/, read once and only when a text has a candidate.
import { readFileSync } from 'node:fs';
import type { Tree } from './boosted-trees.ts';

export interface ClassifierModel {
  /** Changes with every training: findings of another model are other findings. */
  readonly version: string;
  /** For the reader: data, counts, figures. */
  readonly provenance: Readonly<Record<string, unknown>>;
  /** Least probabilities: below `low` it is none. */
  readonly thresholds: { readonly low: number; readonly medium: number; readonly high: number };
  /** 26 rows, see LetterTables. */
  readonly pairs: readonly (readonly number[])[];
  /** One line for each first letter, words divided by blanks. */
  readonly words: readonly string[];
  /** Names of the features that are no words, to notice that code and model do not fit. */
  readonly features: readonly string[];
  /** Words that count, see `wordKeys`. */
  readonly vocabulary: readonly string[];
  readonly trees: readonly Tree[];
}

let model: ClassifierModel | null = null;

/** The model that Tocsin comes with. */
export function builtInModel(): ClassifierModel {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file; createClassifier checks that it fits
  model ??= JSON.parse(
    readFileSync(new URL('../../../rules/secrets/generic-classifier.json', import.meta.url), 'utf8'),
  ) as ClassifierModel;
  return model;
}
