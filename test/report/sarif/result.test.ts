import { describe, expect, it } from 'vitest';
import type { StoredFinding, Suppression } from '../../../src/model/finding.ts';
import { sarifResult } from '../../../src/report/sarif/result.ts';
import { sampleFinding } from '../sample.ts';

function stateOf(changes: Partial<StoredFinding>): unknown {
  return sarifResult(sampleFinding(changes), 0, null).baselineState;
}

function suppressionsOf(kind: Suppression['kind']): unknown {
  return sarifResult(sampleFinding({ suppression: { kind, reason: 'test data' } }), 0, null).suppressions;
}

describe('sarifResult', () => {
  it('keeps lines and columns as they are', () => {
    expect(sarifResult(sampleFinding(), 4, 'abc:1')).toMatchObject({
      ruleId: 'python/passwords/plaintext-password-storage',
      ruleIndex: 4,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app/store.py', uriBaseId: 'SRCROOT' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 12 },
          },
        },
      ],
      partialFingerprints: { 'tocsinFingerprint/v1': `${'ab'.repeat(16)}:0`, primaryLocationLineHash: 'abc:1' },
      properties: { id: 'PW-7F3K', confidence: 'medium', category: 'password-handling' },
    });
  });

  it('tells the trace as a code flow', () => {
    const [flow] = sarifResult(sampleFinding(), 0, null).codeFlows!;
    expect(flow!.threadFlows[0]!.locations.map(({ importance }) => importance)).toEqual([
      'essential',
      'important',
      'essential',
    ]);
    expect(sarifResult(sampleFinding({ trace: [] }), 0, null)).not.toHaveProperty('codeFlows');
  });

  it('says what is new, unchanged and gone', () => {
    expect(stateOf({})).toBe('unchanged');
    expect(stateOf({ lastSeen: sampleFinding().firstSeen })).toBe('new');
    expect(stateOf({ status: 'fixed' })).toBe('absent');
  });

  it('tells suppressions in SARIF words, and that there is none', () => {
    expect(suppressionsOf('in-source')).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'test data' }]);
    expect(suppressionsOf('external')).toMatchObject([{ kind: 'external' }]);
    expect(sarifResult(sampleFinding(), 0, null).suppressions).toEqual([]);
  });

  it('tells of a secret neither HMAC nor preview', () => {
    const secret = { kind: 'github-token', length: 40, preview: 'ghp_', hmac: 'f00d'.repeat(16) };
    const text = JSON.stringify(sarifResult(sampleFinding({ secret }), 0, null));
    expect(text).not.toMatch(/f00d|ghp_/);
    expect(text).toContain('github-token');
  });
});
