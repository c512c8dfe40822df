import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/jwk');
const find = (text: string): string[] =>
  detector.detect({ path: 'a.json', text, language: 'text' }).map(({ start, end }) => text.slice(start, end));

const pairs = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EC: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  OKP: generateKeyPairSync('ed25519'),
};

describe('JSON Web Keys', () => {
  it.each(Object.entries(pairs))('finds a private one (%s), and no public one', (_, { privateKey, publicKey }) => {
    const jwk = privateKey.export({ format: 'jwk' });
    expect(find(JSON.stringify(jwk))).toEqual([jwk.d]);
    expect(find(JSON.stringify({ keys: [jwk] }, null, 2))).toEqual([jwk.d]);
    expect(find(JSON.stringify(JSON.stringify(jwk)))).toEqual([jwk.d]);
    expect(find(JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }))).toEqual([]);
  });

  it('finds a symmetric one, whatever the quotes and the order', () => {
    const k = 'q7Zt2Lr9Xw4Bn6Vd8Yk3kT9vq2Lm';
    expect(find(`key = {'k': '${k}', 'alg': 'HS256', 'kty': 'oct'}`)).toEqual([k]);
    expect(find(`{"kty": "oct", "k": "${k.slice(0, 10)}"}`)).toEqual([]);
    expect(find(`{"kty": "RSA", "k": "${k}"}`)).toEqual([]);
  });

  it('is silent on the keys of the standards and on others of the same words', () => {
    expect(
      find(
        '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}',
      ),
    ).toEqual([]);
    expect(find('{"kty": "EC", "d": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}')).toEqual([]);
    expect(find('type Jwk = { kty: "EC"; d: string }')).toEqual([]);
  });
});
