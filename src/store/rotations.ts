// The table `secret_successor`: secrets that were changed, as another one took their place.
import type { Matching } from '../history/observation.ts';
import type { Connection } from './connection.ts';
import type { CurrentScan } from './scans.ts';

/** Records that another value took a secret's place. Within a write transaction. */
export function saveSuccessor(
  connection: Connection,
  keyId: string,
  rotation: {
    readonly secret: number;
    /** HMAC of the value that came. */
    readonly successor: string;
    readonly repositoryId: number;
    readonly path: string;
    /** null: seen in the work tree. */
    readonly commit: string | null;
  },
): void {
  const { secret, successor, repositoryId, path, commit } = rotation;
  connection
    .sql(
      `INSERT OR IGNORE INTO secret_successor (secret, successor, repository, path, commit_id, at)
       SELECT ?1, id, ?2, ?3, ?4, ?5 FROM secret WHERE key_id = ?6 AND hmac = ?7 AND id <> ?1`,
    )
    .run({ 1: secret, 2: repositoryId, 3: path, 4: commit, 5: connection.now(), 6: keyId, 7: successor });
}

/**
 * A secret that went from a file while another one came to where it stood was changed there. Within a write transaction,
 * after the findings that came.
 */
export function saveRotations(
  connection: Connection,
  keyId: string,
  { repository }: Pick<CurrentScan, 'repository'>,
  { gone, opened }: Pick<Matching, 'gone' | 'opened'>,
): void {
  const came = new Map(
    opened.map(({ file, finding: { ruleId, scope, fingerprint, ordinal, secret } }) => {
      return [JSON.stringify([file.path, ruleId, scope, fingerprint, ordinal]), { file, secret }] as const;
    }),
  );
  const find = connection.sql<{ id: number }>('SELECT id FROM secret WHERE key_id = ? AND hmac = ?');
  for (const { known, reason } of gone) {
    const { ruleId, scope, fingerprint, ordinal, secretHmac, location } = known;
    if (secretHmac === null || reason !== 'code-changed') continue;
    const next = came.get(JSON.stringify([location.path, ruleId, scope, fingerprint, ordinal]));
    if (next === undefined || next.secret === null) continue;
    // In a list, the others move up when one is taken out.
    if (next.file.findings.some(({ secret }) => secret?.hmac === secretHmac)) continue;
    const old = find.get(keyId, secretHmac);
    if (old === undefined) continue;
    const { path } = location;
    const successor = next.secret.hmac;
    saveSuccessor(connection, keyId, { secret: old.id, successor, repositoryId: repository, path, commit: null });
  }
}
