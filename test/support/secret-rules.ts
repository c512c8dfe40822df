import type { SecretRule } from '../../src/model/secret-rule.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import type { SecretDetector } from '../../src/secrets/secret-match.ts';

export type SecretRuleFile = Rule & { readonly secret: SecretRule };

/** The built-in rules that look for secrets. */
export async function secretRules(): Promise<SecretRuleFile[]> {
  const options = { enable: [], disable: [], severity: [], preview: true, checks: [], engineVersion: '0' };
  const { all, problems } = await loadRules([builtInRules], options);
  const wrong = problems.filter(({ file }) => file.includes('secrets'));
  if (wrong.length > 0) throw new Error(wrong.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return all.flatMap((rule) => (rule.match.kind === 'secret' ? [{ ...rule, secret: rule.match.secret }] : []));
}

/** A detector with the built-in rules of these ids, or with all. */
export async function detectorOf(
  ...ids: readonly string[]
): Promise<{ detector: SecretDetector; rules: readonly SecretRuleFile[] }> {
  const rules = (await secretRules()).filter(({ id }) => ids.length === 0 || ids.includes(id));
  const key = new TextEncoder().encode('a key for tests');
  return {
    detector: createSecretDetector(
      rules.map(({ secret }) => secret),
      key,
    ),
    rules,
  };
}
