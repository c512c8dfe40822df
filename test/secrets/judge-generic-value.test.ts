import { describe, expect, it } from 'vitest';
import { judgeGenericValue } from '../../src/secrets/judge-generic-value.ts';
import { pathFacts } from '../../src/secrets/path-facts.ts';

const judge = (name: string, value: string, path = 'src/a.js'): string | null =>
  judgeGenericValue({ name, value, binding: 'assignment', quoted: true, place: pathFacts(path) })?.confidence ?? null;
const random = 'q7Zt2Lr9Xw4Bn6Vd';

describe('judgeGenericValue', () => {
  it('believes passwords that people choose, by how much they look like one', () => {
    expect(judge('db_password', 'Summer2019!')).toBe('medium');
    expect(judge('db_password', 'hunter2')).toBe('medium');
    expect(judge('db_password', 'qgzbkp')).toBe('medium');
    expect(judge('db_password', 'dragon')).toBe('low');
    expect(judge('db_password', 'user_password')).toBeNull();
    expect(judge('db_password', 'Enter your password')).toBeNull();
  });

  it('believes tokens only where they look random', () => {
    expect(judge('api_token', random)).toBe('medium');
    expect(judge('api_token', 'main-1')).toBe(null);
    expect(judge('api_token', 'bearer')).toBeNull();
    expect(judge('key', random)).toBe('low');
  });

  it('asks for a name that promises a secret', () => {
    for (const name of ['public_key', 'password_hash', 'token_url', 'csrf_token', 'keyboard', 'compass', 'title']) {
      expect(judge(name, random)).toBeNull();
    }
  });

  it('trusts tests less, and translations and lock files not at all', () => {
    expect(judge('db_password', 'Summer2019!', 'tests/a.js')).toBe('low');
    expect(judge('db_password', 'Summer2019!', 'locales/de.json')).toBeNull();
    expect(judge('api_token', random, 'yarn.lock')).toBeNull();
  });

  it.each([
    '${DB_PASSWORD}',
    '{{ password }}',
    '<password>',
    '%(password)s',
    '$PASSWORD',
    '********',
    'xxxxxxxx',
    'changeme',
    'your-password',
    'example',
    'DB_PASSWORD',
    'vault:secret/app',
    '/run/secrets/db',
    './key.pem',
    'https://a.dev/x',
    '123e4567-e89b-42d3-a456-426614174000',
    'sha256:9f86d081884c7d65',
    '$2b$12$abcdefghijklmnopqrstuv',
    'true',
    'null',
    '1234',
    'os.environ["X"]',
    'config.password',
    'get_password()',
    'shop.auth.plugins.oauth1:OAuth',
    'X-OAUTH1:access_token',
    '\\x01',
  ])('is not taken in by %s', (value) => {
    expect([judge('password', value), judge('secret', value)]).toEqual([null, null]);
  });
});
