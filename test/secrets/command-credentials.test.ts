import { expect, it } from 'vitest';
import { commandCredentialsAt } from '../../src/secrets/command-credentials.ts';

function find(text: string, keyword: string): string | null {
  const start = text.indexOf(keyword);
  const found = commandCredentialsAt(text, { start, end: start + keyword.length });
  return found && text.slice(found.start, found.end) === found.value ? found.value : null;
}

it.each([
  ['curl -u joe:v1 https://a.dev', 'curl', 'v1'],
  ['curl -sk -u "joe:v 1" https://a.dev', 'curl', 'v 1'],
  ['curl --user joe:v1 https://a.dev', 'curl', 'v1'],
  ['sshpass -p v1 ssh a', 'sshpass', 'v1'],
  ["sshpass -p'v1' ssh a", 'sshpass', 'v1'],
  ['mysql -uroot -pv1x db', 'mysql -', 'v1x'],
])('%s', (text, keyword, value) => {
  expect(find(text, keyword)).toBe(value);
});

it.each([
  ['curl -u joe https://a.dev', 'curl'],
  ['curl https://a.dev/-u', 'curl'],
  ['mysql -uroot -p db', 'mysql -'],
  ['sshpass -e ssh a', 'sshpass'],
  ['curl -u $USER', 'curl'],
])('nothing in %s', (text, keyword) => {
  expect(find(text, keyword)).toBeNull();
});
