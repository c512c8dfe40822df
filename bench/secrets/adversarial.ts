// Files that are made to be slow, each for a way in which a scanner can be: one long line, many short ones, keywords
// without end, what almost is a token, quotes in quotes, one encoding in another. Of any length, so that a test can
// count the work of small ones and a bench time large ones.
import type { SecretRule } from '../../src/model/secret-rule.ts';

export interface AdversarialFile {
  readonly name: string;
  /** Its ending says how it is read. */
  readonly path: string;
  /** A text of about so many characters. */
  readonly text: (length: number) => string;
}

const repeated =
  (unit: string) =>
  (length: number): string =>
    unit.repeat(Math.ceil(length / unit.length));

/** Characters as a hash, a key or an image has them: the same for the same length. */
function random(alphabet: string): (length: number) => string {
  return (length) => {
    let state = 12_345;
    return Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return alphabet[(state >>> 16) % alphabet.length]!;
    }).join('');
  };
}
const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const word = letters + letters.toUpperCase() + digits;

/** Pieces of text that look like the beginning of something, over and over. */
const units: readonly (readonly [name: string, path: string, unit: string])[] = [
  ['one keyword', 'a.js', 'password'],
  ['one keyword, as settings', 'a.yaml', 'password'],
  ['keywords with dots', 'a.js', 'token.secret.'],
  ['keywords in a path', 'a.txt', 'key/auth/'],
  ['passwords without values', '.env', 'password=\n'],
  ['passwords with values', '.env', 'password=kX3v9Qp2\n'],
  ['passwords in one line', 'a.js', 'password="kX3v9Qp2",'],
  ['passwords in one setting', 'a.yaml', 'password: kX3v9Qp2 '],
  ['a million short lines', 'a.txt', 'a\n'],
  ['blank lines', 'a.yaml', '\n'],
  ['blanks', 'a.yaml', ' '],
  ['a name before many blanks', 'a.yaml', `password:${' '.repeat(90)}`],
  ['open quotes', 'a.js', 'secret="'],
  ['quotes in quotes', 'a.json', String.raw`{\\\"secret\\\":\"`],
  ['backslashes', 'a.js', '\\'],
  ['tags', 'a.xml', '<password '],
  ['open tags', 'a.xml', '<password>'],
  ['brackets', 'a.js', 'key(['],
  ['addresses', 'a.txt', 'http://a:'],
  ['addresses with passwords', 'a.txt', 'http://a:kX3v9Qp2@b '],
  ['addresses in one another', 'a.txt', '://a:b@'],
  ['headers of keys', 'a.txt', '-----BEGIN PRIVATE KEY-----\n'],
  ['headers of keys with a line', 'a.txt', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'],
  ['dashes', 'a.txt', '-'],
  ['signed tokens', 'a.txt', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.'],
  ['beginnings of signed tokens', 'a.txt', 'eyJ'],
  ['parts of signed tokens', 'a.txt', 'eyJhbGciOi.'],
  ['authorization', 'a.txt', 'bearer '],
  ['authorization with tokens', 'a.txt', 'Authorization: Bearer kX3v9Qp2Lm5Rt8Wz1\n'],
  ['URL encoding', 'a.txt', '%25'],
  ['URL encoding of itself', 'a.txt', '%2525%32%35'],
  ['passwords in URL encoding', 'a.txt', 'password%3DkX3v9Qp2%26'],
  ['escapes', 'a.js', String.raw`\u0070\x61`],
  ['escapes far apart', 'a.js', `\\u0070${' x'.repeat(405)}`],
  ['character references', 'a.xml', '&quot;&#61;'],
  ['all of them', 'a.js', String.raw`%5Cu0026quot;%26amp;`],
  ['base64 of text', 'a.txt', `${Buffer.from('the password="kX3v9Qp2" is in here. ').toString('base64')}\n`],
  [
    'base64 of base64',
    'a.txt',
    `${Buffer.from(Buffer.from('password="kX3v9Qp2";').toString('base64')).toString('base64')} `,
  ],
  ['hex of text', 'a.txt', `${Buffer.from('the password="kX3v9Qp2" is in here. ').toString('hex')} `],
  ['beginnings of base64 of text', 'a.txt', 'VGhlIHBhc3N3b3JkIGlzIGlu////'],
  ['base64 of text in one line', 'a.txt', Buffer.from('the password="kX3v9Qp2" is in here. ').toString('base64')],
  [
    'a lock file',
    'package-lock.json',
    '"a": {"resolved": "https://r.org/a.tgz", "integrity": "sha512-kX3v9Qp2Lm5Rt8Wz1kX3v9Qp2Lm5Rt8Wz1=="},\n',
  ],
  ['minified code', 'a.min.js', 'function a(t,e){return t.key=e,t.auth&&(e.token=t[0]?"a":`b${t}`),e}'],
  ['translations', 'locales/de.json', '"password.token": "Passwort vergessen? Ihr Token: {token}",\n'],
  ['hashes', 'a.sha256', 'da39a3ee5e6b4b0d3255bfef95601890afd80709da39a3ee5e6b4b0d3255bfef  key.txt\n'],
  ['another alphabet', 'a.txt', 'пароль ключ '],
  ['arguments', 'a.js', 'f("password", "kX3v9Qp2"),'],
  ['options', 'a.sh', 'run --password kX3v9Qp2 '],
  ['SQL', 'a.sql', "IDENTIFIED BY PASSWORD 'kX3v9Qp2' "],
  ['triple quotes', 'a.py', 'password = """kX3v9Qp2"""\n'],
  ['back-ticks', 'a.js', 'key = `'],
];

/** Long runs of one kind of characters. */
const runs: readonly (readonly [name: string, alphabet: string])[] = [
  ['digits', digits],
  ['hexadecimal digits', '0123456789abcdef'],
  ['letters', letters],
  ['letters and digits', word],
  ['base64', `${word}+/`],
  ['base64 for URLs', `${word}-_`],
  ['anything that can be typed', `${word}+/-_=.:;,"'()[]{}<>|&%$#@!?* \\`],
];

/** Files for all rules alike. */
export const adversarialFiles: readonly AdversarialFile[] = [
  ...units.map(([name, path, unit]): AdversarialFile => ({ name, path, text: repeated(unit) })),
  ...runs.map(([name, alphabet]): AdversarialFile => ({
    name: `a run of ${name}`,
    path: 'a.txt',
    text: random(alphabet),
  })),
];

/** Files for one rule: its keywords without anything, and before the longest runs of what a token can be made of. */
export function adversarialFilesFor({ id, keywords }: SecretRule): readonly AdversarialFile[] {
  return keywords.slice(0, 2).flatMap((keyword): AdversarialFile[] => [
    { name: `${id}: ${keyword}`, path: 'a.txt', text: repeated(keyword) },
    { name: `${id}: ${keyword}, apart`, path: 'a.txt', text: repeated(`${keyword} `) },
    { name: `${id}: ${keyword}, quoted`, path: 'a.js', text: repeated(`"${keyword}`) },
    {
      name: `${id}: ${keyword} before hexadecimal digits`,
      path: 'a.txt',
      text: repeated(`${keyword}${'a1'.repeat(60)} `),
    },
    { name: `${id}: ${keyword} before digits`, path: 'a.txt', text: repeated(`${keyword} ${'1'.repeat(120)} `) },
    { name: `${id}: ${keyword} before base64`, path: 'a.txt', text: repeated(`${keyword}${'aB3/'.repeat(30)} `) },
    {
      name: `${id}: ${keyword} before a long word`,
      path: 'a.txt',
      text: repeated(`${keyword}${'aB3_-'.repeat(1000)}`),
    },
  ]);
}
