// JSON Web Tokens (RFC 7519): three base64url parts, of which the first decodes to a header with an algorithm.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, lower, ranks } from './candidate.ts';
import { isMask } from './placeholder.ts';

const longest = 16_384;
const shape = /^(eyJ[\w-]{8,})\.([\w-]{8,})\.([\w-]*)(?![\w-])/;

/** The finder of the rule with `structure: jwt`. */
export function jwtFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) => {
    const candidates: Candidate[] = [];
    let covered = 0;
    for (const { start } of hits) {
      if (start < covered || !text.startsWith('eyJ', start) || insideWord(text, start)) continue;
      const match = shape.exec(text.slice(start, start + longest));
      if (!match) continue;
      const value = match[0];
      const signature = match[3]!;
      const header = decodeObject(match[1]!);
      const payload = decodeObject(match[2]!);
      if (!header || typeof header['alg'] !== 'string' || !payload) continue;
      covered = start + value.length;
      const unsigned = /^none$/i.test(header['alg']);
      if (!unsigned && signature.length < 20) continue;
      candidates.push({
        rule,
        rank: ranks.structure,
        start,
        end: covered,
        value,
        name: null,
        confidence:
          (isMask(signature) && !unsigned) || isDocumented(payload) ? null : place.madeUp ? lower('high') : 'high',
        severity: unsigned ? 'low' : null,
        note: unsigned ? 'not signed' : null,
        partner: null,
      });
    }
    return candidates;
  };
}

function insideWord(text: string, at: number): boolean {
  return (
    at > 0 && /[\w-]/.test(text[at - 1]!) && !/\\[nrt]$|%[0-9A-Fa-f]{2}$/.test(text.slice(Math.max(0, at - 3), at))
  );
}

function decodeObject(part: string): Readonly<Record<string, unknown>> | null {
  const text = Buffer.from(part, 'base64url').toString('utf8').trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return null; // an exception costs more than all the rest
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The token that https://jwt.io shows to everybody. */
function isDocumented(payload: Readonly<Record<string, unknown>>): boolean {
  return payload['sub'] === '1234567890' && payload['name'] === 'John Doe';
}
