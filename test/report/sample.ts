// Findings, rules and records for the tests of the reports.
import type { SecretForm } from '../../src/model/secret-rule.ts';
import type { StoredFinding } from '../../src/model/finding.ts';
import type { RuleInfo } from '../../src/model/rule.ts';
import type { KnownSecret } from '../../src/model/secret-history.ts';
import type { HistoryEvent, ScanRecord, Status, Tool } from '../../src/report/records.ts';

export const tool: Tool = { name: 'tocsin', version: '1.2.3' };

export const rule: RuleInfo = {
  id: 'python/passwords/plaintext-password-storage',
  aliases: ['PW006'],
  title: 'Password stored without encryption or hashing',
  severity: 'high',
  confidence: 'medium',
  category: 'password-handling',
  cwe: ['CWE-256', 'CWE-89'],
  asvs: ['11.4.2'],
  why: 'Anyone who can read the store\ncan read the password.',
  fix: 'Store a salted hash.',
  references: ['https://example.invalid/storage'],
  preview: false,
};

export const secretForm: SecretForm = {
  provider: 'GitHub',
  tier: 'A',
  keywords: ['ghp_'],
  checksum: 'github',
  documentation: 'https://example.invalid/tokens',
  shapeFrom: 'documentation',
};

export const rules: ReadonlyMap<string, RuleInfo> = new Map([[rule.id, rule]]);

/** A finding with a trace; `changes` replace members. */
export function sampleFinding(changes: Partial<StoredFinding> = {}): StoredFinding {
  const region = { startLine: 3, startColumn: 5, endLine: 3, endColumn: 12 };
  const path = 'app/store.py';
  return {
    id: 'PW-7F3K',
    ruleId: rule.id,
    category: 'password-handling',
    severity: 'high',
    confidence: 'medium',
    message: 'The password from request.form["pw"] is stored unprotected by update().',
    location: { path, region },
    scope: 'Store.save',
    fingerprint: 'ab'.repeat(16),
    ordinal: 0,
    trace: [
      { location: { path: 'app/web.py', region }, role: 'source', note: 'the password comes from request.form' },
      { location: { path: 'app/web.py', region }, role: 'propagation', note: 'passed to save()' },
      { location: { path, region }, role: 'sink', note: 'stored here' },
    ],
    suppression: null,
    secret: null,
    repository: '/srv/nova',
    status: 'open',
    closeReason: null,
    firstSeen: '2026-03-01T08:00:00.000Z',
    lastSeen: '2026-03-04T08:00:00.000Z',
    closedAt: null,
    firstCommit: '0123456789abcdef0123456789abcdef01234567',
    reopened: 0,
    ...changes,
  };
}

/** A place at a line of a file. */
export function placeAt(path: string, line: number, column = 1): StoredFinding['location'] {
  return { path, region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 4 } };
}

export function sampleEvent(changes: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    type: 'opened',
    at: '2026-03-01T08:00:00.000Z',
    scan: 7,
    commit: '0123456789abcdef0123456789abcdef01234567',
    reason: null,
    finding: 'PW-7F3K',
    ruleId: rule.id,
    severity: 'high',
    repository: '/srv/nova',
    path: 'app/store.py',
    line: 3,
    ...changes,
  };
}

export function sampleScan(changes: Partial<ScanRecord> = {}): ScanRecord {
  return {
    id: 7,
    repository: '/srv/nova',
    trigger: 'manual',
    status: 'finished',
    startedAt: '2026-03-01T08:00:00.000Z',
    finishedAt: '2026-03-01T08:00:12.000Z',
    head: '0123456789abcdef0123456789abcdef01234567',
    summary: { opened: 2, reopened: 1, fixed: 1, closed: 0, unchanged: 40 },
    files: { listed: 100, analyzed: 60, unchanged: 35, skipped: 4, failed: 1, deleted: 2 },
    error: null,
    ...changes,
  };
}

export function sampleStatus(changes: Partial<Status> = {}): Status {
  return {
    daemon: { pid: 4242, version: '1.2.3', startedAt: '2026-03-01T07:00:00.000Z' },
    daemonError: null,
    database: '/var/lib/tocsin/tocsin.db',
    repositories: [
      {
        root: '/srv/nova',
        kind: 'git',
        watched: true,
        lastScan: sampleScan(),
        open: { critical: 0, high: 2, medium: 3, low: 0, note: 0 },
        unanalyzed: 5,
      },
    ],
    queue: [{ repository: '/srv/nova', trigger: 'watch', state: 'running' }],
    scans: [sampleScan()],
    errors: [{ at: '2026-03-01T07:30:00.000Z', message: 'cannot watch /srv/nova/tmp' }],
    ...changes,
  };
}

/** What a hostile repository may put into names and comments. */
export const hostileText =
  '=cmd|x\n\r\t\u001b[2J\u001b]0;t\u0007\u009b31m<script>alert(1)</script>[x](javascript:alert(1)){0}\ud800\u202e\u2028"\',;\u0000';

/** A finding with hostile text wherever text can stand. */
export function hostileFinding(): StoredFinding {
  const hostile = sampleFinding();
  const location = { ...hostile.location, path: `a/${hostileText}` };
  return sampleFinding({
    id: hostileText,
    message: hostileText,
    location,
    scope: hostileText,
    fingerprint: hostileText,
    trace: [{ location, role: 'source', note: hostileText }],
    suppression: { kind: 'in-source', reason: hostileText },
    secret: { kind: hostileText, length: 9, preview: '\u001b[2J', hmac: 'f00d'.repeat(16) },
    repository: `/srv/${hostileText}`,
    firstCommit: hostileText,
  });
}

/** Characters that a terminal or an editor obeys, line breaks apart. */
export const actingCharacters = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The text without the colours that the reports themselves make. */
export function withoutColours(text: string): string {
  return text.replaceAll(new RegExp(String.raw`${'\u001b'}\[\d+m`, 'g'), '');
}

/** A secret that a commit brought. */
export function sampleSecret(changes: Partial<KnownSecret> = {}): KnownSecret {
  const commit = { author: 'Ada', committedAt: '2026-01-02T03:04:05.000Z', path: 'old/config.py', line: 7 };
  return {
    name: 'S1',
    kind: 'password',
    length: 12,
    preview: '',
    ruleId: 'secrets/generic-secret',
    severity: 'high',
    confidence: 'high',
    exposure: 'committed',
    places: [{ repository: '/srv/nova', path: 'config.py', line: 3, finding: 'SE-7F3K' }],
    past: [
      {
        repository: '/srv/nova',
        brought: { id: 'a'.repeat(40), ...commit },
        removed: { id: 'b'.repeat(40), ...commit },
        inHead: false,
      },
    ],
    successor: null,
    advice: 'rewrite',
    suppression: null,
    ...changes,
  };
}
