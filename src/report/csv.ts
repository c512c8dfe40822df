// Findings as a table for spreadsheets: RFC 4180 (comma, CRLF, quotes doubled). A spreadsheet runs a cell that begins like
// a formula, and repositories choose their file names, so such cells get an apostrophe in front (OWASP, "CSV injection").
import type { StoredFinding } from '../model/finding.ts';
import { escapeControl } from '../text/display.ts';

type Column = readonly [name: string, value: (finding: StoredFinding) => string | number | null];

/** The columns in their order. New ones are added at the end only, so that readers by position keep working. */
const columns: readonly Column[] = [
  ['id', ({ id }) => id],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['status', ({ status }) => status],
  ['rule', ({ ruleId }) => ruleId],
  ['category', ({ category }) => category],
  ['repository', ({ repository }) => repository],
  ['path', ({ location }) => location.path],
  ['start_line', ({ location }) => location.region.startLine],
  ['start_column', ({ location }) => location.region.startColumn],
  ['end_line', ({ location }) => location.region.endLine],
  ['end_column', ({ location }) => location.region.endColumn],
  ['scope', ({ scope }) => scope],
  ['message', ({ message }) => message],
  ['first_seen', ({ firstSeen }) => firstSeen],
  ['last_seen', ({ lastSeen }) => lastSeen],
  ['closed_at', ({ closedAt }) => closedAt],
  ['close_reason', ({ closeReason }) => closeReason],
  ['first_commit', ({ firstCommit }) => firstCommit],
  ['reopened', ({ reopened }) => reopened],
  ['suppression', ({ suppression }) => suppression?.kind ?? null],
  ['suppression_reason', ({ suppression }) => suppression?.reason ?? null],
];

// The full-width forms count as well: some spreadsheets fold them.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** A heading line and a line for each finding, each with its line break. */
export function* csv(findings: Iterable<StoredFinding>): Generator<string> {
  yield csvLine(columns.map(([name]) => name));
  for (const finding of findings) yield csvLine(columns.map(([, value]) => value(finding)));
}

/** One record with its line break. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** One cell. Control characters are written out (`\n`), so that a record is a line. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = (formulaStart.test(value) ? "'" : '') + escapeControl(value);
  return /[",;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
