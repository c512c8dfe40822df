// The table `repository`.
import type { Connection } from './connection.ts';
import type { RepositoryFacts, RepositoryRow } from './records.ts';

const columns = 'id, root, kind, name, root_commit AS rootCommit';

/** As `Store.registerRepository`. Writes only where something is new. */
export function registerRepository(connection: Connection, root: string, facts: RepositoryFacts): RepositoryRow {
  const find = (): RepositoryRow | undefined =>
    connection.sql<RepositoryRow>(`SELECT ${columns} FROM repository WHERE root = ?`).get(root);
  const found = find();
  const { kind, name, rootCommit } = facts;
  if (found && found.kind === kind && found.name === name && found.rootCommit === rootCommit) return found;
  return connection.write(() => {
    connection
      .sql(
        `INSERT INTO repository (root, kind, name, root_commit, added_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (root) DO UPDATE SET kind = excluded.kind, name = excluded.name, root_commit = excluded.root_commit`,
      )
      .run(root, kind, name, rootCommit, connection.now());
    return find()!;
  });
}

/** All repositories by path. */
export function listRepositories(connection: Connection): RepositoryRow[] {
  return connection.sql<RepositoryRow>(`SELECT ${columns} FROM repository ORDER BY root`).all();
}
