// What is handed to the store and what it gives back, apart from findings (see model/finding.ts). Plain data.
import type { FileAnalysis } from '../model/analysis.ts';
import type { CloseReason, DetectionStatus, StoredFinding } from '../model/finding.ts';
import type { LineHashes } from '../history/line-hashes.ts';
import type { Matching } from '../history/observation.ts';
import type { Repository } from '../model/repository.ts';
import type { Category, Confidence, RuleInfo, Severity } from '../model/rule.ts';
import type { CommitFacts, SecretChange, SecretHit } from '../model/secret-history.ts';
import type { ScanFileCounts, ScanSummary, Trigger } from '../model/scan.ts';

export interface RepositoryFacts {
  readonly kind: Repository['kind'];
  /** Shown instead of the path; usually the folder's name. */
  readonly name: string;
  /** The first commit, by which clones are recognised; null outside git. */
  readonly rootCommit: string | null;
}

export interface RepositoryRow extends RepositoryFacts {
  readonly id: number;
  readonly root: string;
}

/** Who scans a repository. */
export interface LeaseHolder {
  readonly pid: number;
  readonly host: string;
}

export interface Lease {
  /** Prolongs it; false where another process has taken it over, and the scan must stop. */
  renew(): boolean;
  release(): void;
}

/** What a repository's lease is: ours now, or somebody else's. */
export type LeaseOutcome =
  | { readonly kind: 'acquired'; readonly lease: Lease }
  | { readonly kind: 'held'; readonly heldBy: LeaseHolder; readonly until: string };

/** A rule set as it was at a scan. */
export interface RuleSetFacts {
  readonly version: string;
  readonly rules: readonly RuleInfo[];
}

export interface ScanStart {
  readonly repositoryId: number;
  readonly trigger: Trigger;
  /** Commit of HEAD, or null. */
  readonly head: string | null;
  readonly ruleSet: RuleSetFacts;
  /** The whole repository, not only some paths. */
  readonly complete: boolean;
}

/** The last outcome for one file: the inventory with which a scan finds out what changed. */
export interface FileState {
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly inode: bigint;
  /** null where it was not read. */
  readonly contentHash: string | null;
  /** Version of the rule set with which it was analysed. */
  readonly ruleSet: string;
  readonly outcome: FileAnalysis['outcome'];
  /** Why it was skipped, what failed, or what of it was not understood; empty where all is well. */
  readonly detail: string;
}

/** A file that was not analysed, or not wholly, and why. */
export interface UnanalyzedFile {
  readonly repository: string;
  readonly path: string;
  /** partial: analysed, but not all of it was understood. */
  readonly outcome: 'skipped' | 'failed' | 'partial';
  readonly detail: string;
}

export interface AnalysisToSave {
  readonly analysis: FileAnalysis;
  /** Kept where the file has findings, so that the next version can be compared with this one. */
  readonly lines: LineHashes | null;
}

export interface ScanOutcome {
  readonly matching: Matching;
  /** States that differ from what `fileStates` gave. */
  readonly fileStates: readonly FileState[];
  /** Paths that are deleted or no longer looked at. */
  readonly removedPaths: readonly string[];
  readonly files: ScanFileCounts;
}

export const eventTypes = ['opened', 'fixed', 'closed', 'reopened'] as const;
export type EventType = (typeof eventTypes)[number];

export interface FindingChange {
  readonly type: EventType;
  readonly finding: StoredFinding;
}

export interface FinishedScan {
  readonly summary: ScanSummary;
  readonly events: readonly FindingChange[];
}

export const scanStatuses = ['running', 'finished', 'aborted', 'failed'] as const;
export type ScanStatus = (typeof scanStatuses)[number];

export interface ScanRow {
  readonly id: number;
  /** Root of its repository. */
  readonly repository: string;
  readonly trigger: Trigger;
  readonly complete: boolean;
  readonly status: ScanStatus;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly head: string | null;
  readonly ruleSet: string;
  /** null unless finished. */
  readonly summary: ScanSummary | null;
  readonly files: ScanFileCounts | null;
  /** Why it was aborted or failed. */
  readonly error: string | null;
}

