// Credentials of an Authorization header (RFC 9110, section 11.4) as they stand in requests, logs and documentation:
// `Bearer …`, `Basic …`, `token …`.
import type { Hit } from './candidate.ts';
import { matchAt } from './match-at.ts';

export interface HeaderCredentials {
  /** In lower case. */
  readonly scheme: string;
  readonly value: string;
  readonly start: number;
}

const credentials = /(bearer|basic|token|ntlm)[ ]{1,2}([A-Za-z0-9+/=._~-]{6,2000})/iy;
const authorization = /authorization\\?["']?\s*[:=,]\s*\\?["']?$/i;

/** The credentials that follow a scheme's name at a hit; null where there are none. */
export function headerCredentialsAt(text: string, hit: Hit): HeaderCredentials | null {
  const match = matchAt(credentials, text, hit.start);
  if (!match) return null;
  const [scheme, value] = [match[1]!.toLowerCase(), match[2]!];
  if (/^[a-z_]+=[^=]/i.test(value)) return null; // `Bearer realm=…`, a challenge
  if (/^[A-Za-z]+$/.test(value) && text[hit.start + match[0].length] === ' ') return null; // the first of several words
  // In prose "token" and "basic" are words like others.
  const isSure = scheme === 'bearer' || scheme === 'ntlm' || (scheme === 'basic' && isUserAndPassword(value));
  if (!isSure && !authorization.test(text.slice(Math.max(0, hit.start - 24), hit.start))) return null;
  return { scheme, value, start: hit.start + match[0].length - value.length };
}

/** The password that Basic credentials hold; the credentials themselves where they hold none. */
export function passwordOf(basic: string): string {
  const decoded = Buffer.from(basic, 'base64').toString('latin1');
  const colon = decoded.indexOf(':');
  return colon < 0 ? basic : decoded.slice(colon + 1);
}

function isUserAndPassword(value: string): boolean {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return decoded.includes(':') && /^[\x20-\x7e]+$/.test(decoded) && !decoded.endsWith(':');
}
