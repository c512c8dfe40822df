// Whether the database is whole.
import { UserError } from '../model/errors.ts';
import type { Connection } from './connection.ts';

/** As `Store.check`. */
export function integrityProblems({ database }: Connection): { bytes: number; problems: string[] } {
  const { bytes } = database
    .prepare<[], { bytes: number }>('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
    .get()!;
  const said = database.prepare<[], { quick_check: string }>('PRAGMA quick_check').all();
  return { bytes, problems: said.map((row) => row.quick_check).filter((line) => line !== 'ok') };
}

/** Throws a UserError where it is not. The file is left as it is. */
export function expectSound(connection: Connection): void {
  const { problems } = integrityProblems(connection);
  if (problems.length === 0) return;
  throw new UserError(
    `The database ${connection.file} is damaged: ${problems[0]}.`,
    'It was left as it is. Move it aside (with its -wal file), put a backup in its place if there is one, and scan again.',
  );
}
