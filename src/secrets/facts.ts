import { hash } from 'node:crypto';
import type { SecretFacts } from '../model/finding.ts';
import type { SecretRule } from '../model/secret-rule.ts';

/** What may be told of a value. Kind, NUL and value are hashed by `hmac`: equal secrets are one, wherever they stand. */
export function secretFacts(rule: SecretRule, value: string, hmac: (text: string) => string): SecretFacts {
  return {
    kind: rule.kind,
    length: value.length,
    preview: value.slice(0, Math.min(4, rule.previewLength)),
    hmac: hmac(`${rule.kind}\0${value}`),
  };
}

const blockBytes = 64;

/**
 * HMAC-SHA256 (RFC 2104) under a key, of a text in UTF-8, in hexadecimal. Not node:crypto's own: its object for each of
 * tens of thousands of secrets in a file keeps the garbage collector longer than all else takes.
 */
export function hmacUnder(key: Uint8Array): (text: string) => string {
  const short = key.length > blockBytes ? hash('sha256', key, 'buffer') : key;
  const padded = (byte: number): Buffer =>
    Buffer.from(Array.from({ length: blockBytes }, (_, at) => (short[at] ?? 0) ^ byte));
  const [inner, outer] = [padded(0x36), padded(0x5c)];
  return (text) => {
    const digest = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
    return hash('sha256', Buffer.concat([outer, digest]), 'hex');
  };
}
