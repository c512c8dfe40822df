// Checksums that providers put into their tokens: a wrong one proves that a string of the right shape is no token.
import { crc32 } from 'node:zlib';

/** By the name that a rule gives as `checksum`: does the token satisfy it? */
export const checksums: Readonly<Record<string, (token: string) => boolean>> = {
  github: githubChecksum,
  npm: crc32InBase62,
  nkey: nkeyChecksum,
  grafana: grafanaChecksum,
};

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumLength = 6;

/**
 * The checksum for what stands between a token's prefix and its last six characters: CRC-32, written in base 62 with
 * leading zeros (https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/).
 */
export function base62Checksum(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let place = 0; place < checksumLength; place++) {
    text = digits[rest % 62]! + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function crc32InBase62(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  return base62Checksum(body.slice(0, -checksumLength)) === body.slice(-checksumLength);
}

/** Fine-grained tokens (`github_pat_`) have no published checksum: their shape alone decides. */
function githubChecksum(token: string): boolean {
  return token.startsWith('github_pat_') || crc32InBase62(token);
}

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The seed of an NKEY with its checksum put right, the CRC-16 of what is before it (https://github.com/nats-io/nkeys). */
export function withNkeyChecksum(seed: string): string {
  const bytes = base32Decode(seed).subarray(0, -2);
  const sum = crc16(bytes);
  return base32Encode(Uint8Array.of(...bytes, sum & 0xff, sum >> 8));
}

function nkeyChecksum(seed: string): boolean {
  return withNkeyChecksum(seed) === seed;
}

/** CRC-16/XMODEM: polynomial 0x1021, starts at 0. */
function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return sum;
}

/** RFC 4648 without padding; bits that fill no byte are left out. */
function base32Decode(text: string): Uint8Array {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text) {
    bits = ((bits << 5) | base32Digits.indexOf(character)) & 0xfff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function base32Encode(bytes: Uint8Array): string {
  let text = '';
  let [bits, held] = [0, 0];
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += base32Digits[(bits >> held) & 31]!;
    }
  }
  return held === 0 ? text : text + base32Digits[(bits << (5 - held)) & 31]!;
}

/**
 * A Grafana token with its last eight characters put right: CRC-32 of what is before the last `_`, its bytes from the lowest
 * (pkg/components/satokengen/tokengen.go of https://github.com/grafana/grafana).
 */
export function withGrafanaChecksum(token: string): string {
  const key = token.slice(0, token.lastIndexOf('_'));
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(key));
  return `${key}_${sum.toString('hex')}`;
}

function grafanaChecksum(token: string): boolean {
  return withGrafanaChecksum(token) === token;
}
