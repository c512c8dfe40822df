import { describe, expect, it } from 'vitest';
import { secretDefaults } from '../../src/rules/secret-defaults.ts';

const secret = { keywords: ['acme_'], token: 'acme_[a-z]{12}' };

describe('secretDefaults', () => {
  it('makes sentences around what a rule says of its own', () => {
    const { message, why, fix, confidence } = secretDefaults('Acme token', {
      ...secret,
      provider: 'Acme',
      tier: 'A',
      grants: 'open all doors.',
    });
    expect(message).toBe('Acme token is written out in this file.');
    expect(why).toMatch(/^Whoever reads it can open all doors, from anywhere, /);
    expect(fix).toMatch(/^Revoke it at Acme, and look there /);
    expect(confidence).toBe('high');
  });

  it('believes what its form does not prove one step less', () => {
    expect(secretDefaults('x', { ...secret, tier: 'B' }).confidence).toBe('medium');
  });

  it('makes up nothing', () => {
    expect(secretDefaults('x', secret)).toMatchObject({ why: undefined, fix: undefined, confidence: undefined });
    expect(secretDefaults('x', { ...secret, revoke: 'in the panel.' }).fix).toMatch(/^Revoke it in the panel, and /);
  });
});
