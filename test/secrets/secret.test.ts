import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from '../../src/secrets/secret.ts';

it('shows nothing of itself', () => {
  const secret = new Secret('open sesame');
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }), format('%s %o', secret, secret)];
  expect(shown.join()).not.toContain('sesame');
  expect(shown.every((text) => text.includes('[secret]'))).toBe(true);
  expect(secret.reveal()).toBe('open sesame');
});
