// SQLite's and the file system's errors in words for the person who can put them right.
import Database from 'better-sqlite3';
import { UserError } from '../model/errors.ts';

/** The code of an SQLite or system error (`SQLITE_FULL`, `ENOSPC`), or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** True where another connection holds the lock that was wanted. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

interface Explanation {
  readonly codes: RegExp;
  readonly message: (file: string) => string;
  readonly hint: string;
}

const explanations: readonly Explanation[] = [
  {
    codes: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    message: (file) => `Another process is writing to the database ${file} and did not finish in time.`,
    hint: 'Try again in a moment. `tocsin status` says whether a daemon or another scan is at work.',
  },
  {
    codes: /^(SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_SHMSIZE)/,
    message: (file) => `There is no space left on the disk that holds ${file}.`,
    hint: 'Free some space and try again. What was recorded before is safe.',
  },
  {
    codes: /^SQLITE_NOTADB/,
    message: (file) => `${file} is not a database.`,
    hint: 'Give the path of another database, or move this file away if it should be one.',
  },
  {
    codes: /^SQLITE_CORRUPT/,
    message: (file) => `The database ${file} is damaged.`,
    hint: 'It was left as it is. Move it aside (with its -wal file), put a backup in its place if there is one, and scan again.',
  },
  {
    codes: /^(SQLITE_READONLY|EROFS|EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH)/,
    message: (file) => `The database ${file} cannot be written: the file or its folder is read-only.`,
    hint: 'Give this user the right to write in its folder (reading needs that too), or give the path of another database.',
  },
  {
    codes: /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP)/,
    message: (file) => `The database ${file} cannot be opened.`,
    hint: 'Look whether its folder exists, is a folder and may be written by this user, or give another path.',
  },
  {
    codes: /^(SQLITE_IOERR|EIO)/,
    message: (file) => `Reading or writing the database ${file} failed.`,
    hint: 'Look at the disk: is it full, failing, or a network drive that went away?',
  },
];

/** A UserError where the error is one that a person can put right; otherwise the error itself. */
export function explainError(error: unknown, file: string): unknown {
  if (error instanceof UserError) return error;
  const code = errorCode(error);
  const known = explanations.find(({ codes }) => codes.test(code));
  return known ? new UserError(`${known.message(file)} (${code})`, known.hint, { cause: error }) : error;
}

/** Runs `work`; errors that a person can put right come out as UserErrors. */
export function explaining<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainError(error, file);
  }
}
