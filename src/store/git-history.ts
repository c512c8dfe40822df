// Writing what git's history says of secrets (tables `history_…`, `secret_successor`). Everything of one step is saved in one
// transaction together with how far the reading has come, so that a killed one goes on there.
import { confidences, severities } from '../model/rule.ts';
import type { SecretChange, SecretHit } from '../model/secret-history.ts';
import type { Connection } from './connection.ts';
import type { BlobHits, BlobKey, HistoryEnd, HistoryProgress, HistoryStep } from './records.ts';
import { saveSuccessor } from './rotations.ts';
import { secretId } from './secrets.ts';

interface StoredHit {
  readonly secret: number;
  readonly ruleId: string;
  readonly severity: SecretHit['severity'];
  readonly confidence: SecretHit['confidence'];
  readonly line: number;
  readonly key: string;
  readonly suppressed: boolean;
}

const readHits = (json: string): StoredHit[] => JSON.parse(json);
const readTips = (json: string): string[] => JSON.parse(json);

/** As `Store.beginHistory`. */
export function beginHistory(connection: Connection, repositoryId: number, rules: string): HistoryProgress {
  const found = connection
    .sql<{ tips: string; commits: number; blobs: number; unread: number }>(
      'SELECT tips, commits, blobs, unread FROM history_reading WHERE repository = ? AND rules = ?',
    )
    .get(repositoryId, rules);
  if (found !== undefined) return { ...found, tips: readTips(found.tips) };
  connection.write(() => {
    for (const table of ['history_reading', 'history_blob', 'history_change', 'history_commit', 'history_place']) {
      connection.sql(`DELETE FROM ${table} WHERE repository = ?`).run(repositoryId);
    }
    connection
      .sql(`INSERT INTO history_reading (repository, rules, tips, commits, blobs, unread) VALUES (?, ?, '[]', 0, 0, 0)`)
      .run(repositoryId, rules);
  });
  return { tips: [], commits: 0, blobs: 0, unread: 0 };
}

/** As `Store.historyHits`. */
export function historyHits(
  connection: Connection,
  repositoryId: number,
  keys: readonly BlobKey[],
): Map<string, readonly SecretHit[]> {
  const find = connection.sql<{ hits: string }>(
    'SELECT hits FROM history_blob WHERE repository = ? AND blob = ? AND reading = ?',
  );
  const facts = connection.sql<SecretHit['secret']>('SELECT kind, length, preview, hmac FROM secret WHERE id = ?');
  const found = new Map<string, readonly SecretHit[]>();
  for (const { blob, reading } of keys) {
    const row = find.get(repositoryId, blob, reading);
    if (row === undefined) continue;
    const hits = readHits(row.hits).map(({ secret, ...hit }): SecretHit => ({ ...hit, secret: facts.get(secret)! }));
    found.set(`${blob} ${reading}`, hits);
  }
  return found;
}

/** As `Store.saveHistory`. */
export function saveHistory(connection: Connection, keyId: string, repositoryId: number, step: HistoryStep): void {
  connection.write(() => {
    saveBlobs(connection, keyId, repositoryId, step.hits);
    saveChanges(connection, keyId, repositoryId, step.changes);
    connection
      .sql(
        `UPDATE history_reading SET tips = coalesce(?, tips), commits = commits + ?, blobs = blobs + ?, unread = unread + ?,
           finished_at = NULL WHERE repository = ?`,
      )
      .run(step.tips && JSON.stringify(step.tips), step.commits, step.blobs, step.unread, repositoryId);
  });
}

function saveBlobs(connection: Connection, keyId: string, repositoryId: number, blobs: readonly BlobHits[]): void {
  const save = connection.sql(
    'INSERT OR REPLACE INTO history_blob (repository, blob, reading, hits) VALUES (?, ?, ?, ?)',
  );
  for (const { blob, reading, hits } of blobs) {
    const stored = hits.map(({ secret, ...hit }): StoredHit => {
      return { ...hit, secret: secretId(connection, keyId, secret)! };
    });
    save.run(repositoryId, blob, reading, JSON.stringify(stored));
  }
}

function saveChanges(
  connection: Connection,
  keyId: string,
  repositoryId: number,
  changes: readonly SecretChange[],
): void {
  const save = connection.sql(
    `INSERT OR IGNORE INTO history_change
       (repository, secret, commit_id, type, path, line, rule_id, severity, confidence, suppressed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const nameCommit = connection.sql(
    `INSERT OR IGNORE INTO history_commit (repository, id, author, reachable, in_head, pushed)
     VALUES (?, ?, '', 1, 0, 0)`,
  );
  for (const { commit, type, path, hit, successor } of changes) {
    const secret = secretId(connection, keyId, hit.secret)!;
    const { line, ruleId } = hit;
    const [severity, confidence] = [severities.indexOf(hit.severity), confidences.indexOf(hit.confidence)];
    save.run(repositoryId, secret, commit, type, path, line, ruleId, severity, confidence, Number(hit.suppressed));
    nameCommit.run(repositoryId, commit);
    if (successor !== null) saveSuccessor(connection, keyId, { secret, successor, repositoryId, path, commit });
  }
}

/** As `Store.historyCommits`. */
export function historyCommits(connection: Connection, repositoryId: number): { id: string; isKnown: boolean }[] {
  return connection
    .sql<{ id: string; known: 0 | 1 }>(
      'SELECT id, committed_at IS NOT NULL AS known FROM history_commit WHERE repository = ?',
    )
    .all(repositoryId)
    .map(({ id, known }) => ({ id, isKnown: known === 1 }));
}

/** As `Store.finishHistory`. */
export function finishHistory(connection: Connection, keyId: string, repositoryId: number, end: HistoryEnd): void {
  connection.write(() => {
    const describe = connection.sql(
      'UPDATE history_commit SET author = ?, committed_at = ? WHERE repository = ? AND id = ?',
    );
    for (const { id, author, committedAt } of end.described) describe.run(author, committedAt, repositoryId, id);
    const place = connection.sql(
      `UPDATE history_commit SET reachable = ?1, in_head = ?2, pushed = ?3 WHERE repository = ?4 AND id = ?5
         AND (reachable, in_head, pushed) IS NOT (?1, ?2, ?3)`,
    );
    for (const { id, reachable, inHead, pushed } of end.standing) {
      place.run({ 1: Number(reachable), 2: Number(inHead), 3: Number(pushed), 4: repositoryId, 5: id });
    }
    connection.sql('DELETE FROM history_place WHERE repository = ?').run(repositoryId);
    const enter = connection.sql(
      `INSERT OR IGNORE INTO history_place (repository, secret, place, path, line, rule_id, severity, confidence)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { place: kind, path, hit } of end.places) {
      const secret = secretId(connection, keyId, hit.secret);
      const judged = [hit.ruleId, severities.indexOf(hit.severity), confidences.indexOf(hit.confidence)];
      enter.run(repositoryId, secret, kind, path, hit.line, ...judged);
    }
    connection
      .sql('UPDATE history_reading SET finished_at = ? WHERE repository = ?')
      .run(connection.now(), repositoryId);
  });
}
