import type { CodeFlow, Location as SarifLocation, Result } from 'sarif';
import type { StoredFinding, TraceStep } from '../../model/finding.ts';
import type { Location } from '../../model/location.ts';
import { artifactLocation } from './artifact-uri.ts';
import { messageText } from './message-text.ts';
import { levelOf } from './rule-descriptor.ts';

/** A finding as a SARIF result. `lineHash`: GitHub's, see line-hashes.ts; null where it cannot or must not be told. */
export function sarifResult(finding: StoredFinding, ruleIndex: number, lineHash: string | null): Result {
  const { suppression, secret } = finding;
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: levelOf(finding.severity),
    message: { text: messageText(finding.message) },
    locations: [
      {
        ...sarifLocation(finding.location),
        ...(finding.scope === '' ? {} : { logicalLocations: [{ fullyQualifiedName: finding.scope }] }),
      },
    ],
    partialFingerprints: {
      'tocsinFingerprint/v1': `${finding.fingerprint}:${finding.ordinal}`,
      ...(lineHash === null ? {} : { primaryLocationLineHash: lineHash }),
    },
    ...(finding.trace.length === 0 ? {} : { codeFlows: [codeFlow(finding.trace)] }),
    baselineState: baselineState(finding),
    // An empty list says that suppressions were looked for and there is none (§3.27.23).
    suppressions:
      suppression === null
        ? []
        : [
            {
              kind: suppression.kind === 'in-source' ? 'inSource' : 'external',
              status: 'accepted',
              justification: messageText(suppression.reason),
            },
          ],
    properties: {
      id: finding.id,
      category: finding.category,
      severity: finding.severity,
      confidence: finding.confidence,
      status: finding.status,
      firstSeen: finding.firstSeen,
      lastSeen: finding.lastSeen,
      ...(finding.closeReason === null ? {} : { closeReason: finding.closeReason }),
      ...(secret === null ? {} : { secretKind: secret.kind, secretLength: secret.length }),
    },
  };
}

/** SARIF's words for what changed since the scan before: gone, first seen in the last scan, or seen before. */
function baselineState({ status, firstSeen, lastSeen }: StoredFinding): Result.baselineState {
  if (status !== 'open') return 'absent';
  return firstSeen === lastSeen ? 'new' : 'unchanged';
}

/** The place as a SARIF location; both count columns from 1 with an exclusive end, so numbers stay as they are. */
function sarifLocation({ path, region }: Location): SarifLocation {
  const { startLine, startColumn, endLine, endColumn } = region;
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(path),
      region: { startLine, startColumn, endLine, endColumn },
    },
  };
}

function codeFlow(trace: readonly TraceStep[]): CodeFlow {
  return {
    threadFlows: [
      {
        locations: trace.map(({ location, role, note }) => ({
          location: { ...sarifLocation(location), message: { text: messageText(note) } },
          importance: role === 'propagation' ? 'important' : 'essential',
          properties: { role },
        })),
      },
    ],
  };
}
