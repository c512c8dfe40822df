// Values that are no secrets whatever their names: what no model needs to look at.
import { words } from '../names/words.ts';
import type { PathFacts } from './path-facts.ts';
import { isMask } from './placeholder.ts';

/** Whole templates: `${x}`, `$(x)`, `{{ x }}`, `<x>`, `%(x)s`, `#{x}`. */
const template = /^\$\{[^}]*\}$|^\$\([^)]*\)$|^\{\{[^}]*\}\}$|^<[A-Za-z][^>]*>$|^%\([^)]*\)s$|^#\{[^}]*\}$/;
/** Digests of passwords, with their schemes (crypt(5), LDAP, Django, Shiro). */
const digest = /^\$[\w-]+\$(?:[\w=,.-]+\$)+|^\$2[abxy]\$\d\d\$|^\$1\$|^\{(?:SSHA?|SHA|MD5|CRYPT)\w*\}|^pbkdf2_\w+\$/i;
/** A label for people: `Passwort:`. */
const label = /^[\p{L} ]+[:…]$/u;
/** What stands between two strings that are joined: `' + x + '`. */
const joint = /^["'`]?\s?[+.] .* [+.]\s?["'`]?$/;

/** Names of algorithms, as they are given to functions: `sha512`, `aes-256-cbc`, `RS256`. */
const algorithm = /^(?:sha-?\d+|md5|[hrep]s\d{3}|aes-?\d{3}[\w-]*|bcrypt|scrypt)$/i;
/** A regular expression, or nothing but escaped characters. */
const pattern = /\(\?[:=!<]|\\[bdws][+*({|[]|^(?:\\u[0-9a-f]{4})+$/i;
/** Words for people in another language than English: letters beyond ASCII, and blanks. */
const foreign = /^(?=.*[^ -~\s])(?=.*\s)/;

/** What says of itself that it is an example: `…EXAMPLE`, the end of AWS's documented keys; `user:password`; `your-token`. */
const yours = /(?:^|[-_<])your[-_ ]?(?:own|api|access|auth|secret|token|key|password)/i;
const example = /EXAMPLE(?:KEY)?$|^(?:user(?:name)?|login):(?:pass(?:word|wd)?|secret)$/i;
/** The public half of an NKEY: an account, a user, a server (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth). */
const publicKey = /^[ACNOUX][A-Z2-7]{55}$/;

/** The word for "password" in another language, as catalogues of translations have it. */
const translated =
  /^(?:passwort|kennwort|mot de passe|contraseña|contrasena|clave|senha|palavra-passe|parola|parole|wachtwoord|heslo|hasło|haslo|geslo|lozinka|jelszó|jelszo|salasana|lösenord|losenord|passord|adgangskode|kodeord|lykilorð|parolă|slaptažodis|parool|cyfrinair|pasahitza|contrasenya|contrasinal|şifre|sifre|kata sandi|sandi|mật khẩu|пароль|парола|лозинка|密码|密碼|パスワード|비밀번호)$/iu;

const forms = [translated, yours, example, publicKey, template, digest, label, joint, algorithm, pattern, foreign];

/** Whether a value needs no look: it is too short, has one of these forms, or its file was generated. */
export function isSurelyNone(value: string, { generated }: PathFacts): boolean {
  if (generated || value.length < 3) return true;
  if (isMask(value) || forms.some((form) => form.test(value))) return true;
  const decoded = base64.test(value) ? Buffer.from(value, 'base64').toString('latin1') : '';
  return /^[ -~]{3,}$/.test(decoded) && (isMask(decoded) || forms.some((form) => form.test(decoded)));
}

const base64 = /^(?:[A-Za-z0-9+/]{4}){1,60}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/;

const publicName = /(?:^|_)(?:pub|public)_?keys?$|(?:^|_)i_?key$/;
const aboutName = /_(?:commit|revision|sha\d*|hash|digest|checksum|fingerprint|version|policy|ttl|prefix|length|type)$/;

/** Whether a name says that its value is public, or something about a secret: `PublicKey`, `TOKEN_COMMIT`; Duo's `ikey`. */
export function isNameOfPublic(name: string): boolean {
  const joined = words(name).join('_');
  return publicName.test(joined) || aboutName.test(joined);
}
