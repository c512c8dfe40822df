// Seeds of one-time passwords (RFC 6238) in the addresses that QR codes hold:
// `otpauth://totp/label?secret=BASE32` (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { isMask, saysPlaceholder } from './placeholder.ts';

const address =
  /otpauth:\/\/[th]otp\/[^\s"'<>?]{0,200}\?(?:[^\s"'<>]{0,200}&(?:amp;)?)?secret=([A-Za-z2-7]{16,128})(?![A-Za-z0-9])/diy;
/** The seeds that the key URI's description, RFC 4226 and RFC 6238 use. */
const documented = /^(?:JBSWY3DPEHPK3PXP|HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ|GEZDGNBVGY3TQOJQ)/i;

/** The finder of the rule with `structure: otp-seed`; its keyword is `otpauth://`. */
export function otpSeedFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap((hit): Candidate[] => {
      const match = matchAt(address, text, hit.start);
      if (!match) return [];
      const value = match[1]!;
      const [start, end] = match.indices![1]!;
      const confidence = documented.test(value) || isMask(value) || saysPlaceholder(value) ? null : 'high';
      return [candidateAt(place, { rule, rank: ranks.structure, start, end, value, confidence })];
    });
}
