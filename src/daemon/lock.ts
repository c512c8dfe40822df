// One daemon a database: an exclusive transaction on a SQLite file of its own, held as long as the process lives. The
// kernel frees it however the process ends, also by kill -9, so nothing stale is ever left to be judged.
// Nobody may open the lock file by other means in this process: closing any descriptor of it drops a POSIX lock.
import Database from 'better-sqlite3';
import { dirname } from 'node:path';
import { makeFolder } from '../store/make-folder.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import { daemonFiles, readDaemonNote, removeDaemonNote, writeDaemonNote } from './daemon-files.ts';

/** The locks of this process. Where only a caller held one, the garbage collector could close, and so free, it. */
const heldLocks = new Set<Database.Database>();

export interface DaemonLock {
  /** Tells where the control socket is. */
  announceSocket(path: string): void;
  /** Frees the lock. */
  release(): void;
}

/**
 * Takes the lock of a database.
 * @param self what the note tells of this process
 * @throws UserError where another daemon has it, or the folder cannot be written
 */
export function acquireDaemonLock(database: string, self: { readonly pid: number; readonly now: Date }): DaemonLock {
  const { lock, note } = daemonFiles(database);
  const held = open(lock);
  try {
    held.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    held.close();
    if (isBusy(error)) throw alreadyRunning(database, note);
    throw new UserError(
      `cannot lock ${lock}: ${errorMessage(error)}`,
      'Stop all daemons of this database and delete the file.',
      { cause: error },
    );
  }
  heldLocks.add(held);
  const about = { pid: self.pid, startedAt: self.now.toISOString(), socket: null };
  writeDaemonNote(note, about);
  return {
    announceSocket: (socket) => writeDaemonNote(note, { ...about, socket }),
    release() {
      removeDaemonNote(note);
      heldLocks.delete(held);
      held.close();
    },
  };
}

function open(lock: string): Database.Database {
  try {
    makeFolder(dirname(lock));
    return new Database(lock, { timeout: 0 });
  } catch (error) {
    throw new UserError(
      `cannot open ${lock}: ${errorMessage(error)}`,
      'The folder of the database must be writable; `database:` in the configuration names another one.',
      { cause: error },
    );
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function alreadyRunning(database: string, note: string): UserError {
  const other = readDaemonNote(note);
  const who = other === null ? 'another daemon' : `a daemon (pid ${other.pid}, since ${other.startedAt})`;
  const stop = other === null ? 'Stop it' : `Stop it with \`kill ${other.pid}\``;
  return new UserError(
    `${who} already watches with the database ${database}`,
    `${stop}, or give this one another \`database:\`. \`tocsin status\` shows what it does.`,
  );
}
