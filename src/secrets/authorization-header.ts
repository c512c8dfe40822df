// Credentials of an Authorization header (RFC 9110, section 11.4) as they stand in requests, logs and documentation:
// `Bearer …`, `Basic …`, `token …`.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { isMask, isPlaceholder, isTemplate, saysPlaceholder } from './placeholder.ts';
import { wordShare } from './wordlike.ts';

const scheme = /(bearer|basic|token)[ ]{1,2}([A-Za-z0-9+/=._~-]{6,2000})/iy;
const header = /authorization\\?["']?\s*[:=,]\s*\\?["']?$/i;

/** The finder of the rule with `structure: authorization-header`; its keywords are the schemes' names. */
export function authorizationHeaderFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap(({ start: at }): Candidate[] => {
      const match = matchAt(scheme, text, at);
      if (!match) return [];
      const [kind, value] = [match[1]!.toLowerCase(), match[2]!];
      // In prose "token" and "basic" are words like others.
      if (kind === 'token' && !header.test(text.slice(Math.max(0, at - 24), at))) return [];
      if (!(kind === 'basic' ? isUserAndPassword(value) : isToken(value))) return [];
      const end = at + match[0].length;
      const start = end - value.length;
      const name = 'Authorization';
      return [candidateAt(place, { rule, rank: ranks.place, start, end, value, name, confidence: 'medium' })];
    });
}

function isUserAndPassword(value: string): boolean {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  if (!decoded.includes(':') || !/^[\x20-\x7e]+$/.test(decoded)) return false;
  const password = decoded.slice(decoded.indexOf(':') + 1);
  if (password === '' || isMask(password) || isTemplate(password) || saysPlaceholder(decoded)) return false;
  return !/^(?:user(?:name)?|admin)?:(?:pass(?:word)?|secret)$/i.test(decoded);
}

function isToken(value: string): boolean {
  if (value.length < 16 || isPlaceholder(value) || saysPlaceholder(value)) return false;
  return /\d/.test(value) ? wordShare(value) < 0.8 : wordShare(value) < 0.55;
}
