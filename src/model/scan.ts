import type { FileAnalysis } from './analysis.ts';
import type { StoredFinding } from './finding.ts';

export type Trigger = 'manual' | 'watch' | 'schedule' | 'startup';

export interface ScanRequest {
  /** Absolute path of the repository's root. */
  readonly repository: string;
  readonly trigger: Trigger;
  /** Only these files or folders (relative, `/`); absent: the whole repository. */
  readonly paths?: readonly string[];
  /** Read every file again, also those whose size and times are as they were: an audit. */
  readonly reread?: true;
}

export interface ScanSummary {
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  readonly closed: number;
  readonly unchanged: number;
}

/** Counts of what was done with the files. */
export interface ScanFileCounts {
  readonly listed: number;
  readonly analyzed: number;
  /** Same content as at the last scan: not read again. */
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly deleted: number;
}

export type ScanEvent =
  | { readonly type: 'scan.started'; readonly scan: number; readonly request: ScanRequest; readonly files: number }
  | { readonly type: 'scan.file'; readonly scan: number; readonly file: FileAnalysis }
  | { readonly type: 'finding.opened'; readonly scan: number; readonly finding: StoredFinding }
  | { readonly type: 'finding.reopened'; readonly scan: number; readonly finding: StoredFinding }
  | { readonly type: 'finding.fixed'; readonly scan: number; readonly finding: StoredFinding }
  | { readonly type: 'finding.closed'; readonly scan: number; readonly finding: StoredFinding }
  | {
      readonly type: 'scan.finished';
      readonly scan: number;
      readonly request: ScanRequest;
      readonly summary: ScanSummary;
      readonly files: ScanFileCounts;
      readonly milliseconds: number;
    };
