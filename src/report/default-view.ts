import type { Finding } from '../model/finding.ts';
import { categories, confidences, type Category, type Confidence } from '../model/rule.ts';

/** What the default view shows: confidence medium and high, and no category `review`. */
export const defaultConfidences: readonly Confidence[] = confidences.filter((confidence) => confidence !== 'low');
export const defaultCategories: readonly Category[] = categories.filter((category) => category !== 'review');

/** What a person asked to see beyond the default view. */
export interface ViewChoice {
  /** Also confidence low. */
  readonly lowConfidence: boolean;
  /** Also category `review`. */
  readonly review: boolean;
  /** Also what a comment or the configuration suppresses. */
  readonly suppressed: boolean;
}

/** Confidence medium and high, no category `review`, nothing suppressed. */
export const defaultView: ViewChoice = { lowConfidence: false, review: false, suppressed: false };

/** True where `finding` is shown under `choice`. Pass it to `filter`. */
export function isShown(
  { confidence, category, suppression }: Pick<Finding, 'confidence' | 'category' | 'suppression'>,
  choice: ViewChoice = defaultView,
): boolean {
  return (
    (choice.lowConfidence || defaultConfidences.includes(confidence)) &&
    (choice.review || defaultCategories.includes(category)) &&
    (choice.suppressed || suppression === null)
  );
}
