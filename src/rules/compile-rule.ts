import { basename } from 'node:path';
import { nearestWord } from '../config/nearest-word.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { ModelSets } from './model-sets.ts';
import { placeholdersOf } from './placeholders.ts';
import { compileSetting } from './compile-setting.ts';
import { regexProblem, resolvePattern, type PatternProblem } from './resolve-pattern.ts';
import type { Example, Match, Rule } from './rule.ts';
import type { RuleFile, SecretFile } from './schema.ts';

// From a rule file that satisfies the schema to a rule, with everything that the schema can't judge.

export interface CompileContext {
  /** What the id must be: the file's path below its rules folder. */
  readonly expectedId: string;
  readonly file: string;
  readonly sets: ModelSets;
  /** Names of the checks that exist. */
  readonly checks: readonly string[];
}

export type CompileOutcome =
  | { readonly rule: Rule; readonly problems?: undefined }
  | { readonly problems: readonly PatternProblem[] };

export function compileRule(raw: RuleFile, context: CompileContext): CompileOutcome {
  const problems: PatternProblem[] = [];
  if (raw.id !== context.expectedId) {
    problems.push({ path: ['id'], message: `The id must be the file's path: "${context.expectedId}"` });
  }
  const match = compileMatch(raw, context, problems);
  if (match === null || problems.length > 0) return { problems };
  return {
    rule: {
      id: raw.id,
      aliases: raw.aliases ?? [],
      title: raw.title,
      severity: raw.severity,
      confidence: raw.confidence,
      category: raw.category,
      cwe: raw.cwe,
      asvs: raw.asvs ?? [],
      message: raw.message,
      why: raw.why,
      fix: raw.fix,
      references: raw.references,
      preview: raw.status === 'preview',
      match,
      examples: { bad: (raw.examples.bad ?? []).map(example), good: (raw.examples.good ?? []).map(example) },
      file: context.file,
    },
  };
}

function example(raw: NonNullable<RuleFile['examples']['bad']>[number]): Example {
  return { name: raw.name, code: raw.code, path: raw.path ?? 'example.py', lines: raw.lines ?? null };
}

function compileMatch(raw: RuleFile, context: CompileContext, problems: PatternProblem[]): Match | null {
  const { pattern, taint, secret, setting, check } = raw.match;
  const given = [pattern, taint, secret, setting, check].filter((matcher) => matcher !== undefined);
  if (given.length !== 1) {
    problems.push({ path: ['match'], message: 'Give exactly one of pattern, taint, secret, setting and check' });
    return null;
  }
  if (pattern !== undefined) {
    const resolved = resolvePattern(pattern, raw.message, context.sets, ['match', 'pattern']);
    problems.push(...resolved.problems);
    return { kind: 'pattern', pattern: resolved.pattern };
  }
  if (taint !== undefined) {
    problems.push(...flowPlaceholderProblems(raw.message));
    return { kind: 'taint', taint };
  }
  if (secret !== undefined) {
    problems.push(...secretProblems(secret));
    return { kind: 'secret', secret: compileSecret(raw.id, secret) };
  }
  if (setting !== undefined) {
    const compiled = compileSetting(setting, raw.message, context.sets);
    problems.push(...compiled.problems);
    return { kind: 'setting', setting: compiled.setting };
  }
  if (check !== undefined && !context.checks.includes(check)) {
    const near = nearestWord(check, context.checks);
    const hint = near === null ? `known: ${context.checks.join(', ')}` : `did you mean "${near}"?`;
    problems.push({ path: ['match', 'check'], message: `No check is called "${check}" — ${hint}` });
  }
  return { kind: 'check', check: check ?? '' };
}

/** A flow knows where it began and where it ended. */
function flowPlaceholderProblems(message: string): PatternProblem[] {
  return placeholdersOf(message)
    .filter((name) => name !== 'source' && name !== 'sink')
    .map((name) => ({
      path: ['message'],
      message: `The message names {${name}}, but a flow has only {source} and {sink}`,
    }));
}

function compileSecret(id: string, raw: SecretFile): SecretRule {
  return {
    id,
    kind: raw.kind ?? basename(id),
    keywords: raw.keywords,
    token: raw.token ?? null,
    structure: raw.structure ?? null,
    keywordWithin: raw.keywordWithin ?? null,
    minEntropy: raw.minEntropy ?? null,
    checksum: raw.checksum ?? null,
    near: raw.near ?? null,
    placeholders: raw.placeholders ?? [],
    previewLength: raw.previewLength ?? 0,
  };
}

function secretProblems(raw: SecretFile): PatternProblem[] {
  const problems: PatternProblem[] = [];
  if ((raw.token === undefined) === (raw.structure === undefined)) {
    problems.push({ path: ['match', 'secret'], message: 'Give exactly one of token and structure' });
  }
  const expressions = [
    { path: ['match', 'secret', 'token'], source: raw.token },
    { path: ['match', 'secret', 'near', 'token'], source: raw.near?.token },
    ...(raw.placeholders ?? []).map((source, index) => ({ path: ['match', 'secret', 'placeholders', index], source })),
  ];
  for (const { path, source } of expressions) {
    const said = source === undefined ? null : regexProblem(source, '');
    if (said !== null) problems.push({ path, message: said });
  }
  return problems;
}
