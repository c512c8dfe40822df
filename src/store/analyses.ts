// The table `analysis`: what need not be analysed again, and the line hashes of the texts that findings stood in.
import type { LineHashes } from '../history/line-hashes.ts';
import type { FileAnalysis } from '../model/analysis.ts';
import type { Connection } from './connection.ts';
import type { AnalysisToSave } from './records.ts';
import { currentScan } from './scans.ts';

const readFileAnalysis = (json: string): FileAnalysis => JSON.parse(json);

/** Analyses that are kept of one path, beside its current one. */
const keptPerPath = 3;
/** Analyses that are kept of paths that are gone. */
const keptOfGonePaths = 5000;

/** As `Store.saveAnalyses`. What was skipped or failed is tried again next time, so it is not kept. */
export function saveAnalyses(connection: Connection, scanId: number, analyses: readonly AnalysisToSave[]): void {
  connection.write(() => {
    const { repository, ruleSet } = currentScan(connection, scanId);
    const save = connection.sql(
      `INSERT OR REPLACE INTO analysis (repository, path, content_hash, rule_set, outcome, line_hashes)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    for (const { analysis, lines } of analyses) {
      if (analysis.outcome !== 'analyzed') continue;
      const hashes = lines === null ? null : toBlob(lines);
      save.run(repository, analysis.path, analysis.contentHash, ruleSet, JSON.stringify(analysis), hashes);
    }
  });
}

/** As `Store.cachedAnalysis`. */
export function cachedAnalysis(
  connection: Connection,
  repositoryId: number,
  path: string,
  contentHash: string,
  ruleSet: string,
): FileAnalysis | null {
  const row = connection
    .sql<{ outcome: string }>(
      `SELECT outcome FROM analysis
       WHERE repository = ? AND path = ? AND content_hash = ? AND rule_set = (SELECT id FROM rule_set WHERE version = ?)`,
    )
    .get(repositoryId, path, contentHash, ruleSet);
  return row === undefined ? null : readFileAnalysis(row.outcome);
}

/** Line hashes of those versions of the files in `paths` that are asked for and were kept, by content hash. */
export function lineHashesOf(
  connection: Connection,
  repositoryId: number,
  paths: readonly string[],
  contents: ReadonlySet<string>,
): Map<string, LineHashes> {
  const versions = connection.sql<{ hash: string; lines: Buffer }>(
    `SELECT content_hash AS hash, line_hashes AS lines FROM analysis
     WHERE repository = ? AND path = ? AND line_hashes IS NOT NULL`,
  );
  const found = new Map<string, LineHashes>();
  for (const path of paths) {
    for (const { hash, lines } of versions.all(repositoryId, path))
      if (contents.has(hash)) found.set(hash, fromBlob(lines));
  }
  return found;
}

/** Forgets all but the newest few analyses of the given paths. Within a write transaction. */
export function pruneAnalyses(connection: Connection, repositoryId: number, paths: readonly string[]): void {
  const prune = connection.sql(
    `DELETE FROM analysis AS old WHERE repository = ?1 AND path = ?2
       AND id NOT IN (SELECT id FROM analysis WHERE repository = ?1 AND path = ?2 ORDER BY id DESC LIMIT ${keptPerPath})
       AND NOT EXISTS (SELECT 1 FROM file_state AS current WHERE repository = ?1 AND path = ?2
         AND current.content_hash = old.content_hash AND current.rule_set = old.rule_set)`,
  );
  for (const path of paths) prune.run({ 1: repositoryId, 2: path });
}

/** Forgets the oldest analyses of paths that are gone, beyond a few thousand. Within a write transaction. */
export function pruneGonePaths(connection: Connection, repositoryId: number): void {
  connection
    .sql(
      `DELETE FROM analysis WHERE id IN (
         SELECT analysis.id FROM analysis LEFT JOIN file_state USING (repository, path)
         WHERE repository = ? AND file_state.outcome IS NULL
         ORDER BY analysis.id DESC LIMIT -1 OFFSET ${keptOfGonePaths})`,
    )
    .run(repositoryId);
}

function toBlob(lines: LineHashes): Buffer {
  return Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
}

function fromBlob(blob: Buffer): LineHashes {
  return new Float64Array(blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength));
}
