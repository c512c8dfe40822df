import type { Finding } from '../model/finding.ts';

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
    (choice.lowConfidence || confidence !== 'low') &&
    (choice.review || category !== 'review') &&
    (choice.suppressed || suppression === null)
  );
}
