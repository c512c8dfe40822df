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

  it('makes little of one that is over, or was over on the day that it was made', () => {
    expect(find(jwt({ alg: 'HS256' }, { sub: 'alice', exp: 1_516_239_022 }))).toMatchObject([
      { severity: 'low', note: 'expired on 2018-01-18' },
    ]);
    expect(find(jwt({ alg: 'HS256' }, { sub: 'alice', iat: 2_000_000_000, exp: 2_000_003_600 }))).toMatchObject([
      { severity: 'low', note: 'lives until 2033-05-18 only' },
    ]);
    expect(find(jwt({ alg: 'HS256' }, { iat: 1_700_000_000, exp: 2_000_000_000 }))).toMatchObject([{ severity: null }]);
  });

  it('tells whose it is where that says how bad it is', () => {
    const severityOf = (claims: object): unknown => find(jwt({ alg: 'HS256' }, claims))[0]?.severity;
    expect(severityOf({ iss: 'supabase', role: 'service_role', exp: 2_000_000_000 })).toBe('critical');
    expect(severityOf({ iss: 'supabase', role: 'anon', exp: 2_000_000_000 })).toBe('note');
    expect(severityOf({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b' })).toBe('high');
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
