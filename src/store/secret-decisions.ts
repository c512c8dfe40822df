// The table `secret_decision`: values that a person decided to live with, and up to when. Another value in the same line is
// another secret, so it is told as before.
import type { Connection } from './connection.ts';

/** SQL that holds where the decision in row `d` counts now. */
const counts = '(d.until IS NULL OR d.until > instant())';

/** SQL for the suppression, as JSON, that a decision gives to the secret in `column`; NULL where there is none. */
export const decisionOn = (column: string): string =>
  `(SELECT json_object('kind', 'external', 'reason',
      d.reason || iif(d.until IS NULL, '', ' (until ' || substr(d.until, 1, 10) || ')'))
    FROM secret_decision AS d WHERE d.secret = ${column} AND ${counts})`;

/** Gives the database the time, which `decisionOn` asks for. */
export function addTimeFunction(connection: Connection): void {
  connection.database.function('instant', { directOnly: true }, () => connection.now());
}

/** As `Store.ignoreSecret`. */
export function ignoreSecret(connection: Connection, secret: number, reason: string, until: string | null): void {
  connection.write(() =>
    connection
      .sql('INSERT OR REPLACE INTO secret_decision (secret, reason, decided_at, until) VALUES (?, ?, ?, ?)')
      .run(secret, reason, connection.now(), until),
  );
}

/** As `Store.reportSecret`. */
export function reportSecret(connection: Connection, secret: number): boolean {
  return connection.write(
    () => connection.sql('DELETE FROM secret_decision WHERE secret = ?').run(secret).changes === 1,
  );
}
