import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/url-credentials');
const find = (text: string, path = 'src/a.js'): string[] =>
  detector
    .detect({ path, text, language: 'text' })
    .map(({ start, end, confidence }) => `${text.slice(start, end)} ${confidence}`);

describe('passwords in URLs', () => {
  it.each([
    ['postgresql+psycopg://app:kT9vq2LmX@db:5432/x', 'kT9vq2LmX high'],
    ['jdbc:mysql://root:kT9vq2LmX@localhost/x', 'kT9vq2LmX high'],
    ['"redis://:kT9vq2LmX@cache:6379/0"', 'kT9vq2LmX high'],
    ['https://me%40acme.dev:p%40ss-kT9@git.acme.dev/x.git', 'p%40ss-kT9 high'],
    ['https://a:kT9@vq2@git.acme.dev/', 'kT9@vq2 high'],
    ['amqp://worker:sunflower@mq/', 'sunflower medium'],
    ['amqp://guest:guest@mq/', 'guest low'],
    ['https://joe:kT9vq2LmX@www.example.com/', 'kT9vq2LmX low'],
  ])('%s', (text, found) => {
    expect(find(text)).toEqual([found]);
  });

  it('is a hint less in tests', () => {
    expect(find('a://b:kT9vq2LmX@db', 'tests/a.js')).toEqual(['kT9vq2LmX medium']);
  });

  it.each([
    'http://host:8080/path@v2',
    'https://user@host/',
    'https://host/a:b@c',
    'https://{user}:{password}@host/',
    'https://$USER:$PASS@host/',
    'https://%s:%s@host/',
    'https://<user>:<password>@host/',
    'https://user:****@host/',
    'https://user:password@host/',
    'https://RABBIT_USER:RABBIT_PASS@controller/',
    'https://user:pass%20pass@host/',
    '^[a-z]+://[^:]+:[^@]+@',
    '://a:b@c',
    'https://a:b',
  ])('nothing in %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});
