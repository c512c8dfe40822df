// The eight keys and salts of WordPress (https://developer.wordpress.org/advanced-administration/wordpress/wp-config/):
// they sign the cookies of those who are logged in. 64 printable characters, in wp-config.php or an environment file.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { isTemplate, saysPlaceholder } from './placeholder.ts';

const name = String.raw`(?:SECURE_AUTH|AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)`;
const given = new RegExp(
  String.raw`(?<![A-Z_])${name}(?:["']\s{0,4},\s{0,24}|["']?\s{0,4}=>?\s{0,4}|["']?:[ \t]{1,4})(?:'([^'\r\n]{32,100})'|"([^"\r\n]{32,100})")`,
  'dy',
);

/** The finder of the rule with `structure: wordpress-key`; its keywords are the names. */
export function wordpressKeyFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap((hit): Candidate[] => {
      // The hit may be the end of a longer one of the names: `SECURE_AUTH_KEY`.
      const match = matchAt(given, text, hit.start);
      const span = match?.indices?.[1] ?? match?.indices?.[2];
      if (!match || !span) return [];
      const [start, end] = span;
      const value = text.slice(start, end);
      if (isPhrase(value) || isVariable(value)) return [];
      return [candidateAt(place, { rule, rank: ranks.place, start, end, value, name: null, confidence: 'high' })];
    });
}

/** `put your unique phrase here`, and other words for people. */
function isPhrase(value: string): boolean {
  return saysPlaceholder(value) || /^[a-z ]+$/i.test(value) || new Set(value).size < 12;
}

function isVariable(value: string): boolean {
  return value.length < 60 && isTemplate(value);
}
