import { remembering } from './remember.ts';
import { words } from './words.ts';

// What a name says its value is. A name means what its last telling word means: `db_password` is a password,
// `password_field` is a field. So a word such as `password` counts only where nothing but an owner, a number or a word
// like `value` follows, and nothing before it says that it is another thing (`csrf_token`, `has_password`).

/**
 * `password`: people type it in or log in with it; `secret`: another thing to be kept secret (API key, token, private key);
 * `about`: it only tells about one (`password_hint`, `token_type`, `hashed_password`); `none`: no such thing.
 */
export type NameKind = 'password' | 'secret' | 'about' | 'none';

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const passwordWords = set(`password passwords passwd passwds pwd pwds passphrase passcode passwort kennwort motdepasse
  contrasena contraseña senha wachtwoord пароль`);
/** `pass` and `pin` mean many things; alone or after one of these words they are passwords. */
const passwordCompany = set(`admin account app auth basic bind client database db default email ftp guest http imap key
  ldap login mail master my mysql oracle owner pg pop postgres proxy rabbit redis remote root router server service smtp
  ssh sudo superuser svn sys sysadmin system test user username vnc vpn web wifi wlan zip`);
const pinCompany = set('access account atm bank card customer default device login security sim unlock user');

const secretWords = set(
  'secret secrets credential credentials cred creds apikey apitoken secretkey accesskey authkey privatekey',
);
/** Before `key` and `keys`, they make it a secret. */
const keyQualifiers = set(`access api auth authentication consumer cookie crypt crypto decryption deploy encryption
  encrypt fernet hmac jwt license master private secret server session shared sign signature signing storage webhook`);
/** Before `token`, they make it something harmless. `tokens` counts only after one of `tokenQualifiers`. */
const harmlessTokens =
  set(`bos cancel cancellation cls close closing comma comment completion continuation continue csrf
  current cursor delimiter design dot end eof eol eos erc first identifier ignore input keyword last lexer list
  lookahead marker mask max min n name new newline next nft num number op open opening operator output pad page
  pagination parse parser peek prev previous prompt punctuation resume sentence sep separator skip special start stop
  string symbol sync syntax tag text total unk unknown value vocab whitespace word xsrf`);
const tokenQualifiers = set('access api auth bearer oauth refresh secret security service session user');

/** May follow without changing what it is: another copy of the value. */
const valueWords = set(`again b b64 base64 bytes clear cleartext confirm confirmation constant content current data
  decoded decrypted default input literal new old plain plaintext previous prod production raw repeat repeated s staging str
  string temp test text tmp val value`);
/** May follow as the one whom it belongs to: `password_admin`, `TOKEN_GITHUB`; `for` and `of` may be followed by anything. */
const owners = set(`admin aws azure client database db dev email ftp gcp github gitlab google guest imap ldap local mail
  master mongo mysql pg postgres redis root server slack smtp ssh stripe telegram twilio user`);
const ownedBy = set('for of');

/** Before it, they say that the value is no longer the password, or a yes or no, or a deed. */
const otherThings = set(`allow ask bad change changed check clear compare count crypted decline delete disable
  disabled display empty enable enabled encode encrypt encrypted expired extract failed find forgot forgotten format has
  hash hashed hide hint ignore incorrect invalid is lost mask masked max min mismatch missing must need needed needs no
  non num number obfuscated obscured on parse policy prompt public redacted remember remove require required requires reset
  rotate salted save send set show strip toggle try unset update use uses using validate validates verify weak without
  wrong`);

/** Deeds that a token is for: a `reset_token` is one, a `reset_password` is none. */
const tokenDeeds = set('change confirm forgot remember reset update verify');

/** What a variable, attribute, key or parameter of this name holds. */
export const classifyName: (name: string) => NameKind = remembering(classify);

function classify(name: string): NameKind {
  const list = [...words(name)];
  while (list.length > 1 && /^\p{N}+$/u.test(list.at(-1)!)) list.pop();
  for (let last = list.length - 1; last >= 0; last--) {
    const head = headAt(list, last);
    if (head === null) continue;
    if (head.kind === 'none') return 'none';
    const before = list.slice(0, head.start);
    if (!onlyFollowers(list.slice(last + 1)) || before.some((word) => takesBack(word, list[last]!))) return 'about';
    return head.kind;
  }
  return 'none';
}

interface Head {
  readonly start: number;
  readonly kind: 'password' | 'secret' | 'none';
}

/** The telling word or phrase that ends at `last`, or null. */
function headAt(list: readonly string[], last: number): Head | null {
  const word = list[last]!;
  const before = last > 0 ? list[last - 1]! : null;
  if (passwordWords.has(word)) return { start: last, kind: 'password' };
  if (word === 'pass')
    return alone(list, last) || passwordCompany.has(before ?? '') ? { start: last, kind: 'password' } : null;
  if (word === 'pin') return pinCompany.has(before ?? '') ? { start: last, kind: 'password' } : null;
  if (secretWords.has(word)) return { start: last, kind: 'secret' };
  if (word === 'key' || word === 'keys') {
    // `public_private_key` and the like do not occur; `primary_key`, `cache_key`, `key` are no secrets.
    return before !== null && keyQualifiers.has(before) ? { start: last - 1, kind: 'secret' } : null;
  }
  if (word === 'token') return { start: last, kind: harmlessTokens.has(before ?? '') ? 'none' : 'secret' };
  if (word === 'tokens') return tokenQualifiers.has(before ?? '') ? { start: last, kind: 'secret' } : null;
  if (word === 'otp' || word === 'totp')
    return alone(list, last) || before === 'user' ? { start: last, kind: 'secret' } : null;
  return null;
}

function takesBack(word: string, head: string): boolean {
  return otherThings.has(word) && !(head === 'token' && tokenDeeds.has(word));
}

function alone(list: readonly string[], last: number): boolean {
  return list.length === 1 && last === 0;
}

function onlyFollowers(after: readonly string[]): boolean {
  if (after.length > 1 && ownedBy.has(after[0]!)) return true;
  return after.every((word) => valueWords.has(word) || owners.has(word) || /^\p{N}+$/u.test(word));
}
