// How likely is a candidate a secret, and why? A model of boosted trees over the features of its value, its name and its
// surroundings; pure TypeScript, some microseconds a candidate.
import type { Confidence } from '../../model/rule.ts';
import { contributions, probability, score } from './boosted-trees.ts';
import { type Candidacy, createFeatureReader } from './features.ts';
import type { ClassifierModel } from './model.ts';
import { reasonFor } from './reasons.ts';

export interface Classifier {
  /** Between 0 and 1. */
  probabilityOf(given: Candidacy): number;
  /** null where it is none. */
  judge(given: Candidacy): Verdict | null;
}

export interface Verdict {
  /** In tests and examples nothing is more than a hint. */
  readonly confidence: Confidence;
  /** What spoke most for it, at most three, without the value. */
  readonly reasons: readonly string[];
}

const mostReasons = 3;

/** Throws RangeError where the model was trained for other features. */
export function createClassifier(model: ClassifierModel): Classifier {
  const letters = { pairs: model.pairs.flat(), words: new Set(model.words.flatMap((line) => line.split(' '))) };
  const reader = createFeatureReader(letters, model.vocabulary);
  if (reader.names.join() !== [...model.features, ...model.vocabulary].join()) {
    throw new RangeError(`the classifier's model ${model.version} was trained for other features`);
  }
  const { low, medium, high } = model.thresholds;
  const sureness = (features: Float64Array): number => probability(score(model.trees, features));

  const reasonsFor = (features: Float64Array): string[] => {
    const reasons = new Set<string>();
    const weights = contributions(model.trees, features);
    for (const feature of byWeight(weights)) {
      if (reasons.size === mostReasons) break;
      const reason = reasonFor(reader.names[feature]!, features[feature]!);
      if (reason !== null) reasons.add(reason);
    }
    return [...reasons];
  };

  return {
    probabilityOf: (given) => sureness(reader.read(given)),
    judge(given) {
      const features = reader.read(given);
      const sure = sureness(features);
      if (sure < low) return null;
      const confidence = sure < medium || given.place.madeUp ? 'low' : sure < high ? 'medium' : 'high';
      return { confidence, reasons: reasonsFor(features) };
    },
  };
}

/** The features that speak for it, the weightiest first. */
function byWeight(weights: Float64Array): number[] {
  const found: number[] = [];
  for (let feature = 0; feature < weights.length; feature++) if (weights[feature]! > 0) found.push(feature);
  return found.toSorted((a, b) => weights[b]! - weights[a]!);
}
