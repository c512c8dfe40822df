// The table `file_state`: the inventory that tells a scan what changed.
import type { Connection } from './connection.ts';
import type { FileState, UnanalyzedFile } from './records.ts';
import { findRuleSet } from './rule-sets.ts';

/** As `Store.fileStates`. */
export function loadFileStates(connection: Connection, repositoryId: number): Map<string, FileState> {
  const rows = connection
    .sql<Omit<FileState, 'size'> & { size: bigint }>(
      `SELECT path, size, mtime_ns AS mtimeNs, inode, content_hash AS contentHash, version AS ruleSet, outcome, detail
       FROM file_state JOIN rule_set ON rule_set.id = rule_set WHERE repository = ?`,
    )
    .safeIntegers() // nanoseconds since 1970 need 61 bits
    .all(repositoryId);
  return new Map(
    rows.map((row) => [row.path, { ...row, size: Number(row.size), inode: BigInt.asUintN(64, row.inode) }]),
  );
}

/** Writes states and forgets paths. Within a write transaction. */
export function saveFileStates(
  connection: Connection,
  repositoryId: number,
  states: readonly FileState[],
  removedPaths: readonly string[],
): void {
  const forget = connection.sql('DELETE FROM file_state WHERE repository = ? AND path = ?');
  for (const path of removedPaths) forget.run(repositoryId, path);
  const save = connection.sql(
    `INSERT OR REPLACE INTO file_state (repository, path, size, mtime_ns, inode, content_hash, rule_set, outcome, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ruleSets = new Map<string, number>();
  for (const state of states) {
    const ruleSet = ruleSets.get(state.ruleSet) ?? findRuleSet(connection, state.ruleSet);
    if (ruleSet === null) throw new Error(`no scan had the rule set ${state.ruleSet}`);
    ruleSets.set(state.ruleSet, ruleSet);
    const inode = BigInt.asIntN(64, state.inode); // unsigned on some file systems, signed in SQLite
    const { path, size, mtimeNs, contentHash, outcome, detail } = state;
    save.run(repositoryId, path, size, mtimeNs, inode, contentHash, ruleSet, outcome, detail);
  }
}

/** As `Store.unanalyzedFiles`. */
export function listUnanalyzed(
  connection: Connection,
  { repository, limit }: { readonly repository?: string; readonly limit?: number },
): UnanalyzedFile[] {
  return connection
    .sql<UnanalyzedFile>(
      `SELECT root AS repository, path, iif(outcome = 'analyzed', 'partial', outcome) AS outcome, detail
       FROM file_state JOIN repository ON repository.id = repository
       WHERE (outcome <> 'analyzed' OR detail <> '') AND (?1 IS NULL OR root = ?1)
       ORDER BY iif(outcome = 'analyzed', 'partial', outcome), root, path LIMIT ?2`, // failed, partial, skipped
    )
    .all({ 1: repository ?? null, 2: limit ?? -1 });
}
