// What became of a claim that a review in prose makes.

/** half: some of it holds; opinion: nothing that could be checked. */
export type Verdict = 'true' | 'half' | 'false' | 'opinion';

export interface JudgedClaim {
  /** The sentence that claims it, or the first of an item in which none was recognised. */
  readonly sentence: string;
  /** The claim's id (`unused-import`); null where none was recognised. */
  readonly claim: string | null;
  readonly verdict: Verdict;
  /** What is so, with lines; may be empty for an opinion. */
  readonly because: string;
}
