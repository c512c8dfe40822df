import { describe, expect, it } from 'vitest';
import { isPlainName, secretNameOf } from '../../src/secrets/name-of-value.ts';

/** The name that `§` is given to. */
const nameIn = (text: string, format: Parameters<typeof secretNameOf>[0]['format'] = 'code'): string | null => {
  const at = text.indexOf('§');
  return secretNameOf({ text: text.replace('§', 'k4m9x2'), format, surroundingsAt: () => 'code' as const }, at, at + 6);
};

describe('secretNameOf', () => {
  it.each([
    ['const apiToken = "§"', 'apiToken'],
    ['private readonly apiToken: string = "§";', 'apiToken'],
    ['config["api_token"] = "§"', 'api_token'],
    ['{"name": "API_TOKEN", "value": "§"}', 'API_TOKEN'],
    ['(def config {:api-token "§"})', 'api-token'],
    [String.raw`{"source": ["api_token = \"§\""]}`, 'api_token'],
    ['curl -H "Authorization: Bearer §"', 'Bearer'],
    ['token = other; api_key = "§"', 'api_key'],
  ])('finds it in %s', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });

  it('reads lines of settings and flags without quotes', () => {
    expect(nameIn('API_TOKEN=§', 'settings')).toBe('API_TOKEN');
    expect(nameIn('run --api-token § --verbose', 'shell')).toBe('--api-token'.replace('--', ''));
  });

  it.each([
    'const appId = "§"',
    'token = read("x"); version = "§"',
    'the token is §',
    '"§"',
    `token = "x"; ${' '.repeat(150)} "§"`,
  ])('finds none in %s', (text) => {
    expect(nameIn(text)).toBeNull();
  });
});

describe('isPlainName', () => {
  it('tells names that say nothing of whose it is', () => {
    expect(
      ['api_key', 'X-Auth-Token', 'Bearer', 'clientSecret', 'APIKEY'].filter((name) => !isPlainName(name)),
    ).toEqual([]);
    expect(['HEROKU_API_KEY', 'stripe_secret', 'db_password'].filter(isPlainName)).toEqual([]);
  });
});
