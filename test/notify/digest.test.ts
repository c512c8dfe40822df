import { expect, it } from 'vitest';
import type { StoredFinding } from '../../src/model/finding.ts';
import { makeDigest } from '../../src/notify/digest.ts';

const hmac = 'f0'.repeat(32);

function finding(change: Partial<StoredFinding> = {}): StoredFinding {
  return {
    id: 'SEC-7F3K',
    ruleId: 'secrets/password',
    category: 'secrets',
    severity: 'high',
    confidence: 'high',
    message: 'A password stands in the code.',
    location: { path: 'app.py', region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 20 } },
    scope: '',
    fingerprint: 'fingerprint-of-the-place',
    ordinal: 0,
    trace: [],
    suppression: null,
    secret: { kind: 'password', length: 15, preview: 'hunt', hmac },
    repository: '/r',
    status: 'open',
    closeReason: null,
    firstSeen: '2026-11-24T04:00:00.000Z',
    lastSeen: '2026-11-24T04:00:00.000Z',
    closedAt: null,
    firstCommit: null,
    reopened: 0,
    ...change,
  };
}

const all = { minimumSeverity: 'note', minimumConfidence: 'low' } as const;
const source = { repository: '/r', scan: 7, opened: [], reopened: [] };

it('tells what a reader needs, and nothing from which a secret could be guessed', () => {
  const digest = makeDigest({ ...source, opened: [finding()], reopened: [finding({ id: 'SEC-2' })] }, all);
  expect(digest).toMatchObject({ version: 1, repository: '/r', scan: 7 });
  expect(digest?.findings.map(({ id, event }) => [id, event])).toEqual([
    ['SEC-7F3K', 'opened'],
    ['SEC-2', 'reopened'],
  ]);
  expect(digest?.findings[0]).toMatchObject({ path: 'app.py', line: 3, column: 5, secretKind: 'password' });
  const text = JSON.stringify(digest);
  expect(text).not.toContain(hmac);
  expect(text).not.toContain('hunt');
  expect(text).not.toContain('fingerprint');
});

it('leaves out what is below the severity or the confidence, and what is suppressed', () => {
  const opened = [
    finding({ id: 'A', severity: 'critical' }),
    finding({ id: 'B', severity: 'medium' }),
    finding({ id: 'C', confidence: 'low' }),
    finding({ id: 'D', suppression: { kind: 'in-source', reason: 'a test' } }),
    finding({ id: 'E', confidence: 'medium' }),
  ];
  const filter = { minimumSeverity: 'high', minimumConfidence: 'medium' } as const;
  expect(makeDigest({ ...source, opened }, filter)?.findings.map(({ id }) => id)).toEqual(['A', 'E']);
});

it('is silent where there is nothing to tell', () => {
  expect(makeDigest(source, all)).toBeNull();
  expect(
    makeDigest({ ...source, opened: [finding({ severity: 'low' })] }, { ...all, minimumSeverity: 'high' }),
  ).toBeNull();
});
