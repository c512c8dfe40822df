// Opens the database file, and refuses what is not Tocsin's before anything is written to it.
import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { UserError } from '../model/errors.ts';
import { makeFolder } from './make-folder.ts';
import { applicationId, expectCurrent, migrate } from './migrate.ts';
import { errorCode, isBusy } from './sqlite-errors.ts';

export interface OpenOptions {
  /** Path of the database, or `:memory:`. */
  readonly file: string;
  readonly readOnly: boolean;
  readonly clock: () => Date;
  readonly migrationsFolder: string;
}

/** How long SQLite waits for a lock, milliseconds. */
const busyTimeout = 5000;
/** The write-ahead log is cut back to this after a checkpoint: two busy readers let it grow to 363 MB once. */
const journalSizeLimit = 64 * 1024 * 1024;

/** Creates the file (0600) and its folder (0700) where they are missing. */
export function openDatabase(options: OpenOptions): Database.Database {
  const { file, readOnly, clock, migrationsFolder } = options;
  if (file !== ':memory:') makeFile(file, readOnly);
  const database = new Database(file, { readonly: readOnly, fileMustExist: file !== ':memory:', timeout: busyTimeout });
  try {
    refuseForeign(database, file);
    database.pragma('trusted_schema = OFF');
    if (readOnly) {
      expectCurrent(database, file, migrationsFolder);
      return database;
    }
    database.pragma('auto_vacuum = INCREMENTAL'); // of a new file; no effect on another
    database.pragma('synchronous = NORMAL');
    migrate(database, { file, folder: migrationsFolder, clock });
    database.pragma('foreign_keys = ON');
    useWriteAheadLog(database);
    database.pragma(`journal_size_limit = ${journalSizeLimit}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function makeFile(file: string, readOnly: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined) {
    if (found.isFile()) return;
    throw new UserError(`${file} is not a file.`, 'Give the path of a database file, or of one that is to be made.');
  }
  if (readOnly) {
    throw new UserError(`There is no database at ${file} yet.`, 'Run `tocsin scan` first: it creates one.');
  }
  makeFolder(dirname(file));
  try {
    closeSync(openSync(file, 'wx', 0o600)); // SQLite gives its -wal and -shm files the same mode
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error; // another process was faster
  }
}

/** Ours by its application_id, or empty. */
function refuseForeign(database: Database.Database, file: string): void {
  // One transaction: between two reads another process could make the database ours.
  const isForeign = database.transaction(() => {
    const id = database.pragma('application_id', { simple: true });
    if (id === applicationId) return false;
    const { tables } = database.prepare<[], { tables: number }>('SELECT count(*) AS tables FROM sqlite_schema').get()!;
    return id !== 0 || tables > 0;
  });
  if (!isForeign()) return;
  throw new UserError(
    `${file} is a database of another program. It was not touched.`,
    'Give the path of another database, or of one that is to be made.',
  );
}

/** SQLite does not wait for this lock by itself: another process may be doing the same. */
function useWriteAheadLog(database: Database.Database): void {
  const until = Date.now() + busyTimeout;
  for (;;) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
