import { expect, it } from 'vitest';
import { pathFacts } from '../../src/secrets/path-facts.ts';
import { isNameOfPublic, isSurelyNone } from '../../src/secrets/surely-none.ts';

const place = pathFacts('src/a.js');

it.each([
  'ab',
  '********',
  '${DB_PASSWORD}',
  '$(cat /run/pw)',
  '{{ password }}',
  '<password>',
  '%(password)s',
  '$2b$12$abcdefghijklmnopqrstuv',
  '$6$rounds=5000$salt$digest',
  '$argon2id$v=19$m=65536,t=3,p=2$salt$digest',
  '{SSHA}abcdef',
  'Passwort:',
  "' + password + '",
  'sha512',
  'RS256',
  'aes-256-cbc',
  String.raw`\\d{8,}$`,
  String.raw`\u6851\u57fa`,
  'Mật khẩu',
  'Heslo',
  'wachtwoord',
  'パスワード',
  'dXNlcjpwYXNzd29yZA==',
  'ATCTT3xFfGN0-your-token',
  'YOUR_API_KEY',
  'PHBhc3N3b3JkPg==',
  'IQoJb3JpZVERYLONGSTRINGEXAMPLE',
  `U${'DXU4RC2'.repeat(8).slice(0, 55)}`,
])('%s', (value) => {
  expect(isSurelyNone(value, place)).toBe(true);
});

it.each(['hunter2', 'Pa$$word{1}', '<3cookies', 'a+b=c', '$ecret$', 'Çelik2020', 'shadow99', 'aHVudGVyMg=='])(
  'not %s',
  (value) => {
    expect(isSurelyNone(value, place)).toBe(false);
    expect(isSurelyNone(value, pathFacts('yarn.lock'))).toBe(true);
  },
);

it.each([
  ['PublicKey', true],
  ['ssh_public_key', true],
  ['CLOUDFLARE_TOKEN_COMMIT', true],
  ['password_sha256', true],
  ['ikey', true],
  ['snyk-token-policy', true],
  ['PrivateKey', false],
  ['api_key', false],
  ['monkey', false],
  ['hashPassword', false],
])('the name %s: %s', (name, expected) => {
  expect(isNameOfPublic(name)).toBe(expected);
});
