import type { SecretForm } from '../model/secret-rule.ts';
import type { Rule } from './rule.ts';

/** How a rule recognises secrets; null for one that looks for something else. */
export function secretFormOf({ match }: Pick<Rule, 'match'>): SecretForm | null {
  if (match.kind !== 'secret') return null;
  const { provider, tier, keywords, checksum, documentation, shapeFrom } = match.secret;
  return { provider, tier, keywords, checksum, documentation, shapeFrom };
}
