// What a daemon keeps beside its database: the lock, a note about itself for others' messages, and its socket. Named
// after the database, so that two databases in one folder do not meet.
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export interface DaemonFiles {
  /** The database's own path, symlinks resolved: the other names begin with it. */
  readonly base: string;
  readonly lock: string;
  readonly note: string;
  /** Where the socket belongs; a path too long for the kernel moves it elsewhere, and the note says where. */
  readonly socket: string;
}

/** What a running daemon writes about itself. May be stale: only the lock tells whether one runs. */
export interface DaemonNote {
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Absolute path; null: none yet. */
  readonly socket: string | null;
}

/** The files of one database, the same ones by whichever symlink it is named. */
export function daemonFiles(database: string): DaemonFiles {
  const base = resolveLinks(resolve(database));
  return { base, lock: `${base}.daemon.lock`, note: `${base}.daemon.json`, socket: `${base}.sock` };
}

/** The path with its symlinks resolved as far as it exists. */
export function resolveLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(resolveLinks(folder), basename(path));
  }
}

/** The note, or null where there is none that can be read. */
export function readDaemonNote(path: string): DaemonNote | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isDaemonNote(value) ? value : null;
  } catch {
    return null;
  }
}

function isDaemonNote(value: unknown): value is DaemonNote {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isSafeInteger(value.pid) &&
    'startedAt' in value &&
    typeof value.startedAt === 'string' &&
    'socket' in value &&
    (value.socket === null || typeof value.socket === 'string')
  );
}

/** Replaces the note as a whole, so that no reader sees half of it. */
export function writeDaemonNote(path: string, note: DaemonNote): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function removeDaemonNote(path: string): void {
  rmSync(path, { force: true });
}
