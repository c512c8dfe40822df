import { expect, it } from 'vitest';
import { isPartOfWord } from '../../src/secrets/part-of-word.ts';

const check = (text: string, keyword: string): boolean => {
  const start = text.toLowerCase().indexOf(keyword);
  return isPartOfWord(text, { start, end: start + keyword.length });
};

it.each([
  ['keystone', 'key'],
  ['KEYSTONE_URL', 'key'],
  ['tokenizer', 'token'],
  ['author', 'auth'],
  ['passed', 'pass'],
  ['credit', 'cred'],
  ['Turkey', 'key'],
  ['bypass', 'pass'],
  ['sacred', 'cred'],
])('%s is another word', (text, keyword) => {
  expect(check(text, keyword)).toBe(true);
});

it.each([
  ['keys', 'key'],
  ['keyId', 'key'],
  ['tokenValue', 'token'],
  ['authorization', 'auth'],
  ['passwd', 'pass'],
  ['PASSWORD', 'pass'],
  ['passphrase', 'pass'],
  ['credentials', 'cred'],
  ['secretary', 'secret'],
  ['apikey', 'key'],
  ['dbpass', 'pass'],
])('%s may be one', (text, keyword) => {
  expect(check(text, keyword)).toBe(false);
});
