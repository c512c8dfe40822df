// What Tocsin remembers, as the rest of the program sees it. The only way in and out of the database; no SQL outside this
// folder. Everything is synchronous. Errors that a person can put right (no disk space, locked, damaged, a newer
// database …) are UserErrors, whichever function they come from.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Known } from '../history/observation.ts';
import type { FileAnalysis } from '../model/analysis.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import { cachedAnalysis, saveAnalyses } from './analyses.ts';
import { connect } from './connection.ts';
import { loadFileStates, listUnanalyzed } from './file-states.ts';
import { addPathFunction } from './finding-filter.ts';
import { findingEvents, listEvents, listOccurrences } from './finding-history.ts';
import { countFindings, findFinding, listFindings } from './findings.ts';
import { finishScan } from './finish-scan.ts';
import { deriveLineHashKey, keyId, loadInstallationKey } from './installation-key.ts';
import { loadKnown } from './known-findings.ts';
import { abortDeadScans, acquireLease, isProcessAlive } from './leases.ts';
import { ownMigrations } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import type {
  AnalysisToSave,
  EventRow,
  FileState,
  FindingFilter,
  FindingLookup,
  FindingPage,
  FinishedScan,
  LeaseHolder,
  LeaseOutcome,
  OccurrenceRow,
  RepositoryFacts,
  RepositoryRow,
  ScanOutcome,
  ScanRow,
  ScanStart,
  ScanStatus,
  UnanalyzedFile,
} from './records.ts';
import { listRepositories, registerRepository } from './repositories.ts';
import { listRules } from './rule-sets.ts';
import { abortScan, listScans, startScan } from './scans.ts';
import { expectSound, integrityProblems } from './soundness.ts';
import { explaining } from './sqlite-errors.ts';

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
  /** Files whose last outcome was skipped or failed, failed ones first. */
  unanalyzedFiles(query?: { readonly repository?: string; readonly limit?: number }): UnanalyzedFile[];
  /** All rules, each as it was at the last scan that had it. */
  rules(): RuleInfo[];

  /** Size of the database and what an integrity check says: `ok`, or what is wrong. May take a second a gigabyte. */
  check(): { readonly bytes: number; readonly problems: readonly string[] };
  close(): void;
}

export interface StoreOptions {
  /** Path of the database, or `:memory:`. */
  readonly file: string;
  /** For queries: nothing is created, migrated or written. */
  readonly readOnly?: boolean;
  readonly clock: () => Date;
  readonly migrationsFolder?: string;
  readonly randomBytes?: (size: number) => Buffer;
  /** Name of this machine. */
  readonly host?: string;
  readonly isAlive?: (pid: number) => boolean;
}

/** How long a lease lasts unless renewed, milliseconds: long for a scan that hangs, as dead processes are seen at once. */
const leaseDuration = 5 * 60_000;

/** Opens the store, making or migrating the database where that is needed. */
export function openStore(options: StoreOptions): Store {
  const { file, clock, readOnly = false } = options;
  const database = explaining(file, () =>
    openDatabase({ file, readOnly, clock, migrationsFolder: options.migrationsFolder ?? ownMigrations }),
  );
  const connection = connect(file, database, clock);
  addPathFunction(connection);
  const leaseRules = {
    host: options.host ?? hostname(),
    isAlive: options.isAlive ?? isProcessAlive,
    duration: leaseDuration,
    clock,
  };
  let key: Buffer | undefined;
  const installationKey = (): Buffer => (key ??= loadInstallationKey(file, options.randomBytes ?? randomBytes));

  return explainingAll(file, {
    installationKey,
    lineHashKey: () => deriveLineHashKey(installationKey()),
    registerRepository: (root, facts) => registerRepository(connection, root, facts),
    repositories: () => listRepositories(connection),
    acquireLease: (repositoryId, holder) => acquireLease(connection, leaseRules, repositoryId, holder),
    startScan: (start) => startScan(connection, start),
    fileStates: (repositoryId) => loadFileStates(connection, repositoryId),
    cachedAnalysis: (repositoryId, path, contentHash, ruleSet) =>
      cachedAnalysis(connection, repositoryId, path, contentHash, ruleSet),
    saveAnalyses: (scanId, analyses) => saveAnalyses(connection, scanId, analyses),
    known: (repositoryId, files) => loadKnown(connection, keyId(installationKey()), repositoryId, files),
    finishScan: (scanId, outcome) => finishScan(connection, keyId(installationKey()), scanId, outcome),
    abortScan: (scanId, status, reason) => abortScan(connection, scanId, status, reason),
    abortDeadScans: () => {
      const aborted = abortDeadScans(connection, leaseRules);
      if (aborted > 0) expectSound(connection);
      return aborted;
    },
    findings: (filter = {}, page = {}) => listFindings(connection, filter, page),
    countFindings: (filter = {}) => countFindings(connection, filter),
    findFinding: (id) => findFinding(connection, id),
    findingEvents: (id) => findingEvents(connection, id),
    occurrences: (id) => listOccurrences(connection, id),
    events: (query = {}) => listEvents(connection, query),
    scans: (query = {}) => listScans(connection, query),
    unanalyzedFiles: (query = {}) => listUnanalyzed(connection, query),
    rules: () => listRules(connection),
    check: () => integrityProblems(connection),
    close: () => {
      if (!readOnly && database.open) database.pragma('optimize');
      database.close();
    },
  });
}

/** The same store, whose errors are in words for people. */
function explainingAll(file: string, store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...values: unknown[]): unknown => explaining(file, () => Reflect.apply(method, target, values));
    },
  });
}
