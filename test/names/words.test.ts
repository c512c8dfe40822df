import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snakeCase, words } from '../../src/names/words.ts';

const letters = (text: string): string => text.replaceAll(/[^\p{Lu}\p{Ll}\p{Lo}\p{N}]/gu, '').toLowerCase();

describe('words', () => {
  it.each([
    ['snake_case_name', ['snake', 'case', 'name']],
    ['camelCaseName', ['camel', 'case', 'name']],
    ['HTTPServerURL', ['http', 'server', 'url']],
    ['DBPassword', ['db', 'password']],
    ['DATABASEPASSWORD', ['database', 'password']],
    ['databasepassword', ['database', 'password']],
    ['dbpasswd', ['db', 'passwd']],
    ['userpass', ['user', 'pass']],
    ['passWord', ['password']],
    ['pass_phrase', ['passphrase']],
    ['password2', ['password', '2']],
    ['md5', ['md5']],
    ['sha256_salt', ['sha256', 'salt']],
    ['OAuthToken', ['oauth', 'token']],
    ['X-Api-Key', ['x', 'api', 'key']],
    ['__password__', ['password']],
    ['passwordHash', ['password', 'hash']],
    ['PASSWORDHASH', ['password', 'hash']],
    ['größeDesPassworts', ['größe', 'des', 'passworts']],
    ['', []],
    ['_', []],
  ])('%s', (name, expected) => expect(words(name)).toEqual(expected));

  it.each([
    'compass',
    'passed',
    'tokenizer',
    'certain',
    'uncertainty',
    'passenger',
    'bypass',
    'passport',
    'monkey',
    'keyboard',
  ])('leaves %s whole', (name) => expect(words(name)).toEqual([name]));

  it('loses no letter or digit and answers for any text', () => {
    assert(
      property(string(), (name) => {
        expect(letters(words(name).join(''))).toBe(letters(name));
      }),
    );
  });

  it('stays quick on absurd names', () => {
    expect(words('user'.repeat(5000))).toHaveLength(1);
  });

  it('spells snake_case', () => {
    expect(snakeCase('userAPIKey')).toBe('user_api_key');
  });
});
