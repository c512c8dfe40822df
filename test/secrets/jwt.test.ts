import { describe, expect, it } from 'vitest';
import type { SecretMatch } from '../../src/secrets/secret-match.ts';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/jwt');
const find = (text: string): readonly SecretMatch[] => detector.detect({ path: 'a.js', text, language: 'text' });
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: unknown, payload: unknown, signature = part('a signature that is long enough')): string =>
  `${part(header)}.${part(payload)}.${signature}`;
const payload = { sub: 'alice', exp: 2_000_000_000 };

describe('JSON Web Tokens', () => {
  it('finds one whole, wherever it stands', () => {
    const token = jwt({ alg: 'RS256' }, payload);
    for (const text of [`"${token}"`, `Bearer ${token}`, `?t=${token}&x`, String.raw`"\n${token}"`, `%3D${token}`]) {
      expect(find(text)).toMatchObject([{ start: text.indexOf(token), end: text.indexOf(token) + token.length }]);
    }
  });

  it('says that one is not signed', () => {
    expect(find(jwt({ alg: 'none' }, payload, ''))).toMatchObject([{ severity: 'low', note: 'not signed' }]);
  });

  it('is silent on what does not decode, and on the one that everybody knows', () => {
    const texts = [
      jwt({ typ: 'JWT' }, payload),
      jwt(['alg'], payload),
      jwt({ alg: 'HS256' }, 'text'),
      jwt({ alg: 'HS256' }, payload, 'signature'),
      jwt({ alg: 'HS256' }, payload, 'x'.repeat(43)),
      jwt({ alg: 'HS256' }, { sub: '1234567890', name: 'John Doe', iat: 1 }),
      `a${jwt({ alg: 'HS256' }, payload)}`,
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi',
      'eyJeyJeyJeyJeyJeyJ.eyJeyJeyJeyJ.eyJeyJeyJeyJeyJeyJeyJ',
    ];
    expect(texts.flatMap(find)).toEqual([]);
  });
});
