import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { explainError, isBusy } from '../../src/store/sqlite-errors.ts';

describe('explainError', () => {
  it.each([
    ['SQLITE_BUSY', /Another process/],
    ['SQLITE_BUSY_SNAPSHOT', /Another process/],
    ['SQLITE_FULL', /no space left/],
    ['SQLITE_NOTADB', /not a database/],
    ['SQLITE_CORRUPT_VTAB', /damaged/],
    ['SQLITE_READONLY_DIRECTORY', /read-only/],
    ['SQLITE_CANTOPEN', /cannot be opened/],
    ['SQLITE_IOERR_WRITE', /Reading or writing/],
  ])('puts %s in words, with what to do', (code, message) => {
    const error = explainError(new Database.SqliteError('as SQLite says it', code), '/x.db');
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), hint: expect.stringMatching(/\w{3}/) });
    expect(error).toMatchObject({ message: expect.stringContaining(`/x.db`) });
  });

  it('leaves a programmer’s errors as they are', () => {
    const constraint = new Database.SqliteError('CHECK', 'SQLITE_CONSTRAINT_CHECK');
    expect(explainError(constraint, '/x.db')).toBe(constraint);
    const other = new TypeError('x');
    expect(explainError(other, '/x.db')).toBe(other);
  });
});

describe('isBusy', () => {
  it('knows a lock from other errors', () => {
    expect(isBusy(new Database.SqliteError('', 'SQLITE_BUSY_RECOVERY'))).toBe(true);
    expect(isBusy(new Database.SqliteError('', 'SQLITE_FULL'))).toBe(false);
    expect(isBusy(new Error('SQLITE_BUSY'))).toBe(false);
  });
});
