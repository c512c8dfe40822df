// What goes into secret detection and what comes out. A value comes in with the text and never goes out: a match tells
// where it stands, what kind it is, how long, and a keyed hash of it.
import type { SecretFacts } from '../model/finding.ts';
import type { Region } from '../model/location.ts';
import type { Confidence, Severity } from '../model/rule.ts';
import type { Language } from '../model/source-file.ts';

/**
 * A string literal of a program together with the name that it is given to, as a syntax tree knows it
 * (`password = "…"`, `connect(password="…")`, `{"password": "…"}`, `def f(password="…")`, `password == "…"`).
 */
export interface AssignedLiteral {
  /** The name alone: `password` of `self.password`, the key of a dictionary entry, a parameter's name. */
  readonly name: string;
  /** The string's value, escapes resolved; implicit concatenation joined. */
  readonly value: string;
  /** The whole literal, quotes and prefix included. */
  readonly region: Region;
  readonly binding: 'assignment' | 'argument' | 'entry' | 'default' | 'comparison';
}

export interface DetectInput {
  /** Relative to the repository, `/` between parts. Tells the format and whether it is a test or an example; may be empty. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /**
   * For languages that were parsed: values without a shape are then looked for here and not in the lines. Absent: in
   * the lines, as for any text.
   */
  readonly literals?: readonly AssignedLiteral[];
}

/** A secret in a text. Holds nothing of the value beyond what `facts` may tell. */
export interface SecretMatch {
  readonly ruleId: string;
  readonly kind: string;
  /** Offsets of the value in the text, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly facts: SecretFacts;
  /** The variable, key or parameter that it is given to, where that is known. */
  readonly name: string | null;
  /** high: its form proves it; medium: it looks like one and is given to such a name; low: a hint. */
  readonly confidence: Confidence;
  /** Where this one is better or worse than its rule says (an encrypted key, a test key); null: as the rule says. */
  readonly severity: Severity | null;
  /** A short remark for the reader, without the value: `encrypted with a passphrase`. */
  readonly note: string | null;
}

export interface SecretDetector {
  /** All secrets of a text in reading order; no two overlap. */
  detect(input: DetectInput): readonly SecretMatch[];
}
