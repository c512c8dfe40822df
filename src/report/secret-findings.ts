// Secrets in the form of findings, for SARIF: one result a secret, where it stands or last came.
import { createHash } from 'node:crypto';
import type { StoredFinding } from '../model/finding.ts';
import type { KnownSecret } from '../model/secret-history.ts';
import { secretSentence } from './secret-text.ts';

/** The secret as a finding that is open. Nothing in it comes from the value. */
export function secretFinding(secret: KnownSecret): StoredFinding {
  const { places, past, name, kind, length, preview, ruleId, severity, confidence, suppression } = secret;
  const [place] = places;
  const [first] = past;
  const { path, line } = place ?? first?.brought ?? { path: '', line: 1 };
  const repository = place?.repository ?? first?.repository ?? '';
  const since = first?.brought.committedAt ?? '';
  return {
    id: name,
    ruleId,
    category: 'secrets',
    severity,
    confidence,
    message: secretSentence(secret),
    location: { path, region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 } },
    scope: '',
    fingerprint: createHash('sha256')
      .update([ruleId, path, first?.brought.id ?? '', String(line)].join('\0'))
      .digest('hex')
      .slice(0, 32),
    ordinal: 0,
    trace: [],
    suppression,
    secret: { kind, length, preview, hmac: '' },
    repository,
    status: 'open',
    closeReason: null,
    firstSeen: since,
    lastSeen: '',
    closedAt: null,
    firstCommit: first?.brought.id ?? null,
    reopened: 0,
  };
}
