// What Tocsin remembers, as the rest of the program sees it. The only way in and out of the database; no SQL outside this
// folder. Everything is synchronous. Errors that a person can put right (no disk space, locked, damaged, a newer
// database …) are UserErrors, whichever function they come from.
import type { Known } from '../history/observation.ts';
import type { FileAnalysis } from '../model/analysis.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import type { KnownSecret, SecretHit } from '../model/secret-history.ts';
import type {
  AnalysisToSave,
  BlobKey,
  EventRow,
  FileState,
  FindingFilter,
  FindingLookup,
  FindingPage,
  FinishedScan,
  HistoryEnd,
  HistoryProgress,
  HistoryStep,
  LeaseHolder,
  LeaseOutcome,
  OccurrenceRow,
  RepositoryFacts,
  RepositoryRow,
  ScanOutcome,
  ScanRow,
  ScanStart,
  ScanStatus,
  SecretFilter,
  UnanalyzedFile,
} from './records.ts';

export interface Store {
  /** This installation's secret key, 32 bytes, for HMACs of secrets. Created on first use. */
  installationKey(): Buffer;
  /** The key for `hashLines`, 16 bytes, derived from the installation's. */
  lineHashKey(): Buffer;

  /** Adds a repository or brings its facts up to date. `root`: absolute, symlinks resolved. */
  registerRepository(root: string, facts: RepositoryFacts): RepositoryRow;
  repositories(): RepositoryRow[];

  /**
   * Takes the right to scan a repository, or says who has it. A lease is free when it was released, has expired, or its
   * process is dead on the same host. Scans that the last holder left running become aborted.
   */
  acquireLease(repositoryId: number, holder: LeaseHolder): LeaseOutcome;

  /** Writes the scan's row and its rule set. Returns the scan's id. */
  startScan(start: ScanStart): number;
  /** The inventory of the last scan, by path. */
  fileStates(repositoryId: number): Map<string, FileState>;
  /** An analysis of exactly this content with exactly these rules, or null. */
  cachedAnalysis(repositoryId: number, path: string, contentHash: string, ruleSet: string): FileAnalysis | null;
  /** Keeps analyses as they come, in one short transaction, so that a killed scan goes on where it was. */
  saveAnalyses(scanId: number, analyses: readonly AnalysisToSave[]): void;
  /**
   * What matching needs about the files that were judged, deleted or ignored (contentHash null for the latter two). Line
   * hashes come with it for contents that were saved with `saveAnalyses`.
   */
  known(repositoryId: number, files: readonly { readonly path: string; readonly contentHash: string | null }[]): Known;
  /** Records a scan's outcome in one transaction: all of it or nothing. */
  finishScan(scanId: number, outcome: ScanOutcome): FinishedScan;
  /** Ends a scan without an outcome: aborted by a person or a shutdown, or failed. No finding changes. */
  abortScan(scanId: number, status: 'aborted' | 'failed', reason: string): void;
  /**
   * Marks as aborted what dead processes left running, after a look whether the database survived them. To be called
   * once when a program that scans starts. Returns how many scans that were.
   */
  abortDeadScans(): number;

  /**
   * Begins to read a repository's git history for secrets, or goes on where it was left. `rules`: hash of the rules for
   * secrets; what was read with others is forgotten.
   */
  beginHistory(repositoryId: number, rules: string): HistoryProgress;
  /** The secrets of contents that were read, by `BLOB READING`; those without any are left out. */
  historyHits(repositoryId: number, keys: readonly BlobKey[]): Map<string, readonly SecretHit[]>;
  /** Saves what some commits more say, and that they were read, in one transaction. */
  saveHistory(repositoryId: number, step: HistoryStep): void;
  /** The commits that brought or removed secrets; known: author and time are. */
  historyCommits(repositoryId: number): { id: string; isKnown: boolean }[];
  /** Records where things stand after the last commit, in one transaction. */
  finishHistory(repositoryId: number, end: HistoryEnd): void;

  /** Each secret that stands somewhere, in a work tree, an index or git's history, worst first. */
  secrets(filter?: SecretFilter): KnownSecret[];
  /** By its name, `S12`; null where there is none. */
  secretNamed(name: string): { readonly row: number; readonly secret: KnownSecret } | null;
  /** A person lives with this value, up to `until` (ISO 8601, UTC; null: for good): its findings count as suppressed. */
  ignoreSecret(row: number, reason: string, until: string | null): void;
  /** Takes that back; false where there was nothing to take back. */
  reportSecret(row: number): boolean;

  findings(filter?: FindingFilter, page?: FindingPage): StoredFinding[];
  countFindings(filter?: FindingFilter): number;
  /** By public id, forgiving: any case, O for 0, I and L for 1, a unique beginning. */
  findFinding(id: string): FindingLookup;
  /** A finding's history, oldest first; id as stored. */
  findingEvents(id: string): EventRow[];
  /** Where a finding was, oldest first; id as stored. */
  occurrences(id: string): OccurrenceRow[];
  /** What happened, newest first. `since`: ISO 8601, UTC. */
  events(query?: { readonly repository?: string; readonly since?: string; readonly limit?: number }): EventRow[];
  /** Newest first. */
  scans(query?: { readonly repository?: string; readonly status?: ScanStatus; readonly limit?: number }): ScanRow[];
  /** Files that were not analysed, or not wholly: failed ones first, then partial and skipped ones. */
  unanalyzedFiles(query?: { readonly repository?: string; readonly limit?: number }): UnanalyzedFile[];
  /** All rules, each as it was at the last scan that had it. */
  rules(): RuleInfo[];

  /** Size of the database and what an integrity check says: `ok`, or what is wrong. May take a second a gigabyte. */
  check(): { readonly bytes: number; readonly problems: readonly string[] };
  close(): void;
}
