// What matching needs to know of the past (table `finding`, reading).
import type { Known, KnownFinding } from '../history/observation.ts';
import { lineHashesOf } from './analyses.ts';
import type { Connection } from './connection.ts';

interface KnownRow extends Omit<KnownFinding, 'location'> {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** As `Store.known`. `keyId`: of the installation's key; hashes under another one cannot be compared. */
export function loadKnown(
  connection: Connection,
  keyId: string,
  repositoryId: number,
  files: readonly { readonly path: string; readonly contentHash: string | null }[],
): Known {
  const contents = files.flatMap(({ contentHash }) => contentHash ?? []);
  const paths = files.map(({ path }) => path);
  const rows = connection
    .sql<KnownRow>(
      `WITH wanted AS (
         SELECT id FROM finding WHERE repository = ?1 AND path IN (SELECT value FROM json_each(?2))
         UNION
         SELECT id FROM finding
         WHERE repository = ?1 AND close_reason = 'file-deleted' AND content_hash IN (SELECT value FROM json_each(?3)))
       SELECT finding.id AS key, status, close_reason AS closeReason, closed_at AS closedAt, rule_id AS ruleId, scope,
         fingerprint, ordinal, path, start_line AS startLine, start_column AS startColumn, end_line AS endLine,
         end_column AS endColumn, secret.hmac AS secretHmac, content_hash AS contentHash, version AS ruleSet
       FROM wanted JOIN finding ON finding.id = wanted.id JOIN rule_set ON rule_set.id = rule_set
         LEFT JOIN secret ON secret.id = finding.secret AND secret.key_id = ?4
       ORDER BY finding.id`,
    )
    .all({ 1: repositoryId, 2: JSON.stringify(paths), 3: JSON.stringify(contents), 4: keyId });
  const findings = rows.map(({ path, startLine, startColumn, endLine, endColumn, ...row }): KnownFinding => {
    return { ...row, location: { path, region: { startLine, startColumn, endLine, endColumn } } };
  });
  const open = findings.filter((finding) => finding.status === 'open');
  const wanted = new Set([...contents, ...open.map((finding) => finding.contentHash)]);
  return { findings, lines: open.length === 0 ? new Map() : lineHashesOf(connection, repositoryId, paths, wanted) };
}
