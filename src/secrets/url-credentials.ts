// A password in a URL: `scheme://user:password@host` (RFC 3986, section 3.2.1), whatever the scheme.
import type { Confidence } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { judgeWrittenPassword } from './written-password.ts';

const longestAuthority = 300;
const authority = /^[^\s/?#"'`<>\\(),]{1,300}/;
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
      const start = end + split + 1;
      candidates.push(
        candidateAt(place, { rule, rank: ranks.place, start, end: end + at, value: password, confidence }),
      );
    }
    return candidates;
  };
}

/** null: no password, but a template, a mask, a pattern, or what documentation writes. */
function judge(user: string, password: string, host: string): Confidence | null {
  if (host === '' || /[[\]{}|^*]/.test(password + user)) return null;
  const confidence = judgeWrittenPassword(password);
  return confidence && (exampleHost.test(host) || password === user) ? 'low' : confidence;
}
