import { createHmac } from 'node:crypto';
import type { SecretFacts } from '../model/finding.ts';
import type { SecretRule } from '../model/secret-rule.ts';

/** What may be told of a value. The hash is HMAC-SHA256 under `key` of kind, NUL, value: equal secrets are one, wherever they stand. */
export function secretFacts(rule: SecretRule, value: string, key: Uint8Array): SecretFacts {
  return {
    kind: rule.kind,
    length: value.length,
    preview: value.slice(0, Math.min(4, rule.previewLength)),
    hmac: createHmac('sha256', key).update(`${rule.kind}\0${value}`).digest('hex'),
  };
}
