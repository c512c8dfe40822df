// Credentials of an Authorization header (RFC 9110, section 11.4) as they stand in requests, logs and documentation:
// `Bearer …`, `Basic …`, `token …`.
import type { Confidence } from '../model/rule.ts';
import type { Hit } from './candidate.ts';
import { isMask, isPlaceholder, isTemplate, saysPlaceholder } from './placeholder.ts';
import { wordShare } from './wordlike.ts';

export interface HeaderCredentials {
  readonly value: string;
  readonly start: number;
  readonly confidence: Confidence;
}

const scheme = /(bearer|basic|token)[ ]{1,2}([A-Za-z0-9+/=._~-]{6,2000})/iy;

/** The credentials that follow a scheme's name at a hit; null where there are none. */
export function headerCredentialsAt(text: string, hit: Hit): HeaderCredentials | null {
  scheme.lastIndex = hit.start;
  const match = scheme.exec(text);
  if (!match) return null;
  const [name, value] = [match[1]!.toLowerCase(), match[2]!];
  // In prose "token" and "basic" are words like others.
  if (
    name === 'token' &&
    !/authorization["']?\s*[:=,]\s*["']?$/i.test(text.slice(Math.max(0, hit.start - 24), hit.start))
  )
    return null;
  const secret = name === 'basic' ? isUserAndPassword(value) : isToken(value);
  return secret ? { value, start: hit.start + match[0].length - value.length, confidence: 'medium' } : null;
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
