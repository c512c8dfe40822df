import { expect, it } from 'vitest';
import { pathFacts } from '../../src/secrets/path-facts.ts';
import { isSurelyNone } from '../../src/secrets/surely-none.ts';

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
])('%s', (value) => {
  expect(isSurelyNone(value, place)).toBe(true);
});

it.each(['hunter2', 'Pa$$word{1}', '<3cookies', 'a+b=c', '$ecret$', 'Çelik2020', 'shadow99'])('not %s', (value) => {
  expect(isSurelyNone(value, place)).toBe(false);
  expect(isSurelyNone(value, pathFacts('yarn.lock'))).toBe(true);
});
