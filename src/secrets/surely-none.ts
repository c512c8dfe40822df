// Values that are no secrets whatever their names: what no model needs to look at.
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

const forms = [template, digest, label, joint, algorithm, pattern, foreign];

/** Whether a value needs no look: it is too short, has one of these forms, or its file was generated. */
export function isSurelyNone(value: string, { generated }: PathFacts): boolean {
  if (generated || value.length < 3) return true;
  return isMask(value) || forms.some((form) => form.test(value));
}
