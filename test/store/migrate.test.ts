import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownMigrations } from '../../src/store/migrate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openTestStore, scanTexts } from './scenario.ts';

/** A folder with Tocsin's own migrations and what else is given. */
function migrationsWith(more: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'migrations');
  mkdirSync(folder);
  for (const name of readdirSync(ownMigrations)) copyFileSync(join(ownMigrations, name), join(folder, name));
  for (const [name, text] of Object.entries(more)) writeFileSync(join(folder, name), text);
  return folder;
}

const readTextOf = (path: string): string => readFileSync(path, 'utf8');
const last = readdirSync(ownMigrations).length;
const nextName = `${String(last + 1).padStart(4, '0')}_next.sql`;

/** A database of today with one finding. */
function databaseOfToday(): string {
  const file = join(temporaryFolder(), 'tocsin.db');
  const store = openTestStore({ file });
  scanTexts(store, { 'a.py': 'bad 1' });
  store.close();
  return file;
}

describe('migrate', () => {
  it('brings an older database up to date, after a copy', () => {
    const file = databaseOfToday();
    const migrationsFolder = migrationsWith({ [nextName]: 'ALTER TABLE finding ADD COLUMN note TEXT;' });
    const store = openTestStore({ file, migrationsFolder });
    expect(store.countFindings()).toBe(1);
    store.close();
    const migrated = new Database(file);
    onTestFinished(() => void migrated.close());
    expect(migrated.pragma('user_version', { simple: true })).toBe(last + 1);
    expect(migrated.prepare('SELECT note FROM finding').all()).toEqual([{ note: null }]);

    const copy = `${file}.v${last}.backup`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const old = openTestStore({ file: copy });
    onTestFinished(() => old.close());
    expect(old.countFindings()).toBe(1);
    expect(readdirSync(join(file, '..')).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it('leaves the database as it was when a migration fails', () => {
    const file = databaseOfToday();
    const text = 'ALTER TABLE finding ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1);';
    expect(() => openTestStore({ file, migrationsFolder: migrationsWith({ [nextName]: text }) })).toThrow(/nowhere/);
    const store = openTestStore({ file });
    onTestFinished(() => store.close());
    expect(store.countFindings()).toBe(1);
  });

  it('refuses a migration that leaves references to nothing', () => {
    const migrationsFolder = migrationsWith({ [nextName]: 'DELETE FROM scan;' });
    expect(() => openTestStore({ file: databaseOfToday(), migrationsFolder })).toThrow(/without the row they point to/);
  });

  it('refuses the database of a newer program, and says what to do', () => {
    const file = databaseOfToday();
    openTestStore({ file, migrationsFolder: migrationsWith({ [nextName]: '-- nothing' }) }).close();
    expect(() => openTestStore({ file })).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringMatching(/written by a newer Tocsin/),
        hint: expect.stringMatching(/Update Tocsin/),
      }),
    );
    expect(() => openTestStore({ file, readOnly: true })).toThrow(/newer Tocsin/);
  });

  it('does not let a reader see an older one', () => {
    const file = databaseOfToday();
    const migrationsFolder = migrationsWith({ [nextName]: '-- nothing' });
    expect(() => openTestStore({ file, migrationsFolder, readOnly: true })).toThrow(/older version of Tocsin/);
  });

  it('refuses a migration that was changed after it was applied', () => {
    const file = databaseOfToday();
    const migrationsFolder = migrationsWith({});
    appendFileSync(join(migrationsFolder, '0001_initial.sql'), '-- changed\n');
    expect(() => openTestStore({ file, migrationsFolder })).toThrow(/made with another 0001_initial.sql/);
  });

  it('takes Windows line ends for the same text', () => {
    const file = databaseOfToday();
    const migrationsFolder = migrationsWith({});
    const path = join(migrationsFolder, '0001_initial.sql');
    writeFileSync(path, readTextOf(path).replaceAll('\n', '\r\n'));
    const store = openTestStore({ file, migrationsFolder });
    onTestFinished(() => store.close());
    expect(store.countFindings()).toBe(1);
  });

  it('refuses a gap in the numbers', () => {
    const migrationsFolder = migrationsWith({ '0009_later.sql': '-- nothing' });
    expect(() => openTestStore({ migrationsFolder })).toThrow(/should be migration number/);
  });
});

describe('migrations/', () => {
  it('says of each table what it is, and of each column that needs it', () => {
    const text = readTextOf(join(ownMigrations, '0001_initial.sql'));
    const tables = [...text.matchAll(/^(.*)\nCREATE TABLE (\w+)/gm)];
    expect(tables.length).toBeGreaterThan(10);
    for (const [, above, table] of tables) expect([table, above]).toEqual([table, expect.stringMatching(/^-- /)]);
  });
});
