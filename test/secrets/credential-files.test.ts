import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf(
  ...['netrc', 'npmrc', 'pypirc', 'pgpass', 'my-cnf'].map((name) => `secrets/formats/${name}`),
);
const find = (path: string, text: string): string[] =>
  detector.detect({ path, text, language: 'text' }).map(({ start, end }) => text.slice(start, end));

describe('files of credentials', () => {
  it.each([
    ['.netrc', 'machine a.dev login joe password kT9vq2LmX\nmachine b.dev\n\tlogin joe\n\tpassword kT9vq2LmX\n', 2],
    ['home/joe/_netrc', 'default login joe password kT9vq2LmX', 1],
    ['.npmrc', '//a.dev/:_authToken=kT9vq2LmX\n//a.dev/:_password="kT9vq2LmX"\n_auth = kT9vq2LmX\n', 3],
    ['.pypirc', '[a]\nusername = joe\npassword = kT9vq2LmX\n[b]\npassword: kT9vq2LmX\n', 2],
    ['.pgpass', '# host:port:db:user:password\ndb:5432:shop:joe:kT9vq2LmX\n::1:*:*:*:other\n', 1],
    ['.pgpass', String.raw`db\:1:5432:shop:joe:kT9vq2LmX`, 1],
    ['.my.cnf', '[client]\nuser=joe\npassword=kT9vq2LmX\n[mysql]\npassword="kT9vq2LmX"\n', 2],
  ])('%s: %j', (path, text, count) => {
    expect(find(path, text)).toEqual(Array.from({ length: count }, () => 'kT9vq2LmX'));
  });

  it.each([
    ['.netrc', 'machine a.dev login joe password ${TOKEN}'],
    ['.npmrc', '//a.dev/:_authToken=${NPM_TOKEN}\nauth-type=legacy\n; _auth = kT9vq2LmX is commented out'],
    ['.pypirc', '[a]\n# password = kT9vq2LmX\npassword = <your password>\n'],
    ['.pgpass', '*:*:*:joe:password\n#db:5432:shop:joe:kT9vq2LmX\n'],
    ['my.cnf', '[mysqld]\npassword_history = 5\nvalidate_password.length=12\n'],
    ['notes/netrc.txt', 'machine a.dev login joe password kT9vq2LmX'],
  ])('nothing in %s: %j', (path, text) => {
    expect(find(path, text)).toEqual([]);
  });
});
