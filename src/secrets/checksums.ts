// Checksums that providers put into their tokens: a wrong one proves that a string of the right shape is no token.
import { crc32 } from 'node:zlib';

/** By the name that a rule gives as `checksum`: does the token satisfy it? */
export const checksums: Readonly<Record<string, (token: string) => boolean>> = {
  github: githubChecksum,
  npm: crc32InBase62,
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
