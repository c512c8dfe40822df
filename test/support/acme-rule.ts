import type { SecretRule } from '../../src/model/secret-rule.ts';

/** A rule for the tokens of nobody, `acme_…`, to be varied. */
export const acmeRule: SecretRule = {
  id: 'secrets/acme',
  kind: 'acme',
  provider: null,
  tier: null,
  documentation: null,
  shapeFrom: null,
  confidence: 'high',
  keywords: ['acme_'],
  token: 'acme_[A-Za-z0-9]{12,40}',
  precededBy: null,
  structure: null,
  keywordWithin: null,
  minEntropy: null,
  checksum: null,
  near: null,
  placeholders: [],
  previewLength: 0,
};
