import type { Confidence } from './rule.ts';

/**
 * A: the form proves itself; B: it is too vague to, so a keyword must stand near, and the value must be given to a name that
 * promises a secret.
 */
export const secretTiers = ['A', 'B'] as const;
export type SecretTier = (typeof secretTiers)[number];

/**
 * What says how a token looks: the provider's documentation, code that the provider published, or nothing but tokens that
 * were seen.
 */
export const shapeSources = ['documentation', 'code', 'observation'] as const;
export type ShapeSource = (typeof shapeSources)[number];

/**
 * How one kind of secret looks. Either `token` describes its shape, or `structure` names a detector in src/secrets for
 * a form that no regular expression describes well (`private-key`, `jwt`, `url-credentials`, `generic`).
 */
export interface SecretRule {
  /** The rule's id, `secrets/github-token`. */
  readonly id: string;
  /** The word for it, `github-token`; part of the secret's identity. */
  readonly kind: string;
  /** Who gives such secrets out, by the name that people know; null for a format that nobody owns. */
  readonly provider: string | null;
  readonly tier: SecretTier | null;
  /** The provider's page about it. */
  readonly documentation: string | null;
  readonly shapeFrom: ShapeSource | null;
  /** How sure a match is, outside of tests and examples. */
  readonly confidence: Confidence;
  /** Lower case. One of them occurs, in any case, in every text that the rule can match, or near it for `near` rules. */
  readonly keywords: readonly string[];
  /** Source of a regular expression without boundaries (the engine adds them); null with `structure`. */
  readonly token: string | null;
  /** Source of a regular expression for what stands directly before the token and is no part of it; null: a boundary. */
  readonly precededBy: string | null;
  readonly structure: string | null;
  /** A keyword must stand within this many characters of the token; null where the token proves itself. */
  readonly keywordWithin: number | null;
  /** Least Shannon entropy of the token in bits a character; null: none asked. */
  readonly minEntropy: number | null;
  /** Name of a checksum in src/secrets/checksums that the token must satisfy; null: none. */
  readonly checksum: string | null;
  /** A second part that must stand close by, as its partner (id near key); null: none. */
  readonly near: { readonly token: string; readonly within: number } | null;
  /** Regular expressions; a token that one of them matches whole is a placeholder or a documented example. */
  readonly placeholders: readonly string[];
  /** How many leading characters may be shown, 0–4: provider formats only. */
  readonly previewLength: number;
}

/** What readers are told of how a rule recognises secrets. */
export type SecretForm = Pick<
  SecretRule,
  'provider' | 'tier' | 'keywords' | 'checksum' | 'documentation' | 'shapeFrom'
>;
