// Asking for findings (table `finding`, reading).
import type { StoredFinding } from '../model/finding.ts';
import type { Connection } from './connection.ts';
import { toConditions } from './finding-filter.ts';
import { readName } from './finding-name.ts';
import { selectFindings, toStoredFinding } from './finding-rows.ts';
import type { FindingRow } from './finding-rows.ts';
import type { FindingFilter, FindingLookup, FindingOrder, FindingPage } from './records.ts';

const orders: Readonly<Record<FindingOrder, string>> = {
  severity: 'f.severity, f.confidence, f.repository, f.path, f.start_line, f.start_column, f.id',
  newest: 'f.first_seen DESC, f.id DESC',
  oldest: 'f.first_seen, f.id',
  place: 'r.root, f.path, f.start_line, f.start_column, f.id',
};

/** As `Store.findings`. */
export function listFindings(connection: Connection, filter: FindingFilter, page: FindingPage): StoredFinding[] {
  const { where, values } = toConditions(connection, filter);
  return connection
    .sql<FindingRow>(`${selectFindings} WHERE ${where} ORDER BY ${orders[page.order ?? 'severity']} LIMIT ? OFFSET ?`)
    .all(...values, page.limit ?? -1, page.offset ?? 0)
    .map(toStoredFinding);
}

/** As `Store.countFindings`. */
export function countFindings(connection: Connection, filter: FindingFilter): number {
  const { where, values } = toConditions(connection, filter);
  return connection.sql<{ count: number }>(`SELECT count(*) AS count FROM finding AS f WHERE ${where}`).get(...values)!
    .count;
}

/** How many ids an ambiguous beginning tells. */
const shownIds = 10;

/** As `Store.findFinding`. */
export function findFinding(connection: Connection, typed: string): FindingLookup {
  const name = readName(typed);
  if (name === null) return { kind: 'unknown' };
  const exact = connection.sql<FindingRow>(`${selectFindings} WHERE f.name = ?`).get(name);
  if (exact !== undefined) return { kind: 'found', finding: toStoredFinding(exact) };
  const beginning = connection
    .sql<FindingRow>(`${selectFindings} WHERE f.name > ?1 AND f.name < ?1 || '~' ORDER BY f.name LIMIT ${shownIds}`)
    .all({ 1: name });
  const [only, ...more] = beginning;
  if (only === undefined) return { kind: 'unknown' };
  if (more.length === 0) return { kind: 'found', finding: toStoredFinding(only) };
  return { kind: 'ambiguous', ids: beginning.map((row) => row.name) };
}
