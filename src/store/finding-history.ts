// Asking what happened to findings (tables `event` and `occurrence`, reading).
import { severities } from '../model/rule.ts';
import type { Connection } from './connection.ts';
import type { EventRow, OccurrenceRow } from './records.ts';

const selectEvents = `
  SELECT event.id, event.type, event.at, event.scan, scan.head AS "commit", event.reason, finding.name AS finding,
    finding.rule_id AS ruleId, finding.severity, repository.root AS repository, event.path, event.line
  FROM event JOIN finding ON finding.id = event.finding JOIN scan ON scan.id = event.scan
    JOIN repository ON repository.id = finding.repository`;

type StoredEvent = Omit<EventRow, 'severity'> & { readonly severity: number };

function toEvent(row: StoredEvent): EventRow {
  return { ...row, severity: severities[row.severity]! };
}

/** As `Store.findingEvents`. */
export function findingEvents(connection: Connection, name: string): EventRow[] {
  return connection.sql<StoredEvent>(`${selectEvents} WHERE finding.name = ? ORDER BY event.id`).all(name).map(toEvent);
}

/** As `Store.events`. */
export function listEvents(
  connection: Connection,
  { repository, since, limit }: { readonly repository?: string; readonly since?: string; readonly limit?: number },
): EventRow[] {
  return connection
    .sql<StoredEvent>(
      `${selectEvents} WHERE (?1 IS NULL OR repository.root = ?1) AND event.at >= ?2 ORDER BY event.id DESC LIMIT ?3`,
    )
    .all({ 1: repository ?? null, 2: since ?? '', 3: limit ?? -1 })
    .map(toEvent);
}

/** As `Store.occurrences`. */
export function listOccurrences(connection: Connection, name: string): OccurrenceRow[] {
  return connection
    .sql<OccurrenceRow>(
      `SELECT occurrence.path, occurrence.line, from_scan AS fromScan, coalesce(began.finished_at, began.started_at) AS "from",
         to_scan AS toScan, coalesce(ended.finished_at, ended.started_at) AS "to", end_reason AS endReason
       FROM occurrence JOIN finding ON finding.id = occurrence.finding
         JOIN scan AS began ON began.id = from_scan LEFT JOIN scan AS ended ON ended.id = to_scan
       WHERE finding.name = ? ORDER BY occurrence.id`,
    )
    .all(name);
}
