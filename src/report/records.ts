// What the views of history, scans and status are made of. The shapes fit what the store and the daemon hand out.
import type { CloseReason } from '../model/finding.ts';
import type { RuleInfo, Severity } from '../model/rule.ts';
import type { ScanFileCounts, ScanSummary, Trigger } from '../model/scan.ts';
import type { SecretForm } from '../model/secret-rule.ts';

/** Who made a report. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** A rule as lists of rules show it. */
export interface ListedRule extends RuleInfo {
  /** How it recognises secrets; null for one that looks for something else. */
  readonly secret: SecretForm | null;
}

/** One event in the history of a finding. */
export interface HistoryEvent {
  readonly type: 'opened' | 'reopened' | 'fixed' | 'closed';
  /** ISO 8601, UTC. */
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
  readonly path: string;
  readonly line: number;
}

export interface ScanRecord {
  readonly id: number;
  readonly repository: string;
  readonly trigger: Trigger;
  readonly status: 'running' | 'finished' | 'aborted' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly head: string | null;
  /** null unless finished. */
  readonly summary: ScanSummary | null;
  readonly files: ScanFileCounts | null;
  /** Why it was aborted or failed. */
  readonly error: string | null;
}

/** A file that was not analysed, or not wholly, and why. */
export interface UnanalyzedFile {
  readonly repository: string;
  readonly path: string;
  /** partial: analysed, but not all of it was understood. */
  readonly outcome: 'skipped' | 'failed' | 'partial';
  readonly detail: string;
}

export interface DaemonStatus {
  readonly pid: number;
  readonly version: string;
  readonly startedAt: string;
}

export interface RepositoryStatus {
  readonly root: string;
  readonly kind: string;
  /** The daemon is told of changes in it. */
  readonly watched: boolean;
  readonly lastScan: ScanRecord | null;
  readonly open: Readonly<Record<Severity, number>>;
  readonly unanalyzed: number;
}

export interface QueueEntry {
  readonly repository: string;
  readonly trigger: Trigger;
  readonly state: 'running' | 'waiting';
}

export interface StatusError {
  readonly at: string;
  /** Redacted. */
  readonly message: string;
}

/** Everything that `tocsin status` tells. */
export interface Status {
  /** null: none is running, or it does not answer. */
  readonly daemon: DaemonStatus | null;
  /** Why a daemon that runs could not be asked, or null. */
  readonly daemonError: string | null;
  /** Path of the database file. */
  readonly database: string;
  readonly repositories: readonly RepositoryStatus[];
  readonly queue: readonly QueueEntry[];
  /** Newest first. */
  readonly scans: readonly ScanRecord[];
  /** Newest first. */
  readonly errors: readonly StatusError[];
}
