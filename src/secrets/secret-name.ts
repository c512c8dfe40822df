// Does a name promise a secret? src/names knows what a name says for sure; in configuration and in other languages'
// code a few more words count, as hints.
import { classifyName } from '../names/classify-name.ts';
import { words } from '../names/words.ts';

/**
 * password: people choose such values, so natural words count; token: made by machines, so only random values count;
 * weak: a word that means many things, so only random values count, and not for much.
 */
export type NameKind = 'password' | 'token' | 'weak';

const passwords = new Set('pass passw psw pswd parola userpass dbpass mypassword'.split(' '));
const tokens = new Set(
  'auth authorization bearer jwt pat tokens appsecret clientsecret appkey authtoken accesstoken'.split(' '),
);
/** Words that make a `key` a secret one, beyond those that src/names knows. */
const keyOwners = new Set(
  'account aes app application client consumer crypto des gpg rsa service ssh subscription'.split(' '),
);
/** Words after which a name still says the same. */
const qualifiers = new Set(
  'dev development local main prod production qa sandbox staging stage test value default'.split(' '),
);
/** Words that turn any of it into something public. */
const harmless = new Set(
  'encrypted username usernames email public pub primary foreign hash hashed digest checksum sha1 sha256 md5 fingerprint csrf xsrf page next continuation cursor sort partition cache has is no invalid without missing'.split(
    ' ',
  ),
);

/** Judges a name; null where it promises none, or takes it back. */
export function secretNameKind(name: string): NameKind | null {
  const kind = classifyName(name);
  if (kind !== 'none') return kind === 'password' ? 'password' : kind === 'secret' ? 'token' : null;
  const list = words(name).filter((word) => !/^\d+$/.test(word));
  while (list.length > 1 && qualifiers.has(list.at(-1)!)) list.pop();
  const last = list.at(-1);
  if (last === undefined || list.some((word) => harmless.has(word))) return null;
  if (passwords.has(last) || /(?:password|passwd|passphrase)$/.test(last)) return 'password';
  if (tokens.has(last) || /(?:secret|token|apikey)$/.test(last)) return 'token';
  if (/^keys?$/.test(last))
    return list.slice(0, -1).some((word) => keyOwners.has(word) || tokens.has(word)) ? 'token' : 'weak';
  return list.some((word) => passwords.has(word) || tokens.has(word)) ? 'weak' : null;
}

/** Whether a word of the name says that what it holds is public, a digest, or about a secret only. */
export function isHarmlessName(name: string): boolean {
  return words(name).some((word) => harmless.has(word));
}