/** One entry of a finding's history. */
export interface EventRow {
  readonly id: number;
  readonly type: EventType;
  readonly at: string;
  readonly scan: number;
  /** HEAD at that scan, or null. */
  readonly commit: string | null;
  readonly reason: CloseReason | null;
  /** The finding's public id. */
  readonly finding: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly repository: string;
  /** Where it was then. */
  readonly path: string;
  readonly line: number;
}

/** Where a finding was, from one scan to another. */
export interface OccurrenceRow {
  readonly path: string;
  /** Line at the beginning of the interval. */
  readonly line: number;
  readonly fromScan: number;
  readonly from: string;
  /** null: still there. */
  readonly toScan: number | null;
  readonly to: string | null;
  /** Why the interval ended: moved to another path, or why the finding went. */
  readonly endReason: CloseReason | 'moved' | null;
}

export const findingOrders = ['severity', 'newest', 'oldest', 'place'] as const;
/** severity: worst first, then surest, then place; newest and oldest: by first seen; place: repository, path, line. */
export type FindingOrder = (typeof findingOrders)[number];

/** Which findings are wanted. Absent: no restriction. All restrictions given must hold. */
export interface FindingFilter {
  /** Root. */
  readonly repository?: string;
  readonly statuses?: readonly DetectionStatus[];
  /** Rule ids, globs over them (`python/passwords/*`) or aliases; one of them must fit. */
  readonly rules?: readonly string[];
  readonly severities?: readonly Severity[];
  readonly confidences?: readonly Confidence[];
  readonly categories?: readonly Category[];
  /** Globs, or plain paths of a file or folder; one of them must fit. */
  readonly paths?: readonly string[];
  /** First seen, or reopened last, at or after this time (ISO 8601, UTC). */
  readonly since?: string;
  readonly suppressed?: boolean;
}

export interface FindingPage {
  /** Default: severity. */
  readonly order?: FindingOrder;
  readonly limit?: number;
  readonly offset?: number;
}

/** What a typed id stands for. */
export type FindingLookup =
  | { readonly kind: 'found'; readonly finding: StoredFinding }
  | { readonly kind: 'unknown' }
  /** The first few ids that begin so. */
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] };

/** A content of git's history, and as what it was read. */
export interface BlobKey {
  /** Git's id of the content. */
  readonly blob: string;
  readonly reading: string;
}

export interface BlobHits extends BlobKey {
  readonly hits: readonly SecretHit[];
}

/** How far git's history was read. */
export interface HistoryProgress {
  /** These commits and all that they come from were read. */
  readonly tips: readonly string[];
  readonly commits: number;
  /** Contents that were read. */
  readonly blobs: number;
  /** Contents that were not: too large, missing, not within the time limit. */
  readonly unread: number;
}

/** What some commits more said. The numbers are theirs alone. */
export interface HistoryStep extends Omit<HistoryProgress, 'tips'> {
  /** null: as before. */
  readonly tips: readonly string[] | null;
  readonly hits: readonly BlobHits[];
  /** Parents first. */
  readonly changes: readonly SecretChange[];
}

/** Where the commits that matter and the secrets stand once the history was read. */
export interface HistoryEnd {
  readonly described: readonly CommitFacts[];
  readonly standing: readonly {
    readonly id: string;
    readonly reachable: boolean;
    readonly inHead: boolean;
    readonly pushed: boolean;
  }[];
  readonly places: readonly { readonly place: 'head' | 'index'; readonly path: string; readonly hit: SecretHit }[];
}

/** Which secrets are wanted. Absent: no restriction. */
export interface SecretFilter {
  /** Roots. */
  readonly repositories?: readonly string[];
  readonly confidences?: readonly Confidence[];
  readonly suppressed?: boolean;
}
