import type { Confidence } from '../model/rule.ts';
import type { SecretTier } from '../model/secret-rule.ts';
import type { SecretFile } from './schema.ts';

// What the rules for providers' secrets have in common, so that each of some hundred files says only what is its own: a rule
// gives `grants` and perhaps `revoke`, and these sentences are made around them. A rule that knows better writes its own.

/** What may be left out of a rule file with `match: secret`. */
export interface SecretDefaults {
  readonly message: string;
  readonly why: string | undefined;
  readonly fix: string | undefined;
  readonly confidence: Confidence | undefined;
  readonly cwe: string[];
  readonly asvs: string[];
}

const byTier: Readonly<Record<SecretTier, Confidence>> = { A: 'high', B: 'medium' };

/** `undefined` where there is nothing that the text could be made of. */
export function secretDefaults(title: string, secret: SecretFile): SecretDefaults {
  const { grants, provider, tier, revoke } = secret;
  const place = revoke ?? (provider === undefined ? undefined : `at ${provider}`);
  return {
    message: `${title} is written out in this file.`,
    why:
      grants &&
      `Whoever reads it can ${withoutStop(grants)}, from anywhere, until it is revoked. Deleting the line does not help: git's history keeps it.`,
    fix:
      place &&
      `Revoke it ${withoutStop(place)}, and look there for what was done with it. Keep the new one in a secret store or the environment, and read it when the program starts.`,
    confidence: tier && byTier[tier],
    cwe: ['CWE-798'],
    asvs: ['13.3.1'],
  };
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
