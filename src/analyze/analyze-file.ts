// One file in, its findings out. The story: parse what is Python; let the rules' patterns and checks judge it; read what is
// configuration as settings; look for secrets; of two rules that say the same of one place the more specific stays; then each finding gets its redacted
// message, its fingerprint and, where a comment asks for it, its suppression.
// Pure and synchronous: the same text and rules give equal findings. It may not: read files, know the store.
import { compilePatterns, type PatternHit } from '../patterns/match-patterns.ts';
import type { Diagnostics, FileAnalysis } from '../model/analysis.ts';
import type { Confidence } from '../model/rule.ts';
import type { SourceFile } from '../model/source-file.ts';
import { analyzeModule } from '../python/analyze-module.ts';
import type { ModuleFacts } from '../python/module-facts.ts';
import type { Rule } from '../rules/rule.ts';
import { createSecretDetector } from '../secrets/detect.ts';
import { createRedactor } from '../secrets/redact.ts';
import { compileFileSettings } from '../settings/match-settings.ts';
import { assignedLiterals } from './assigned-literals.ts';
import type { CheckHit } from './checks/check.ts';
import { checks } from './checks/index.ts';
import { isMadeUp, oneStepLower } from './confidence.ts';
import { fillIn, identify, secretRules } from './identify.ts';
import { dropOverlaps, type Draft } from './overlaps.ts';
import { secretFinder } from './secret-finder.ts';
import { settingDraft } from './setting-draft.ts';
import { tallyOf } from './tally.ts';

export interface AnalyzerOptions {
  /** The rules that are on. */
  readonly rules: readonly Rule[];
  /** This installation's key, for the hashes of secrets. */
  readonly key: Uint8Array;
}

/** `facts`: what is known of a Python file's text, where somebody has analysed it already. */
export type Analyzer = (file: SourceFile, facts?: ModuleFacts) => FileAnalysis;

/** Prepares the rules once, for many files. */
export function createAnalyzer({ rules, key }: AnalyzerOptions): Analyzer {
  const judges = [patternJudge(rules), checkJudge(rules)];
  const findSecrets = secretFinder(rules, key);
  const findSettings = compileFileSettings(rules);
  const redact = createRedactor(createSecretDetector(secretRules(rules), key));
  const isForSecretsOnly = rules.length > 0 && rules.every(({ match }) => match.kind === 'secret');

  return (file, known) => {
    // Parsing takes a hundred times as long as looking for secrets, which can be read from lines as well.
    const isParsed = file.language === 'python' && !isForSecretsOnly;
    const facts = isParsed ? (known ?? analyzeModule(file.path, file.text)) : null;
    const drafts = [
      ...(facts === null
        ? findSettings(file.path, file.text).map(settingDraft)
        : judges.flatMap((judge) => judge(file, facts))),
      ...findSecrets(file, facts === null ? undefined : assignedLiterals(facts)),
    ];
    return {
      outcome: 'analyzed',
      path: file.path,
      contentHash: file.contentHash,
      findings: identify(dropOverlaps(drafts), file, facts, rules).map((finding) => ({
        ...finding,
        message: redact(finding.message),
      })),
      diagnostics: diagnosticsOf(facts),
      ...(facts === null ? {} : { tally: tallyOf(facts, file.text) }),
    };
  };
}

type Judge = (file: SourceFile, facts: ModuleFacts) => Draft[];

function patternJudge(rules: readonly Rule[]): Judge {
  const match = compilePatterns(rules);
  return (file, facts) => match(facts).map((hit) => draftOf(hit.rule, hit, file));
}

function checkJudge(rules: readonly Rule[]): Judge {
  return (file, facts) =>
    rules.flatMap((rule) => {
      const check = rule.match.kind === 'check' ? checks[rule.match.check] : undefined;
      return check?.(facts, file.text).map((hit) => draftOf(rule, hit, file)) ?? [];
    });
}

function draftOf(rule: Rule, hit: PatternHit | CheckHit, { path }: SourceFile): Draft {
  return {
    ruleId: rule.id,
    category: rule.category,
    severity: rule.severity,
    confidence: confidenceOf(rule, hit.confidence ?? rule.confidence, path),
    message: fillIn('message' in hit && hit.message !== undefined ? hit.message : rule.message, hit.captures),
    location: { path, region: hit.region },
    scope: '',
    trace: [],
    suppression: null,
    secret: null,
  };
}

/** In tests, examples and the like it drops one step; a review is as true there as elsewhere. */
function confidenceOf({ category }: Rule, confidence: Confidence, path: string): Confidence {
  return category !== 'review' && isMadeUp(path) ? oneStepLower(confidence) : confidence;
}

function diagnosticsOf(facts: ModuleFacts | null): Diagnostics {
  if (facts === null) return { syntaxErrors: 0, syntaxErrorLines: [], notes: [] };
  return { syntaxErrors: facts.syntaxErrors, syntaxErrorLines: facts.syntaxErrorLines, notes: facts.notes };
}
