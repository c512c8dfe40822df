// A password in a URL: `scheme://user:password@host` (RFC 3986, section 3.2.1), whatever the scheme.
import type { Confidence } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, lower, ranks } from './candidate.ts';
import { isMask, isMetavariable, isTemplate, saysPlaceholder } from './placeholder.ts';
import { wordShare } from './wordlike.ts';

const longestAuthority = 300;
const authority = /^[^\s/?#"'`<>\\(),]{1,300}/;
/** What documentation writes where a password belongs. */
const stock =
  /^(?:(?:my|your|the|db|some|user|admin|a|new|old)?[-_.]?(?:pass(?:word|wd|phrase)?|pwd|pw|secret|token|key|credentials?|auth|user(?:name)?|api[-_]?key)(?:here)?\d?|p|pw|foo|bar|baz|abc|xyz|redacted|x{2,}|y{2,}|test|example|hidden|null|none|port|\d{1,5})$/i;
const exampleHost =
  /(?:^|\.)example(?:\.(?:com|org|net|edu))?$|\.(?:example|invalid|test)$|^(?:host(?:name)?|server|ip|domain|address)(?:\.|$)|^(?:my|your|some)[-_]?(?:host|server|domain)/i;

/** The finder of the rule with `structure: url-credentials`; its keyword is `://`. */
export function urlCredentialsFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) => {
    const candidates: Candidate[] = [];
    for (const { start: colon, end } of hits) {
      if (!/[a-z0-9+.-]/i.test(text[colon - 1] ?? '')) continue;
      const found = authority.exec(text.slice(end, end + longestAuthority))?.[0];
      const at = found?.lastIndexOf('@') ?? -1;
      if (!found || at < 0) continue;
      const split = found.indexOf(':');
      if (split < 0 || split >= at) continue;
      const user = found.slice(0, split);
      const password = found.slice(split + 1, at);
      const host = found.slice(at + 1).replace(/:\d*$/, '');
      const confidence = judge(user, password, host);
      candidates.push({
        rule,
        rank: ranks.structure,
        start: end + split + 1,
        end: end + at,
        value: password,
        name: null,
        confidence: confidence && place.madeUp ? lower(confidence) : confidence,
        severity: null,
        note: null,
        partner: null,
      });
    }
    return candidates;
  };
}

/** null: no password, but a template, a mask, a pattern, or what documentation writes. */
function judge(user: string, password: string, host: string): Confidence | null {
  if (password.length < 2 || host === '' || /[[\]{}|^*]/.test(password + user)) return null;
  if (isTemplate(password) || /^\$\w|\$$|^%\w+%?$|^:/.test(password) || isMask(password) || stock.test(password))
    return null;
  if (
    saysPlaceholder(password) ||
    isMetavariable(password) ||
    password.split(/%[0-9A-F]{2}/i).every((part) => stock.test(part))
  )
    return null;
  if (exampleHost.test(host) || password === user) return 'low';
  return /^[a-z]+$/i.test(password) && wordShare(password) > 0.7 ? 'medium' : 'high';
}
