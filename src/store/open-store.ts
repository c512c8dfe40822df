// Puts the store together: one connection, and for each table the module that speaks SQL to it.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { cachedAnalysis, saveAnalyses } from './analyses.ts';
import { connect } from './connection.ts';
import { loadFileStates, listUnanalyzed } from './file-states.ts';
import { addPathFunction } from './finding-filter.ts';
import { findingEvents, listEvents, listOccurrences } from './finding-history.ts';
import { countFindings, findFinding, listFindings } from './findings.ts';
import { finishScan } from './finish-scan.ts';
import { deriveLineHashKey, keyId, loadInstallationKey } from './installation-key.ts';
import { beginHistory, finishHistory, historyCommits, historyHits, saveHistory } from './git-history.ts';
import { loadKnown } from './known-findings.ts';
import { listSecrets, secretNamed } from './known-secrets.ts';
import { abortDeadScans, acquireLease, isProcessAlive } from './leases.ts';
import { ownMigrations } from './migrate.ts';
import { openDatabase } from './open-database.ts';
import { listRepositories, registerRepository } from './repositories.ts';
import { listRules } from './rule-sets.ts';
import { abortScan, listScans, startScan } from './scans.ts';
import { addTimeFunction, ignoreSecret, reportSecret } from './secret-decisions.ts';
import { expectSound, integrityProblems } from './soundness.ts';
import { explaining } from './sqlite-errors.ts';
import type { Store } from './store.ts';

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
  addTimeFunction(connection);
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
    acquireLease: (repositoryId, holder) => {
      const outcome = acquireLease(connection, leaseRules, repositoryId, holder);
      return outcome.kind === 'held' ? outcome : { ...outcome, lease: explainingAll(file, outcome.lease) };
    },
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
    beginHistory: (repositoryId, rules) => beginHistory(connection, repositoryId, rules),
    historyHits: (repositoryId, keys) => historyHits(connection, repositoryId, keys),
    saveHistory: (repositoryId, step) => saveHistory(connection, keyId(installationKey()), repositoryId, step),
    historyCommits: (repositoryId) => historyCommits(connection, repositoryId),
    finishHistory: (repositoryId, end) => finishHistory(connection, keyId(installationKey()), repositoryId, end),
    secrets: (filter = {}) => listSecrets(connection, filter),
    secretNamed: (name) => secretNamed(connection, name),
    ignoreSecret: (row, reason, until) => ignoreSecret(connection, row, reason, until),
    reportSecret: (row) => reportSecret(connection, row),
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

/** The same object, the errors of whose methods are in words for people. */
function explainingAll<T extends object>(file: string, methods: T): T {
  return new Proxy(methods, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...values: unknown[]): unknown => explaining(file, () => Reflect.apply(method, target, values));
    },
  });
}
