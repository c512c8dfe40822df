import { describe, expect, it } from 'vitest';
import { secretFormOf } from '../../src/rules/secret-form.ts';
import { secretRules } from '../support/secret-rules.ts';

describe('secretFormOf', () => {
  it('tells how a rule recognises secrets, and nothing of one that looks for something else', async () => {
    const rule = (await secretRules()).find(({ id }) => id === 'secrets/npm-token')!;
    expect(secretFormOf(rule)).toEqual({
      provider: 'npm',
      tier: 'A',
      keywords: ['npm_'],
      checksum: 'npm',
      documentation: expect.stringMatching(/^https:/),
      shapeFrom: 'documentation',
    });
    expect(secretFormOf({ match: { kind: 'check', check: 'unused-import' } })).toBeNull();
  });
});
