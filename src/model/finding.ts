import type { Location } from './location.ts';
import type { Category, Confidence, Severity } from './rule.ts';

export type TraceRole = 'source' | 'propagation' | 'sink';

/** One step of the evidence: a place and what happens there. */
export interface TraceStep {
  readonly location: Location;
  readonly role: TraceRole;
  readonly note: string;
}

/** Why a finding is not shown: a comment in the code (`in-source`) or a rule of the user's (`external`). */
export interface Suppression {
  readonly kind: 'in-source' | 'external';
  readonly reason: string;
}

/** What may be told about a secret: never its text. */
export interface SecretFacts {
  /** For instance `github-token` or `password`. */
  readonly kind: string;
  /** Length in characters. */
  readonly length: number;
  /** Up to four leading characters, for provider formats only; otherwise empty. */
  readonly preview: string;
  /** HMAC-SHA256 under this installation's key of kind, NUL, value; hexadecimal. Never leaves the database. */
  readonly hmac: string;
}

/** What analysis reports of one place in one file, before history gives it an identity. */
export interface Finding {
  readonly ruleId: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What is wrong, one sentence. Redacted. */
  readonly message: string;
  readonly location: Location;
  /** Qualified name of the enclosing function or class (`Outer.method`), or empty at the top of a file. */
  readonly scope: string;
  /**
   * Hash of rule, scope and the flagged line's normalised text: no line number, no path. Equal faults in one scope share
   * it; `ordinal` (0, 1, …, in reading order within the file) tells them apart.
   */
  readonly fingerprint: string;
  readonly ordinal: number;
  readonly trace: readonly TraceStep[];
  readonly suppression: Suppression | null;
  readonly secret: SecretFacts | null;
}

export const detectionStatuses = ['open', 'fixed', 'closed'] as const;
/** fixed: the code changed or went; closed: it went for another reason (see CloseReason). */
export type DetectionStatus = (typeof detectionStatuses)[number];

/** Why a finding is no longer open. The first two make it `fixed`, the others `closed`. */
export type CloseReason = 'code-changed' | 'file-deleted' | 'rule-changed' | 'rule-off' | 'path-ignored';

/** A finding with its identity and history, as the store gives it back. */
export interface StoredFinding extends Finding {
  /** Short, stable, can be typed: `PW-7F3K`. */
  readonly id: string;
  /** Absolute path of the repository's root. */
  readonly repository: string;
  readonly status: DetectionStatus;
  /** Why it is not open; null while open. */
  readonly closeReason: CloseReason | null;
  /** ISO 8601, UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** When it was last fixed or closed; null while open. */
  readonly closedAt: string | null;
  /** HEAD when it was first seen, or null outside git. */
  readonly firstCommit: string | null;
  /** How often it came back. */
  readonly reopened: number;
}
