// The rules for secrets over one text, as drafts of findings.
import type { SourceFile } from '../model/source-file.ts';
import type { Rule } from '../rules/rule.ts';
import { createSecretDetector } from '../secrets/detect.ts';
import type { AssignedLiteral } from '../secrets/secret-match.ts';
import { createLineIndex } from '../text/line-index.ts';
import { secretRules } from './identify.ts';
import type { Draft } from './overlaps.ts';

/** Finds the secrets of a file. `literals`: of a language of which they are known; values without a shape are then looked for only there. */
export type SecretFinder = (
  file: Pick<SourceFile, 'path' | 'text' | 'language'>,
  literals?: readonly AssignedLiteral[],
) => Draft[];

/** Prepares the rules once. `key`: this installation's, for the hashes of values. */
export function secretFinder(rules: readonly Rule[], key: Uint8Array): SecretFinder {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const detector = createSecretDetector(secretRules(rules), key);
  return ({ path, text, language }, literals) => {
    const matches = detector.detect({ path, text, language, ...(literals && { literals }) });
    if (matches.length === 0) return [];
    const lines = createLineIndex(text);
    return matches.map((match): Draft => {
      const rule = byId.get(match.ruleId)!;
      return {
        ruleId: rule.id,
        category: rule.category,
        severity: match.severity ?? rule.severity,
        confidence: match.confidence,
        message: match.note === null ? rule.message : `${rule.message} (${match.note})`,
        location: { path, region: lines.regionAt(match.start, match.end) },
        scope: '',
        trace: [],
        suppression: null,
        secret: match.facts,
      };
    });
  };
}
