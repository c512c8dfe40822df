// JSON Web Tokens (RFC 7519): three base64url parts, of which the first decodes to a header with an algorithm. What the
// payload tells makes one better or worse; the clock is not asked, as the same text must give the same findings.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
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
      const confidence = (isMask(signature) && !unsigned) || isDocumented(payload) ? null : 'high';
      const remark = unsigned ? ({ severity: 'low', note: 'not signed' } as const) : remarkOn(payload);
      candidates.push(
        candidateAt(place, { rule, rank: ranks.structure, start, end: covered, value, confidence, ...remark }),
      );
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

/** Tokens that ended before this (2026-01-01) are over, whatever the day on which they are found. */
const longOver = 1_767_225_600;
const shortLife = 24 * 3600;

/** How bad this one is, where its payload tells. */
function remarkOn(payload: Readonly<Record<string, unknown>>): Pick<Candidate, 'severity' | 'note'> | undefined {
  const { exp, iat, nbf, iss, role } = payload;
  const from = typeof iat === 'number' ? iat : nbf;
  if (typeof exp === 'number' && exp < longOver) return { severity: 'low', note: `expired on ${dayOf(exp)}` };
  if (typeof exp === 'number' && typeof from === 'number' && exp > from && exp - from <= shortLife)
    return { severity: 'low', note: `lives until ${dayOf(exp)} only` };
  // https://supabase.com/docs/guides/api/api-keys: one passes all row level security, the other is for browsers.
  if (iss === 'supabase' && role === 'service_role')
    return { severity: 'critical', note: 'a service role of Supabase' };
  if (iss === 'supabase' && role === 'anon') return { severity: 'note', note: 'a public key of Supabase' };
  if (typeof iss === 'string' && iss.startsWith('kubernetes'))
    return { severity: 'high', note: 'of a service account of Kubernetes' };
  return undefined;
}

function dayOf(seconds: number): string {
  const day = new Date(seconds * 1000);
  return Number.isNaN(day.getTime()) ? 'an unknown day' : day.toISOString().slice(0, 10);
}

/** The token that https://jwt.io shows to everybody. */
function isDocumented(payload: Readonly<Record<string, unknown>>): boolean {
  return payload['sub'] === '1234567890' && payload['name'] === 'John Doe';
}
