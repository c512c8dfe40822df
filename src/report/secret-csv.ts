// Secrets as a table for spreadsheets; see csv.ts.
import type { KnownSecret } from '../model/secret-history.ts';
import { csvLine } from './csv.ts';

type Column = readonly [name: string, value: (secret: KnownSecret) => string | number | null];

/** The columns in their order. New ones are added at the end only, so that readers by position keep working. */
const columns: readonly Column[] = [
  ['name', ({ name }) => name],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['kind', ({ kind }) => kind],
  ['length', ({ length }) => length],
  ['rule', ({ ruleId }) => ruleId],
  ['exposure', ({ exposure }) => exposure],
  ['advice', ({ advice }) => advice],
  ['places', ({ places }) => places.length],
  ['repository', ({ places, past }) => places[0]?.repository ?? past[0]?.repository ?? null],
  ['path', ({ places, past }) => places[0]?.path ?? past[0]?.brought.path ?? null],
  ['line', ({ places, past }) => places[0]?.line ?? past[0]?.brought.line ?? null],
  ['brought_by', ({ past }) => past[0]?.brought.id ?? null],
  ['brought_at', ({ past }) => past[0]?.brought.committedAt ?? null],
  ['brought_author', ({ past }) => past[0]?.brought.author ?? null],
  ['removed_by', ({ past }) => past[0]?.removed?.id ?? null],
  ['removed_at', ({ past }) => past[0]?.removed?.committedAt ?? null],
  ['successor', ({ successor }) => successor],
  ['suppression', ({ suppression }) => suppression?.kind ?? null],
  ['suppression_reason', ({ suppression }) => suppression?.reason ?? null],
];

/** A heading line and a line for each secret, each with its line break. */
export function* secretCsv(secrets: Iterable<KnownSecret>): Generator<string> {
  yield csvLine(columns.map(([name]) => name));
  for (const secret of secrets) yield csvLine(columns.map(([, value]) => value(secret)));
}
