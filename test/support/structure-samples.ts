// What a structure's rule finds, made up at test time: a real key, token or password that nobody uses.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { type Random, textMatching } from './secret-samples.ts';

/** By the name of the structure; others hold a password. */
const makers: Readonly<Record<string, (random: Random) => string>> = {
  'authorization-header': (random) => textMatching('[A-Za-z0-9]{12}[0-9]{4}[A-Za-z0-9]{16}', random),
  'docker-auth': (random) => Buffer.from(`robot:${password(random)}`).toString('base64'),
  'encoded-private-key': () => ecKey().export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  jwk: (random) => textMatching('[A-Za-z0-9_-]{43}', random),
  jwt: signedToken,
  'otp-seed': (random) => textMatching('[A-Z2-7]{32}', random),
  'private-key': () => ecKey().export({ type: 'pkcs8', format: 'pem' }).toString(),
  'rails-key': (random) => textMatching('[0-9a-f]{32}', random),
  'wordpress-key': (random) => textMatching('[A-Za-z0-9!#%&()*+,./:;=?@^_|~ -]{64}', random),
};

/** A value that the structure's rule reports where its examples put it. */
export function structureSample(structure: string, random: Random): string {
  return (makers[structure] ?? password)(random);
}

/**
 * Other forms of a sample, for examples: `{{base64}}`, `{{basic}}` (of `robot:` and the sample), and `{{publicKey}}`, which
 * is another key's.
 */
export function fillForms(code: string, sample: string): string {
  const publicKey = (): string =>
    generateKeyPairSync('rsa', { modulusLength: 1024 })
      .publicKey.export({ type: 'spki', format: 'der' })
      .toString('base64');
  return code
    .replaceAll('{{base64}}', () => Buffer.from(pemOf(sample)).toString('base64'))
    .replaceAll('{{basic}}', () => Buffer.from(`robot:${sample}`).toString('base64'))
    .replaceAll('{{publicKey}}', publicKey);
}

/** A key without its PEM lines gets them again: nobody encodes it twice. */
function pemOf(sample: string): string {
  if (!/^MIG[A-Za-z0-9+/=]{100,}$/.test(sample)) return sample;
  const dashes = '-'.repeat(5);
  return `${dashes}BEGIN PRIVATE KEY${dashes}\n${sample}\n${dashes}END PRIVATE KEY${dashes}\n`;
}

function password(random: Random): string {
  return textMatching('[A-Z][a-z0-9]{6}[A-Z0-9][a-z]{4}[0-9][A-Za-z0-9]{6}', random);
}

function ecKey(): ReturnType<typeof generateKeyPairSync>['privateKey'] {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
}

function signedToken(random: Random): string {
  const [header, payload] = [
    { alg: 'HS256', typ: 'JWT' },
    { sub: textMatching('[a-z]{8}', random), exp: 2_000_000_000 },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = `${header}.${payload}`;
  return `${signed}.${createHmac('sha256', password(random)).update(signed).digest('base64url')}`;
}
