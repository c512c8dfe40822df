// Registry credentials of Docker's client: `"auth": "…"`, base64 of `user:password`, in `.docker/config.json`,
// `.dockercfg` and pull secrets (https://docs.docker.com/reference/cli/docker/login/).
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { judgeWrittenPassword } from './written-password.ts';

const entry = /\\?"auth\\?"\s{0,4}:\s{0,4}\\?"([A-Za-z0-9+/]{8,2000}={0,2})\\?"/diy;

/** The finder of the rule with `structure: docker-auth`; its keyword is `"auth"`, however its quotes are escaped. */
export function dockerAuthFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap((hit): Candidate[] => {
      const quoted = text[hit.start - 1] === '\\' ? hit.start - 1 : hit.start;
      const match = matchAt(entry, text, quoted);
      if (!match) return [];
      const [start, end] = match.indices![1]!;
      const decoded = Buffer.from(match[1]!, 'base64').toString('latin1');
      const [user, password] = splitOnce(decoded);
      if (!password || !/^[\x20-\x7e]+$/.test(decoded)) return [];
      const judged = judgeWrittenPassword(password);
      const confidence = judged && password === user ? 'low' : judged;
      return confidence
        ? [candidateAt(place, { rule, rank: ranks.structure, start, end, value: decoded, confidence })]
        : [];
    });
}

function splitOnce(text: string): readonly [string, string | null] {
  const at = text.indexOf(':');
  return at < 1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
