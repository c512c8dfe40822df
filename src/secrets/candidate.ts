// What the detectors of this folder hand to each other. A candidate still holds its value; it never leaves the folder.
import type { Confidence, Severity } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { LineIndex } from '../text/line-index.ts';
import type { PathFacts } from './path-facts.ts';
import type { DetectInput } from './secret-match.ts';

/** Who is believed where two detectors claim one span: the lower number. `named`, `near`: a provider's of tier B, by its name or by what stands near. */
export const ranks = { provider: 0, structure: 1, named: 2, near: 3, generic: 4 } as const;

export interface Candidate {
  readonly rule: SecretRule;
  readonly rank: number;
  readonly start: number;
  readonly end: number;
  /** What identifies the secret; for a private key its body without line breaks. */
  readonly value: string;
  readonly name: string | null;
  /** null: it has the shape, but is proven to be none (wrong checksum, placeholder); keeps weaker detectors off its span. */
  readonly confidence: Confidence | null;
  readonly severity: Severity | null;
  readonly note: string | null;
  /** The span of a second part that belongs to it (a key's id), or null. */
  readonly partner: readonly [number, number] | null;
}

/** One text on its way through the detectors. */
export interface DetectorInput extends DetectInput {
  readonly place: PathFacts;
  /** Built when first asked for. */
  readonly lines: () => LineIndex;
}

/** A keyword's occurrence: offsets of its first character and of the one after its last. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Finds the candidates of one rule, given where its keywords stand (by rising end). */
export type Finder = (input: DetectorInput, hits: readonly Hit[]) => Candidate[];

/** The next lower confidence. */
export function lower(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low';
}
