// The table `secret`: one row for one value, however many places it stands in.
import type { SecretFacts } from '../model/finding.ts';
import type { Connection } from './connection.ts';

/** The secret's row, which is made where it is new. Within a write transaction. */
export function secretId(connection: Connection, keyId: string, secret: SecretFacts | null): number | null {
  if (secret === null) return null;
  const { hmac, kind, length, preview } = secret;
  const found = connection.sql<{ id: number }>('SELECT id FROM secret WHERE key_id = ? AND hmac = ?').get(keyId, hmac);
  if (found !== undefined) return found.id;
  const { lastInsertRowid } = connection
    .sql('INSERT INTO secret (key_id, hmac, kind, length, preview) VALUES (?, ?, ?, ?, ?)')
    .run(keyId, hmac, kind, length, preview);
  return Number(lastInsertRowid);
}
