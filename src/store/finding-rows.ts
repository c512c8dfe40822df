// Findings as they stand in the database, and as the program knows them.
import type { Finding, SecretFacts, StoredFinding, Suppression, TraceStep } from '../model/finding.ts';
import { confidences, severities } from '../model/rule.ts';
import { decisionOn } from './secret-decisions.ts';

const readSuppression = (json: string): Suppression => JSON.parse(json);
const readTrace = (json: string): TraceStep[] => JSON.parse(json);

/** Columns and tables of a query whose rows `toStoredFinding` reads. The findings are called `f`, repositories `r`. */
export const selectFindings = `
  SELECT f.name, r.root, f.status, f.close_reason, f.rule_id, f.category, f.severity, f.confidence, f.message, f.path,
    f.start_line, f.start_column, f.end_line, f.end_column, f.trace,
    coalesce(f.suppression, ${decisionOn('f.secret')}) AS suppression, f.scope, f.fingerprint, f.ordinal,
    f.first_seen, f.first_commit, f.closed_at, f.reopened, s.kind, s.length, s.preview,
    CASE WHEN f.status = 'open' AND EXISTS (
        SELECT 1 FROM file_state WHERE repository = f.repository AND path = f.path AND outcome = 'analyzed')
      THEN max(f.last_seen, coalesce((
        SELECT finished_at FROM scan WHERE repository = f.repository AND complete = 1 AND status = 'finished'
        ORDER BY id DESC LIMIT 1), ''))
      ELSE f.last_seen END AS last_seen
  FROM finding AS f JOIN repository AS r ON r.id = f.repository LEFT JOIN secret AS s ON s.id = f.secret`;

export interface FindingRow {
  readonly name: string;
  readonly root: string;
  readonly status: StoredFinding['status'];
  readonly close_reason: StoredFinding['closeReason'];
  readonly rule_id: string;
  readonly category: Finding['category'];
  readonly severity: number;
  readonly confidence: number;
  readonly message: string;
  readonly path: string;
  readonly start_line: number;
  readonly start_column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly trace: string;
  readonly suppression: string | null;
  readonly scope: string;
  readonly fingerprint: string;
  readonly ordinal: number;
  readonly first_seen: string;
  readonly first_commit: string | null;
  readonly closed_at: string | null;
  readonly reopened: number;
  readonly kind: string | null;
  readonly length: number | null;
  readonly preview: string | null;
  readonly last_seen: string;
}

/** A secret's hash stays in the database: its `hmac` is empty in what is given out. */
export function toStoredFinding(row: FindingRow): StoredFinding {
  const secret: SecretFacts | null =
    row.kind === null ? null : { kind: row.kind, length: row.length!, preview: row.preview!, hmac: '' };
  return {
    id: row.name,
    repository: row.root,
    status: row.status,
    closeReason: row.close_reason,
    ruleId: row.rule_id,
    category: row.category,
    severity: severities[row.severity]!,
    confidence: confidences[row.confidence]!,
    message: row.message,
    location: {
      path: row.path,
      region: {
        startLine: row.start_line,
        startColumn: row.start_column,
        endLine: row.end_line,
        endColumn: row.end_column,
      },
    },
    scope: row.scope,
    fingerprint: row.fingerprint,
    ordinal: row.ordinal,
    trace: readTrace(row.trace),
    suppression: row.suppression === null ? null : readSuppression(row.suppression),
    secret,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    closedAt: row.closed_at,
    firstCommit: row.first_commit,
    reopened: row.reopened,
  };
}

/** Columns that describe what was seen, in the order of `sightingValues`. */
export const sightingColumns = [
  'rule_id',
  'category',
  'severity',
  'confidence',
  'message',
  'path',
  'start_line',
  'start_column',
  'end_line',
  'end_column',
  'trace',
  'suppression',
  'scope',
  'fingerprint',
  'ordinal',
] as const;

export function sightingValues(finding: Finding): (string | number | null)[] {
  const { region, path } = finding.location;
  return [
    finding.ruleId,
    finding.category,
    severities.indexOf(finding.severity),
    confidences.indexOf(finding.confidence),
    finding.message,
    path,
    region.startLine,
    region.startColumn,
    region.endLine,
    region.endColumn,
    JSON.stringify(finding.trace),
    finding.suppression && JSON.stringify(finding.suppression),
    finding.scope,
    finding.fingerprint,
    finding.ordinal,
  ];
}
