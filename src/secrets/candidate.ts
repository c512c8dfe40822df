// What the detectors of this folder hand to each other. A candidate still holds its value; it never leaves the folder.
import type { Confidence, Severity } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { LineIndex } from '../text/line-index.ts';
import type { PathFacts } from './path-facts.ts';
import type { DetectInput } from './secret-match.ts';
import type { SurroundingsAt } from './text-context.ts';

/**
 * Who is believed where two detectors claim one span: the lower number. A provider's format; a form that proves itself (a
 * key, a signed token); a provider's of tier B, by its name or by what stands near; a place where the syntax says that a
 * password stands; a name that promises one.
 */
export const ranks = { provider: 0, structure: 1, named: 2, near: 3, place: 4, generic: 5 } as const;

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
  readonly surroundingsAt: SurroundingsAt;
}

/** A keyword's occurrence: offsets of its first character and of the one after its last. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Finds the candidates of one rule, given where its keywords stand (by rising end). */
export type Finder = (input: DetectorInput, hits: readonly Hit[]) => Candidate[];

type Found = Pick<Candidate, 'rule' | 'rank' | 'start' | 'end' | 'value' | 'confidence'> &
  Partial<Pick<Candidate, 'name' | 'severity' | 'note'>>;

/** A candidate of which nothing more is known than what is given; in tests and examples a hint less. */
export function candidateAt(place: PathFacts, found: Found): Candidate {
  const { confidence } = found;
  return {
    name: null,
    severity: null,
    note: null,
    partner: null,
    ...found,
    confidence: confidence !== null && place.madeUp ? lower(confidence) : confidence,
  };
}

/** The next lower confidence. */
export function lower(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low';
}
