import { describe, expect, it } from 'vitest';
import { findingJson } from '../../../src/report/json/finding-json.ts';
import { sampleFinding } from '../sample.ts';

describe('findingJson', () => {
  it('leaves out the HMAC of a secret', () => {
    const secret = { kind: 'github-token', length: 40, preview: 'ghp_', hmac: 'c0ffee'.repeat(10) };
    expect(findingJson(sampleFinding({ secret }), []).secret).toEqual({
      kind: 'github-token',
      length: 40,
      preview: 'ghp_',
    });
  });

  it('publishes nothing that the store adds', () => {
    const stored = { ...sampleFinding(), rowid: 17 };
    expect(findingJson(stored, [])).not.toHaveProperty('rowid');
  });

  it('gives a place flat', () => {
    expect(findingJson(sampleFinding(), ['CWE-256'])).toMatchObject({
      cwe: ['CWE-256'],
      location: { path: 'app/store.py', startLine: 3, startColumn: 5, endLine: 3, endColumn: 12 },
      trace: [{ role: 'source', location: { path: 'app/web.py', startLine: 3 } }, {}, { role: 'sink' }],
    });
  });
});
