// The one connection of a store: prepared statements, the time, and write transactions that wait for their turn.
import type Database from 'better-sqlite3';
import { isBusy } from './sqlite-errors.ts';

export interface Connection {
  /** The database's path, or `:memory:`. */
  readonly file: string;
  readonly database: Database.Database;
  /** A prepared statement, kept for the next time. */
  sql<Row = unknown>(text: string): Database.Statement<unknown[], Row>;
  /** Runs `work` in one transaction that has the write lock from its beginning: all of it happens, or nothing. */
  write<T>(work: () => T): T;
  /** ISO 8601, UTC. */
  now(): string;
}

/** How often the write lock is asked for, each time for busy_timeout (5 s). */
const attempts = 3;

export function connect(file: string, database: Database.Database, clock: () => Date): Connection {
  const statements = new Map<string, Database.Statement<unknown[], never>>();
  return {
    file,
    database,
    sql(text) {
      const statement = statements.get(text) ?? database.prepare<unknown[], never>(text);
      statements.set(text, statement);
      return statement;
    },
    write: (work) => writeTransaction(database, work),
    now: () => clock().toISOString(),
  };
}

/**
 * As `Connection.write`. A deferred transaction could not wait: when it turns from reading to writing behind another
 * writer, SQLite refuses it at once.
 */
export function writeTransaction<T>(database: Database.Database, work: () => T): T {
  for (let attempt = 1; ; attempt++) {
    let begun = false;
    try {
      return database
        .transaction(() => {
          begun = true;
          return work();
        })
        .immediate();
    } catch (error) {
      if (begun || attempt === attempts || !isBusy(error)) throw error;
    }
  }
}
