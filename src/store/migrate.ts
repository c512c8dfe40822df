// Brings a database to the schema that this program knows: the numbered files of migrations/, each in a transaction of
// its own together with its number in PRAGMA user_version. A database that has something in it is copied first.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { UserError } from '../model/errors.ts';
import { writeTransaction } from './connection.ts';

/** `Tocs`, at offset 68 of the file: tells Tocsin's databases from other programs'. */
export const applicationId = 0x546f6373;

/** migrations/ lies beside src/ and beside dist/. */
export const ownMigrations = fileURLToPath(new URL('../../migrations/', import.meta.url));

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** The migrations in `folder`, 1, 2, 3, … without gaps. */
function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.toSorted().map((name, index) => {
    if (!/^\d{4}_/.test(name) || Number.parseInt(name, 10) !== index + 1) {
      throw new Error(`${name} should be migration number ${index + 1}`);
    }
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { version: index + 1, name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

export interface MigrateOptions {
  readonly file: string;
  readonly folder: string;
  readonly clock: () => Date;
}

/**
 * Migrates, unless there is nothing to do. Several processes may call it at once. Throws a UserError for a database that
 * a newer program, or one with other migrations, has made.
 */
export function migrate(database: Database.Database, { file, folder, clock }: MigrateOptions): void {
  const migrations = readMigrations(folder);
  refuseOthers(database, file, migrations);
  if (versionOf(database) === migrations.length) return;
  database.pragma('foreign_keys = OFF'); // so that a migration may rebuild a table; checked at its end
  let copied = versionOf(database) === 0; // what is made just now has nothing to lose
  let done = false;
  while (!done) {
    done = writeTransaction(database, () => {
      const version = versionOf(database); // under the lock: another process may have been faster
      const next = migrations[version];
      if (next === undefined) return true;
      if (version > 0 && !copied && file !== ':memory:') copied = copyDatabase(file, `${file}.v${version}.backup`);
      apply(database, next, clock);
      return false;
    });
  }
  refuseOthers(database, file, migrations);
  database.pragma('foreign_keys = ON');
}

/** Throws a UserError where the schema is not the newest that this program knows. For readers, who may not migrate. */
export function expectCurrent(database: Database.Database, file: string, folder: string): void {
  const migrations = readMigrations(folder);
  refuseOthers(database, file, migrations);
  if (versionOf(database) < migrations.length) {
    throw new UserError(
      `The database ${file} is of an older version of Tocsin.`,
      'Run `tocsin scan` once: it brings the database up to date and keeps a copy of the old one.',
    );
  }
}

function versionOf(database: Database.Database): number {
  return database.prepare<[], { user_version: number }>('PRAGMA user_version').get()!.user_version;
}

function refuseOthers(database: Database.Database, file: string, migrations: readonly Migration[]): void {
  const version = versionOf(database);
  if (version > migrations.length) {
    throw new UserError(
      `The database ${file} was written by a newer Tocsin (schema ${version}; this one knows ${migrations.length}).`,
      'Update Tocsin, or give the path of another database.',
    );
  }
  if (version === 0) return;
  const applied = database
    .prepare<[], { version: number; checksum: string }>('SELECT version, checksum FROM schema_migration')
    .all();
  const other = applied.find((row) => migrations[row.version - 1]?.checksum !== row.checksum);
  if (other !== undefined) {
    throw new UserError(
      `The database ${file} was made with another ${migrations[other.version - 1]?.name ?? 'migration'} than this Tocsin has.`,
      'Install Tocsin anew if its migrations/ folder was changed, or give the path of another database.',
    );
  }
}

function apply(database: Database.Database, migration: Migration, clock: () => Date): void {
  database.exec(migration.text);
  const broken = database.prepare('PRAGMA foreign_key_check').all();
  if (broken.length > 0)
    throw new Error(`${migration.name} leaves ${broken.length} rows without the row they point to`);
  database
    .prepare('INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)')
    .run(migration.version, migration.name, migration.checksum, clock().toISOString());
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${migration.version}`);
}

/** A whole and compact copy, through a connection of its own, while the caller holds the write lock. */
function copyDatabase(file: string, copy: string): true {
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  const reader = new Database(file, { readonly: true, fileMustExist: true });
  try {
    reader.prepare('VACUUM INTO ?').run(unfinished);
  } finally {
    reader.close();
  }
  renameSync(unfinished, copy);
  return true;
}
