import type { SecretFacts, StoredFinding, TraceStep } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';

/** A place, flat. Lines and columns start at 1, columns count UTF-16 code units, the end is exclusive. */
interface LocationJson {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as docs/json.md describes it. The secret's HMAC is left out: it never leaves the database. */
export interface FindingJson extends Pick<
  StoredFinding,
  | 'id'
  | 'ruleId'
  | 'category'
  | 'severity'
  | 'confidence'
  | 'status'
  | 'closeReason'
  | 'message'
  | 'repository'
  | 'scope'
  | 'fingerprint'
  | 'ordinal'
  | 'firstSeen'
  | 'lastSeen'
  | 'closedAt'
  | 'firstCommit'
  | 'reopened'
  | 'suppression'
> {
  readonly location: LocationJson;
  readonly cwe: readonly string[];
  readonly trace: readonly (Pick<TraceStep, 'role' | 'note'> & { readonly location: LocationJson })[];
  readonly secret: Omit<SecretFacts, 'hmac'> | null;
}

/** Names every member, so that what the store adds to a finding is not published by accident. */
export function findingJson(finding: StoredFinding, cwe: readonly string[]): FindingJson {
  const { suppression, secret } = finding;
  return {
    id: finding.id,
    ruleId: finding.ruleId,
    category: finding.category,
    severity: finding.severity,
    confidence: finding.confidence,
    status: finding.status,
    closeReason: finding.closeReason,
    message: finding.message,
    repository: finding.repository,
    location: locationJson(finding.location),
    scope: finding.scope,
    cwe,
    fingerprint: finding.fingerprint,
    ordinal: finding.ordinal,
    firstSeen: finding.firstSeen,
    lastSeen: finding.lastSeen,
    closedAt: finding.closedAt,
    firstCommit: finding.firstCommit,
    reopened: finding.reopened,
    suppression: suppression && { kind: suppression.kind, reason: suppression.reason },
    trace: finding.trace.map(({ location, role, note }) => ({ role, note, location: locationJson(location) })),
    secret: secret && { kind: secret.kind, length: secret.length, preview: secret.preview },
  };
}

function locationJson({ path, region }: Location): LocationJson {
  const { startLine, startColumn, endLine, endColumn } = region;
  return { path, startLine, startColumn, endLine, endColumn };
}
