// What a finding's reader needs to know of its rule. How a rule matches is the business of src/rules.

export const severities = ['critical', 'high', 'medium', 'low', 'note'] as const;
/** Severity by damage, worst first in `severities`. */
export type Severity = (typeof severities)[number];

export const confidences = ['high', 'medium', 'low'] as const;
/**
 * Confidence by proof. high: a proven flow, or a secret whose form proves it; medium: a dangerous use with a value
 * that is not constant; low: a hint, which the default view leaves out.
 */
export type Confidence = (typeof confidences)[number];

export const categories = ['password-handling', 'input-validation', 'secrets', 'review'] as const;
export type Category = (typeof categories)[number];

/** The facts about a rule that reports show and the store keeps. */
export interface RuleInfo {
  /** Its path under `rules/` without the ending, for instance `python/passwords/hardcoded-password`. */
  readonly id: string;
  /** Short names such as `PW001`; the first gives its findings their prefix. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly category: Category;
  /** `CWE-259`, the primary one first. */
  readonly cwe: readonly string[];
  /** Requirement numbers of OWASP ASVS 5.0. */
  readonly asvs: readonly string[];
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly preview: boolean;
}

/** True where `a` is at least as severe as `b`. */
export function atLeastAsSevere(a: Severity, b: Severity): boolean {
  return severities.indexOf(a) <= severities.indexOf(b);
}
