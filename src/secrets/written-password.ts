// A password where the syntax itself says that one stands: in a URL, an option of a command, an SQL statement, a line of
// .netrc. The place is certain, so what is left is whether the value is one, or what documentation writes there.
import type { Confidence } from '../model/rule.ts';
import { isKnownPassword } from './known-passwords.ts';
import { isMask, isMetavariable, isTemplate, saysPlaceholder } from './placeholder.ts';
import { wordShare } from './wordlike.ts';

/** What documentation writes where a password belongs. */
const stock =
  /^(?:(?:my|your|the|db|some|user|admin|a|new|old)?[-_.]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|credentials?|auth|user(?:name)?|api[-_]?key)(?:here)?\d?|p|pw|foo|bar|baz|abc|xyz|redacted|x{2,}|y{2,}|test|example|hidden|null|none|port|value|string|text|data|content|empty|\d{1,5})$/i;

/** `mariadb-password`, `password_read`: it says what it is and, without a digit, not much else. */
const selfDescribing =
  /^(?=[a-z]+(?:[-_][a-z]+)+$)(?:.*[-_])?(?:pass(?:word|wd|phrase)?|pwd|secret|token|key)(?:[-_].*)?$/i;

/** How sure we are that the value is a password that somebody uses; null: a template, a mask, what documentation writes. */
export function judgeWrittenPassword(password: string): Confidence | null {
  if (password.length < 2 || isTemplate(password) || isMask(password) || isMetavariable(password)) return null;
  if (/^\$\w|\$$|^%\w+%?$|^:/.test(password) || stock.test(password) || saysPlaceholder(password)) return null;
  if (password.split(/%[0-9A-F]{2}/i).every((part) => stock.test(part))) return null;
  if (isKnownPassword(password) || selfDescribing.test(password)) return 'low';
  return /^[a-z]+$/i.test(password) && wordShare(password) > 0.7 ? 'medium' : 'high';
}
