// Private keys as JSON (RFC 7517, RFC 7518): an object with `kty` and, for a private one, `d`; for a symmetric one, `k`.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, type Hit, ranks } from './candidate.ts';
import { entropy } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';

const longest = 6000;
const member = /\\*["'](kty|d|k)\\*["']\s{0,8}:\s{0,8}\\*["']([\w+/=-]{2,2000})\\*["']/dg;
/** How the keys begin that RFC 7515, 7517, 8037 and 8032 print. */
const documented =
  /^(?:870MB6gfuTJ4HtUn|X4cTteJY_gn4FYPs|GawgguFyGrWKav7A|AyM1SysPpbyDfgZl|hJtXIZ2uSN5kbQfb|nWGxne_9WmC6hEr0|Eq5hpVgXl|jpsQnnGQmL-YBIff|VEmDZpDXXK8p8N0C|AY5pb7A0UFiB3Rel|dwdtCnMYpX08Fs|FdFYFzERwC2uCBB4)/;

/** The finder of the rule with `structure: jwk`; its keyword is `kty`. */
export function jwkFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) => {
    const candidates: Candidate[] = [];
    let covered = 0;
    for (const hit of hits) {
      const object = hit.start < covered ? null : objectAround(text, hit);
      if (!object) continue;
      covered = object[1];
      const found = keyIn(text, object);
      if (!found) continue;
      const { start, end, value } = found;
      const confidence = documented.test(value) || isPlaceholder(value) ? null : 'high';
      candidates.push(candidateAt(place, { rule, rank: ranks.structure, start, end, value, confidence }));
    }
    return candidates;
  };
}

/** The span between the braces around a member's name; null where none stands there. */
function objectAround(text: string, { start, end }: Hit): readonly [number, number] | null {
  if (!/["'\\]/.test(text[end] ?? '')) return null;
  const from = Math.max(0, start - longest);
  const opening = text.slice(from, start).lastIndexOf('{');
  const closing = text.slice(end, end + longest).indexOf('}');
  return opening < 0 || closing < 0 ? null : [from + opening, end + closing];
}

/** The private part of the object between two offsets. */
function keyIn(
  text: string,
  [opening, closing]: readonly [number, number],
): { start: number; end: number; value: string } | null {
  const members = [...text.slice(opening, closing).matchAll(member)];
  const type = members.find(([, name]) => name === 'kty')?.[2];
  const wanted = type === 'oct' ? 'k' : type === 'RSA' || type === 'EC' || type === 'OKP' ? 'd' : null;
  const secret = members.find(([, name]) => name === wanted);
  const span = secret?.indices?.[2];
  // An Ed25519 key has 43 characters, a symmetric one of 128 bits 22.
  if (!secret || !span || secret[2]!.length < (wanted === 'd' ? 40 : 20) || entropy(secret[2]!) < 3.5) return null;
  return { start: opening + span[0], end: opening + span[1], value: secret[2]! };
}
