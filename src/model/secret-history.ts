// Secrets in git's history and what is known of a secret altogether. Plain data that crosses boundaries.
import type { SecretFacts, Suppression } from './finding.ts';
import type { Confidence, Severity } from './rule.ts';

/** A secret in one content of git's history. */
export interface SecretHit {
  readonly secret: SecretFacts;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly line: number;
  /** What it is given to, as a hash: another secret with this key in the next version has taken its place. */
  readonly key: string;
  /** By a comment in the code. */
  readonly suppressed: boolean;
}

/** added, removed; moved: from one path to another in one commit. */
export type SecretChangeType = 'added' | 'removed' | 'moved-here' | 'moved-away';

/** A commit that brought a secret to a path or took it away. */
export interface SecretChange {
  readonly commit: string;
  readonly type: SecretChangeType;
  readonly path: string;
  readonly hit: SecretHit;
  /** HMAC of the secret that took its place; null: none did, or it arrived. */
  readonly successor: string | null;
}

export const exposures = ['disk', 'staged', 'committed', 'pushed'] as const;
/** How far a secret has come: each step makes it harder to call back. */
export type Exposure = (typeof exposures)[number];

/** A commit as a reader knows it. */
export interface CommitFacts {
  readonly id: string;
  readonly author: string;
  /** ISO 8601, UTC; null for a tree or blob that a tag names without a commit. */
  readonly committedAt: string | null;
}

/** A commit that did something to a secret, and where. */
export interface SecretCommit extends CommitFacts {
  readonly path: string;
  readonly line: number;
}

/** What git's history of one repository says of a secret. */
export interface SecretPast {
  readonly repository: string;
  /** The first commit that brought it. */
  readonly brought: SecretCommit;
  /** The last commit that removed it; null while HEAD's tree holds it, and where only another branch ever did. */
  readonly removed: SecretCommit | null;
  /** HEAD's tree holds it. */
  readonly inHead: boolean;
}

/** A place where a secret stands now. */
export interface SecretPlace {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  /** The finding's public id; null where only HEAD or the index holds it. */
  readonly finding: string | null;
}

/**
 * What is to be done. move: out of the file before it is committed; unstage: and out of the file; rewrite: the commits, which
 * nobody else has; rotate: make the value worthless; finish: it was rotated, but the old value stands elsewhere; none.
 */
export type SecretAdvice = 'move' | 'unstage' | 'rewrite' | 'rotate' | 'finish' | 'none';

/** One value with all that is known of it, however many places it stands in. */
export interface KnownSecret {
  /** What people type, `S12`. */
  readonly name: string;
  readonly kind: string;
  readonly length: number;
  readonly preview: string;
  readonly ruleId: string;
  /** The rule's, moved with the exposure. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** null: not known, as the history was not read. */
  readonly exposure: Exposure | null;
  /** Where it stands now, in the work tree, HEAD or the index. */
  readonly places: readonly SecretPlace[];
  readonly past: readonly SecretPast[];
  /** The secret that took its place somewhere: it was changed there. */
  readonly successor: string | null;
  readonly advice: SecretAdvice;
  /** A person's decision or a comment in the code. */
  readonly suppression: Suppression | null;
}
