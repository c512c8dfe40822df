// The table `lease`: one scan at a time in a repository, whichever process runs it. A lease whose process died on this
// host is free at once; one of another host when it expires.
import { randomUUID } from 'node:crypto';
import { abortRunning } from './scans.ts';
import type { Connection } from './connection.ts';
import type { LeaseHolder, LeaseOutcome } from './records.ts';

export interface LeaseRules {
  /** This machine. */
  readonly host: string;
  readonly isAlive: (pid: number) => boolean;
  /** How long a lease lasts unless renewed, milliseconds. */
  readonly duration: number;
  readonly clock: () => Date;
}

/**
 * Tokens of the leases that this process holds, in whichever store. Tells them from one that an earlier process with the
 * same id left behind: in a container every start has the same.
 */
const heldHere = new Set<string>();

interface LeaseRow extends LeaseHolder {
  readonly repository: number;
  readonly token: string;
  readonly expiresAt: string;
}

const select = 'SELECT repository, token, pid, host, expires_at AS expiresAt FROM lease';

/** As `Store.acquireLease`. */
export function acquireLease(
  connection: Connection,
  rules: LeaseRules,
  repositoryId: number,
  holder: LeaseHolder,
): LeaseOutcome {
  const token = randomUUID();
  const expiry = (): string => new Date(rules.clock().getTime() + rules.duration).toISOString();
  const otherHolder = (): LeaseOutcome | null => {
    const held = connection.sql<LeaseRow>(`${select} WHERE repository = ?`).get(repositoryId);
    if (held === undefined || !isLive(connection, rules, held)) return null;
    return { kind: 'held', heldBy: { pid: held.pid, host: held.host }, until: held.expiresAt };
  };
  const heldAlready = otherHolder(); // so that waiting for a lease asks for no write lock
  if (heldAlready !== null) return heldAlready;
  return connection.write((): LeaseOutcome => {
    const held = otherHolder();
    if (held !== null) return held;
    connection
      .sql('INSERT OR REPLACE INTO lease (repository, token, pid, host, expires_at) VALUES (?, ?, ?, ?, ?)')
      .run(repositoryId, token, holder.pid, holder.host, expiry());
    abortRunning(connection, repositoryId);
    heldHere.add(token);
    const ours = 'WHERE repository = ? AND token = ?';
    const lease = {
      renew: (): boolean =>
        connection.write(
          () =>
            connection.sql(`UPDATE lease SET expires_at = ? ${ours}`).run(expiry(), repositoryId, token).changes === 1,
        ),
      release: (): void => {
        heldHere.delete(token);
        connection.write(() => connection.sql(`DELETE FROM lease ${ours}`).run(repositoryId, token));
      },
    };
    return { kind: 'acquired', lease };
  });
}

/** Removes leases that nobody holds any more, and aborts the scans without one. Returns how many scans. */
export function abortDeadScans(connection: Connection, rules: LeaseRules): number {
  return connection.write(() => {
    for (const lease of connection.sql<LeaseRow>(select).all()) {
      if (isLive(connection, rules, lease)) continue;
      connection.sql('DELETE FROM lease WHERE repository = ?').run(lease.repository);
    }
    const orphaned = connection
      .sql<{ repository: number }>(
        `SELECT DISTINCT repository FROM scan
         WHERE status = 'running' AND repository NOT IN (SELECT repository FROM lease)`,
      )
      .all();
    return orphaned.reduce((sum, { repository }) => sum + abortRunning(connection, repository), 0);
  });
}

function isLive(connection: Connection, { host, isAlive }: LeaseRules, lease: LeaseRow): boolean {
  if (lease.expiresAt <= connection.now()) return false;
  if (lease.host !== host) return true;
  return lease.pid === process.pid ? heldHere.has(lease.token) : isAlive(lease.pid);
}

/** True while a process with this id runs on this machine. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
