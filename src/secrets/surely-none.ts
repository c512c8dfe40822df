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

/** Whether a value needs no look: too short, a mask, a template, a digest, a label, code between strings; or its file was generated. */
export function isSurelyNone(value: string, { generated }: PathFacts): boolean {
  if (generated || value.length < 3) return true;
  return isMask(value) || [template, digest, label, joint].some((pattern) => pattern.test(value));
}
