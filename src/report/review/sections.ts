// The headings of a review, in their order, and which finding stands under which.
import type { Finding } from '../../model/finding.ts';

export const headings = [
  'Password handling',
  'Input validation',
  'Error handling',
  'Secrets',
  'Type hints',
  'Naming and style',
  'Imports',
  'Organisation',
] as const;
export type Heading = (typeof headings)[number];

/** By the last part of a rule's id, for rules whose category does not say it. */
const byRule: ReadonlyMap<string, Heading> = new Map([
  ['exception-without-detail', 'Error handling'],
  ['raise-without-cause', 'Error handling'],
  ['swallowed-exception', 'Error handling'],
  ['generic-exception-raised', 'Error handling'],
  ['wrong-http-status', 'Error handling'],
  ['fail-open-except', 'Error handling'],
  ['error-detail-exposed', 'Error handling'],
  ['empty-password-accepted', 'Input validation'],
  ['missing-type-hints', 'Type hints'],
  ['shadowed-name', 'Naming and style'],
  ['naming-style', 'Naming and style'],
  ['unused-parameter', 'Naming and style'],
  ['missing-docstring', 'Naming and style'],
  ['mutable-or-call-default', 'Naming and style'],
  ['unused-import', 'Imports'],
  ['deprecated-security-lib', 'Imports'],
]);

/** The heading under which a finding stands. */
export function headingOf({ ruleId, category }: Pick<Finding, 'ruleId' | 'category'>): Heading {
  const own = byRule.get(ruleId.slice(ruleId.lastIndexOf('/') + 1));
  if (own !== undefined) return own;
  switch (category) {
    case 'password-handling':
      return 'Password handling';
    case 'input-validation':
      return 'Input validation';
    case 'secrets':
      return 'Secrets';
    case 'review':
      return 'Organisation';
  }
}
