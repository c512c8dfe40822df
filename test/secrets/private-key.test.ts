import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SecretMatch } from '../../src/secrets/secret-match.ts';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/private-key');
const find = (text: string): readonly SecretMatch[] => detector.detect({ path: 'a.txt', text, language: 'text' });

// One is enough for noise: making it takes a second.
const large = generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey.export({ type: 'pkcs1', format: 'der' });
const noise = (bytes: number): string => large.subarray(40, 40 + bytes).toString('base64');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ed25519 = generateKeyPairSync('ed25519');
const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
const locked = { cipher: 'aes-256-cbc', passphrase: 'p' } as const;

const keys: Readonly<Record<string, string>> = {
  'PKCS #8': rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'PKCS #1': rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  'SEC 1': ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  Ed25519: ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  DSA: dsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const encryptedKeys: Readonly<Record<string, string>> = {
  'PKCS #8': rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString(),
  'PKCS #1': rsa.privateKey.export({ type: 'pkcs1', format: 'pem', ...locked }).toString(),
};
const lines = (base64: string): string => base64.match(/.{1,64}/g)!.join('\n');
const dashes = '-----';
const pem = (label: string, body: string): string =>
  `${dashes}BEGIN ${label}${dashes}\n${body}\n${dashes}END ${label}${dashes}\n`;

describe('private keys', () => {
  it.each(Object.entries(keys))('finds %s, its whole block', (_, key) => {
    const [match, ...others] = find(`before\n${key}after`);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ start: 7, end: 7 + key.trimEnd().length, confidence: 'high', severity: null });
  });

  it.each(Object.entries(encryptedKeys))('finds an encrypted one (%s), and says so', (_, key) => {
    expect(find(key)).toMatchObject([{ severity: 'low', note: 'encrypted with a passphrase' }]);
  });

  it('finds OpenSSH, PGP and PuTTY keys', () => {
    const openssh = lines(Buffer.from(`openssh-key-v1\0${noise(200)}`, 'latin1').toString('base64'));
    expect(find(pem('OPENSSH PRIVATE KEY', openssh))).toHaveLength(1);
    const packet = lines(Buffer.concat([Buffer.from([0x95]), Buffer.from(noise(300), 'base64')]).toString('base64'));
    expect(find(pem('PGP PRIVATE KEY BLOCK', `Version: 1\n\n${packet}\n=aB3d`))).toHaveLength(1);
    const putty = `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: me\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 4\n${lines(noise(180))}\nPrivate-MAC: 00\n`;
    expect(find(putty)).toMatchObject([{ severity: null }]);
    expect(find(putty.replace('none', 'aes256-cbc'))).toMatchObject([{ severity: 'low' }]);
  });

  it('is the same secret however it is written', () => {
    const key = keys['SEC 1']!;
    const escaped = key.replaceAll('\n', String.raw`\n`);
    const texts = [
      key,
      key.replaceAll('\n', '\r\n'),
      `{"private_key": "${escaped}"}`,
      `"{\\"private_key\\": \\"${key.replaceAll('\n', String.raw`\\n`)}\\"}"`,
      `KEY = (\n${key
        .trimEnd()
        .split('\n')
        .map((line) => `    "${line}\\n"`)
        .join('\n')}\n)`,
      `key:\n  data: |\n${key.replaceAll(/^/gm, '    ')}`,
      `var k = "${key.trimEnd().split('\n').join('\\n" +\n  "')}";`,
      key.replaceAll(/^(?=.)/gm, '# '),
    ];
    const hashes = texts.map((text) => find(text).map(({ facts }) => facts.hmac));
    expect(hashes.every((found) => found.length === 1)).toBe(true);
    expect(new Set(hashes.flat()).size).toBe(1);
  });

  it('is silent where no key follows', () => {
    const body = keys['PKCS #8']!.split('\n').slice(1, -2).join('\n');
    const texts = [
      pem('PRIVATE KEY', ''),
      pem('PRIVATE KEY', '...'),
      pem('RSA PRIVATE KEY', 'MIIEpAIBAAKCAQEA...'),
      pem('RSA PRIVATE KEY', '<your key>'),
      pem('RSA PRIVATE KEY', '${KEY}'),
      pem('PRIVATE KEY', body.slice(0, 600)),
      pem('PRIVATE KEY', lines('A'.repeat(800))),
      pem('PUBLIC KEY', body),
      pem('RSA PRIVATE KEY', lines(rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'))),
      `if line == "${dashes}BEGIN RSA PRIVATE KEY${dashes}":\n    pass\nif line == "${dashes}END RSA PRIVATE KEY${dashes}":\n`,
      `${dashes}BEGIN PRIVATE KEY${dashes}`,
      'the private key is in the vault',
    ];
    expect(texts.flatMap(find)).toEqual([]);
  });
});
