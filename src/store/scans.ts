// The table `scan`.
import type { ScanFileCounts, ScanSummary } from '../model/scan.ts';
import type { Connection } from './connection.ts';
import type { ScanRow, ScanStart, ScanStatus } from './records.ts';
import { ruleSetId } from './rule-sets.ts';

const readScanFileCounts = (json: string): ScanFileCounts => JSON.parse(json);
const readScanSummary = (json: string): ScanSummary => JSON.parse(json);

/** As `Store.startScan`. */
export function startScan(connection: Connection, start: ScanStart): number {
  return connection.write(() => {
    const ruleSet = ruleSetId(connection, start.ruleSet);
    const { lastInsertRowid } = connection
      .sql(
        `INSERT INTO scan (repository, triggered_by, complete, status, started_at, head, rule_set)
         VALUES (?, ?, ?, 'running', ?, ?, ?)`,
      )
      .run(start.repositoryId, start.trigger, start.complete ? 1 : 0, connection.now(), start.head, ruleSet);
    return Number(lastInsertRowid);
  });
}

/** A scan that is being recorded. */
export interface CurrentScan {
  readonly id: number;
  readonly repository: number;
  readonly root: string;
  readonly status: ScanStatus;
  readonly complete: 0 | 1;
  readonly head: string | null;
  readonly ruleSet: number;
}

/** Throws where there is no such scan: a programmer's error. */
export function currentScan(connection: Connection, scanId: number): CurrentScan {
  const scan = connection
    .sql<CurrentScan>(
      `SELECT scan.id, repository, root, status, complete, head, rule_set AS ruleSet
       FROM scan JOIN repository ON repository.id = repository WHERE scan.id = ?`,
    )
    .get(scanId);
  if (scan === undefined) throw new Error(`there is no scan ${scanId}`);
  return scan;
}

/** Ends a running scan with its outcome. Within a write transaction. */
export function markFinished(
  connection: Connection,
  scanId: number,
  at: string,
  summary: ScanSummary,
  files: ScanFileCounts,
): void {
  connection
    .sql(`UPDATE scan SET status = 'finished', finished_at = ?, summary = ?, files = ? WHERE id = ?`)
    .run(at, JSON.stringify(summary), JSON.stringify(files), scanId);
}

/** As `Store.abortScan`. A scan that has ended stays as it is. */
export function abortScan(connection: Connection, scanId: number, status: 'aborted' | 'failed', reason: string): void {
  connection.write(() =>
    connection
      .sql(`UPDATE scan SET status = ?, finished_at = ?, error = ? WHERE id = ? AND status = 'running'`)
      .run(status, connection.now(), reason, scanId),
  );
}

/** Aborts what a dead process left running in a repository. Within a write transaction. Returns how many. */
export function abortRunning(connection: Connection, repositoryId: number): number {
  return connection
    .sql(
      `UPDATE scan SET status = 'aborted', finished_at = ?, error = 'The process that ran it ended before the scan did.'
       WHERE repository = ? AND status = 'running'`,
    )
    .run(connection.now(), repositoryId).changes;
}

interface StoredScan {
  readonly complete: 0 | 1;
  readonly summary: string | null;
  readonly files: string | null;
}

/** As `Store.scans`. */
export function listScans(
  connection: Connection,
  {
    repository,
    status,
    limit,
  }: { readonly repository?: string; readonly status?: ScanStatus; readonly limit?: number },
): ScanRow[] {
  return connection
    .sql<Omit<ScanRow, keyof StoredScan> & StoredScan>(
      `SELECT scan.id, root AS repository, triggered_by AS "trigger", complete, status, started_at AS startedAt,
         finished_at AS finishedAt, head, version AS ruleSet, summary, files, error
       FROM scan JOIN repository ON repository.id = repository JOIN rule_set ON rule_set.id = rule_set
       WHERE (?1 IS NULL OR root = ?1) AND (?2 IS NULL OR status = ?2)
       ORDER BY scan.id DESC LIMIT ?3`,
    )
    .all({ 1: repository ?? null, 2: status ?? null, 3: limit ?? -1 })
    .map(({ complete, summary, files, ...row }) => ({
      ...row,
      complete: complete === 1,
      summary: summary === null ? null : readScanSummary(summary),
      files: files === null ? null : readScanFileCounts(files),
    }));
}
