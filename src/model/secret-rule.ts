/**
 * How one kind of secret looks. Either `token` describes its shape, or `structure` names a detector in src/secrets for
 * a form that no regular expression describes well (`private-key`, `jwt`, `url-credentials`, `generic`).
 */
export interface SecretRule {
  /** The rule's id, `secrets/github-token`. */
  readonly id: string;
  /** The word for it, `github-token`; part of the secret's identity. */
  readonly kind: string;
  /** Lower case. One of them occurs, in any case, in every text that the rule can match, or near it for `near` rules. */
  readonly keywords: readonly string[];
  /** Source of a regular expression without boundaries (the engine adds them); null with `structure`. */
  readonly token: string | null;
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
