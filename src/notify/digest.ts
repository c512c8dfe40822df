// What is told of a scan: its new and reopened findings at or above a severity and a confidence. Made of the fields that
// may leave the house, one by one, so that a field added to findings later does not slip out; no hash of a secret is.
import type { StoredFinding } from '../model/finding.ts';
import { atLeastAsSevere, confidences, type Confidence, type Severity } from '../model/rule.ts';

export interface DigestFinding {
  readonly id: string;
  readonly event: 'opened' | 'reopened';
  readonly rule: string;
  readonly category: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Redacted. */
  readonly message: string;
  /** Relative to the repository's root. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** What kind of secret it is, or null. Never its text. */
  readonly secretKind: string | null;
  /** ISO 8601, UTC. */
  readonly firstSeen: string;
}

export interface Digest {
  /** Rises when the form changes in a way that readers must know. */
  readonly version: 1;
  /** Absolute path of the root. */
  readonly repository: string;
  readonly scan: number;
  readonly findings: readonly DigestFinding[];
}

export interface DigestSource {
  readonly repository: string;
  readonly scan: number;
  readonly opened: readonly StoredFinding[];
  readonly reopened: readonly StoredFinding[];
}

export interface DigestFilter {
  readonly minimumSeverity: Severity;
  readonly minimumConfidence: Confidence;
}

/** The digest of a scan, or null where there is nothing to tell. Suppressed findings are not told. */
export function makeDigest({ repository, scan, opened, reopened }: DigestSource, filter: DigestFilter): Digest | null {
  const tell = (event: DigestFinding['event'], findings: readonly StoredFinding[]): DigestFinding[] =>
    findings.filter((finding) => isTold(finding, filter)).map((finding) => digestFinding(event, finding));
  const findings = [...tell('opened', opened), ...tell('reopened', reopened)];
  return findings.length === 0 ? null : { version: 1, repository, scan, findings };
}

function isTold(finding: StoredFinding, { minimumSeverity, minimumConfidence }: DigestFilter): boolean {
  return (
    finding.suppression === null &&
    atLeastAsSevere(finding.severity, minimumSeverity) &&
    confidences.indexOf(finding.confidence) <= confidences.indexOf(minimumConfidence)
  );
}

function digestFinding(event: DigestFinding['event'], finding: StoredFinding): DigestFinding {
  const { path, region } = finding.location;
  return {
    id: finding.id,
    event,
    rule: finding.ruleId,
    category: finding.category,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    path,
    line: region.startLine,
    column: region.startColumn,
    secretKind: finding.secret?.kind ?? null,
    firstSeen: finding.firstSeen,
  };
}
