// Private keys in base64 without their PEM lines: the DER itself (`privateKey: MIIEvQIBADAN…`), a PKCS #12 container, or a
// whole PEM file (`LS0tLS1CRUdJTi…`, as in kubeconfig's `client-key-data`). Certificates and public keys look the same at
// first sight and are told from them by their structure.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { derKind } from './der.ts';
import { entropy } from './entropy.ts';
import { matchAt } from './match-at.ts';
import { pemKeyIn } from './private-key.ts';

const run = /[A-Za-z0-9+/]{40,60000}={0,2}/y;
/** An Ed25519 key in PKCS #8 has 64 characters. */
const shortest = 60;
const pemHeader = 'LS0tLS1CRUdJTi';
/** What may stand before base64 and ends in one of its characters: an escape. */
const escape = /\\[nrt]$|%[0-9A-Fa-f]{2}$/;

/** The finder of the rule with `structure: encoded-private-key`; its keywords are how such base64 begins. */
export function encodedPrivateKeyFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) => {
    const candidates: Candidate[] = [];
    let covered = 0;
    for (const { start } of hits) {
      if (start < covered || isInside(text, start)) continue;
      const match = matchAt(run, text, start);
      if (!match) continue;
      const end = run.lastIndex;
      covered = end;
      const found = read(match[0]);
      if (!found) continue;
      const { value, kind } = found;
      const remark = kind === 'encrypted' ? ({ severity: 'low', note: 'encrypted with a passphrase' } as const) : {};
      const confidence = kind === 'none' ? null : 'high';
      candidates.push(candidateAt(place, { rule, rank: ranks.structure, start, end, value, confidence, ...remark }));
    }
    return candidates;
  };
}

function isInside(text: string, at: number): boolean {
  return at > 0 && /[A-Za-z0-9+/]/.test(text[at - 1]!) && !escape.test(text.slice(Math.max(0, at - 3), at));
}

interface Encoded {
  /** As PEM would hold it, so that one key is one secret however it is written. */
  readonly value: string;
  /** none: a certificate, a public key, a part of something; it is no secret by its name either. */
  readonly kind: 'plain' | 'encrypted' | 'none';
}

function read(base64: string): Encoded | null {
  if (base64.startsWith(pemHeader)) {
    const key = pemKeyIn(Buffer.from(base64, 'base64').toString('latin1'));
    return key ? { value: key.value, kind: key.encrypted ? 'encrypted' : 'plain' } : { value: base64, kind: 'none' };
  }
  const kind = derKind(Buffer.from(base64, 'base64'));
  if (kind === 'not-der') return null;
  const isKey = kind === 'private-key' || kind === 'encrypted-private-key' || kind === 'pkcs12';
  if (!isKey || base64.length < shortest || entropy(base64) < 4) return { value: base64, kind: 'none' };
  return { value: base64, kind: kind === 'private-key' ? 'plain' : 'encrypted' };
}
