import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SecretMatch } from '../../src/secrets/secret-match.ts';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/encoded-private-key', 'secrets/private-key');
const find = (text: string): readonly SecretMatch[] => detector.detect({ path: 'a.yaml', text, language: 'text' });

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pairs = {
  'RSA, PKCS #8': rsa.privateKey.export({ type: 'pkcs8', format: 'der' }),
  'RSA, PKCS #1': rsa.privateKey.export({ type: 'pkcs1', format: 'der' }),
  'P-256, PKCS #8': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
    type: 'pkcs8',
    format: 'der',
  }),
  'P-256, SEC 1': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
    type: 'sec1',
    format: 'der',
  }),
  'P-384, PKCS #8': generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey.export({
    type: 'pkcs8',
    format: 'der',
  }),
  Ed25519: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }),
  X448: generateKeyPairSync('x448').privateKey.export({ type: 'pkcs8', format: 'der' }),
};

describe('private keys in base64', () => {
  it.each(Object.entries(pairs))('finds %s', (_, der) => {
    const base64 = der.toString('base64');
    const text = `key: "${base64}"\n`;
    expect(find(text)).toMatchObject([{ start: 6, end: 6 + base64.length, confidence: 'high', severity: null }]);
  });

  it('finds a PEM file in base64, which is the same secret as the file and as its DER', () => {
    const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const encoded = Buffer.from(pem).toString('base64');
    const hashes = [pem, `client-key-data: ${encoded}\n`, `key=${pairs['RSA, PKCS #8'].toString('base64')}\n`].map(
      (text) => find(text).map(({ facts }) => facts.hmac),
    );
    expect(new Set(hashes.flat()).size).toBe(1);
    expect(hashes.flat()).toHaveLength(3);
  });

  it('says of an encrypted one that it is', () => {
    const locked = { type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'p' } as const;
    const der = rsa.privateKey.export({ ...locked, format: 'der' }).toString('base64');
    const pem = Buffer.from(rsa.privateKey.export({ ...locked, format: 'pem' })).toString('base64');
    for (const text of [`key: ${der}`, `key: ${pem}`]) {
      expect(find(text)).toMatchObject([{ severity: 'low', note: 'encrypted with a passphrase' }]);
    }
  });

  it('is silent on public keys, certificates in base64, parts and noise', () => {
    const spki = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
    const der = pairs['RSA, PKCS #8'].toString('base64');
    const texts = [
      `privateKey: ${spki}`,
      `privateKey: ${pkcs1}`,
      `privateKey: ${Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' })).toString('base64')}`,
      `privateKey: ${der.slice(0, 800)}`,
      `blob: AAAA${der}`,
      `blob: MII${'A'.repeat(200)}`,
    ];
    expect(texts.flatMap(find)).toEqual([]);
  });
});
