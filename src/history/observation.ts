// What matching compares: the findings that are known, and what a scan saw. Plain data; the store fills in the one, the
// scan the other.
import type { CloseReason, DetectionStatus, Finding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import type { LineHashes } from './line-hashes.ts';

/** A finding that the store remembers, as far as its identity is concerned. */
export interface KnownFinding {
  /** The store's row. */
  readonly key: number;
  readonly status: DetectionStatus;
  /** null while open. */
  readonly closeReason: CloseReason | null;
  /** ISO 8601; null while open. */
  readonly closedAt: string | null;
  readonly ruleId: string;
  readonly scope: string;
  readonly fingerprint: string;
  readonly ordinal: number;
  /** Where it was last seen, in the file as it was then. */
  readonly location: Location;
  /** null where it is no secret, or was hashed under another installation's key. */
  readonly secretHmac: string | null;
  /** Hash of the content in which it was last seen. */
  readonly contentHash: string;
  /** Version of the rule set that last saw it. */
  readonly ruleSet: string;
}

/** What the store knows about the files of a scan. */
export interface Known {
  /** All findings at the paths in question, closed ones too, and closed ones of deleted files with a content in question. */
  readonly findings: readonly KnownFinding[];
  /** Line hashes by content hash, as far as they were kept. */
  readonly lines: ReadonlyMap<string, LineHashes>;
}

/** A file whose findings were computed in this scan, whether or not its own text changed. */
export interface JudgedFile {
  readonly path: string;
  readonly contentHash: string;
  readonly findings: readonly Finding[];
  /** No file stood at this path at the last scan. */
  readonly appeared: boolean;
}

/** What one scan saw. Files that were skipped or failed are left out: their findings stay as they are. */
export interface Observation {
  readonly judged: readonly JudgedFile[];
  /** Paths that are gone from disk. */
  readonly deleted: readonly string[];
  /** Paths that are on disk, but are no longer looked at. */
  readonly ignored: readonly string[];
  /** Version of the rule set of this scan. */
  readonly ruleSet: string;
  readonly activeRules: ReadonlySet<string>;
}

/**
 * Why two were taken for one. line: on the same line by comparing both texts; text: same rule, scope and text in the same
 * file; renamed: the same in a file that was renamed; moved: same text elsewhere, unique on both sides; returned: was
 * fixed or closed and is back; edited: same rule and scope, the line itself was changed (probably the same).
 */
export type MatchKind = 'line' | 'text' | 'renamed' | 'moved' | 'returned' | 'edited';

export interface Match {
  readonly known: KnownFinding;
  readonly file: JudgedFile;
  readonly finding: Finding;
  readonly kind: MatchKind;
}

/** The outcome: every seen finding is in `matches` or `opened`, every known one in at most one of `matches` and `gone`. */
export interface Matching {
  readonly matches: readonly Match[];
  readonly opened: readonly { readonly file: JudgedFile; readonly finding: Finding }[];
  /** Open ones that are no longer there. */
  readonly gone: readonly { readonly known: KnownFinding; readonly reason: CloseReason }[];
}
