import { compilePatterns, type PatternHit } from '../../src/patterns/match-patterns.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import type { PatternMatcher } from '../../src/rules/pattern.ts';
import type { Rule } from '../../src/rules/rule.ts';

/** A rule around a pattern, in which `$set` names are resolved already. */
export function patternRule(pattern: PatternMatcher, id = 'own/rule'): Rule {
  return {
    id,
    aliases: [],
    title: 'A rule',
    severity: 'high',
    confidence: 'medium',
    category: 'review',
    cwe: ['CWE-20'],
    asvs: [],
    message: 'Bad.',
    why: 'Because.',
    fix: 'Do.',
    references: [],
    preview: false,
    match: { kind: 'pattern', pattern },
    examples: { bad: [], good: [] },
    file: 'own/rule.yaml',
  };
}

/** What a pattern finds in a module. */
export function patternHits(pattern: PatternMatcher, code: string, path = 'example.py'): readonly PatternHit[] {
  return compilePatterns([patternRule(pattern)])(analyzeModule(path, code));
}
