// Does a name promise a secret? The last words decide: `db_password` does, `password_field`, `token_url` and
// `public_key` do not.

/**
 * password: people choose such values, so natural words count; token: made by machines, so only random values count;
 * weak: a secret's word stands in the name, but another one has the last say.
 */
export type NameKind = 'password' | 'token' | 'weak';

const password = new Set(
  'password passwd passwort passphrase passcode pwd pass pswd psw passw userpass dbpass dbpassword mypassword userpassword rootpassword adminpassword mot2passe contrasena senha parola wachtwoord'.split(
    ' ',
  ),
);
const token = new Set(
  'secret secrets token tokens apikey apisecret apitoken authtoken accesstoken accesskey secretkey privatekey credential credentials cred creds bearer jwt pat authkey authorization appkey appsecret clientsecret auth'.split(
    ' ',
  ),
);
/** Words that make a `key` a secret one. */
const keyOf = new Set(
  'api secret access private encryption encrypt encrypted signing sign master auth account storage shared session aes des hmac jwt app application service subscription consumer client security admin deploy crypto cipher license write read server rest ssh gpg rsa'.split(
    ' ',
  ),
);
/** Words after which a name still says the same: `password_old`, `API_KEY_PROD`, `passwordValue`. */
const qualifiers = new Set(
  'dev development prod production staging stage test testing qa local default value val base64 b64 encoded plain plaintext string str old new current confirm confirmation repeat again live sandbox primary secondary main raw data bytes'.split(
    ' ',
  ),
);
/** Words that turn any of it into something public. */
const harmless = new Set(
  'public pub primary foreign hash hashed digest checksum sha sha1 sha256 md5 fingerprint csrf xsrf page next continuation cursor sort partition cache no has is invalid without missing'.split(
    ' ',
  ),
);
/** Last words that name something about a secret, and not the secret. */
const about = new Set(
  'field name names label url uri link path file filename dir id ids type types length len size header headers regex regexp pattern policy placeholder hint prompt message msg error errors help title description desc reset forgot expiry expires expiration expired ttl timeout endpoint provider manager service class count min max strength format algorithm algo alg param params parameter parameters column col env var variable arn ref prefix suffix index input box button btn text page view form action event method mode status state enabled required changed change icon tooltip caption selector xpath css locator element attribute attr property prop schema model table kind scope scopes audience issuer realm domain host port user username email version rule validator callback handler store storage cache vault generator location source strategy option options config configuration settings set list map array object role group usage info note comment example date time age days bits iterations rounds salt iv nonce hex'.split(
    ' ',
  ),
);

/** The words of an identifier, lower case: `dbPassword`, `DB_PASSWORD` and `db-password` give `db`, `password`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Judges a name; null where no secret's word stands in it, or one that takes it back. */
export function secretNameKind(name: string): NameKind | null {
  const words = wordsOf(name)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
  while (words.length > 1 && qualifiers.has(words.at(-1)!)) words.pop();
  const last = words.at(-1);
  if (last === undefined || words.some((word) => harmless.has(word))) return null;
  if (password.has(last) || /(?:password|passwd|passphrase)$/.test(last)) return 'password';
  if (token.has(last) || /(?:secret|token|apikey)$/.test(last)) return 'token';
  if (/^keys?$/.test(last))
    return words.slice(0, -1).some((word) => keyOf.has(word) || token.has(word)) ? 'token' : 'weak';
  if (about.has(last)) return null;
  return words.some((word) => password.has(word) || token.has(word)) ? 'weak' : null;
}
