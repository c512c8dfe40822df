import { basename } from 'node:path';
import { nearestWord } from '../config/nearest-word.ts';
import type { Confidence } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { ModelSets } from './model-sets.ts';
import { placeholdersOf } from './placeholders.ts';
import { compileSetting } from './compile-setting.ts';
import { regexProblem, resolvePattern, type PatternProblem } from './resolve-pattern.ts';
import type { Example, Match, Rule } from './rule.ts';
import type { RuleFile, SecretFile } from './schema.ts';
import { secretDefaults } from './secret-defaults.ts';

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
  const said = withDefaults(raw);
  for (const key of ['confidence', 'cwe', 'message', 'why', 'fix', 'references'] as const) {
    if (said[key] === undefined) problems.push({ path: [key], message: `${key} is missing` });
  }
  const { confidence, cwe, message, why, fix, references } = said;
  if (!confidence || !cwe || !message || !why || !fix || !references) return { problems };
  const match = compileMatch({ ...raw, message }, confidence, context, problems);
  if (match === null || problems.length > 0) return { problems };
  return {
    rule: {
      id: raw.id,
      aliases: raw.aliases ?? [],
      title: raw.title,
      severity: raw.severity,
      confidence,
      category: raw.category,
      cwe,
      asvs: said.asvs ?? [],
      message,
      why,
      fix,
      references,
      preview: raw.status === 'preview',
      match,
      examples: { bad: (raw.examples.bad ?? []).map(example), good: (raw.examples.good ?? []).map(example) },
      file: context.file,
    },
  };
}

type Said = { readonly [Key in keyof Omit<RuleFile, 'match'>]?: RuleFile[Key] | undefined };

/** What the file says, and for secrets what they have in common where it is silent. */
function withDefaults(raw: RuleFile): Said {
  const { secret } = raw.match;
  if (secret === undefined) return raw;
  const { documentation } = secret;
  const references = [...(documentation === undefined ? [] : [documentation]), ...(raw.references ?? [])];
  return {
    ...secretDefaults(raw.title, secret),
    ...raw,
    references: references.length > 0 ? references : undefined,
  };
}

function example(raw: NonNullable<RuleFile['examples']['bad']>[number]): Example {
  return { name: raw.name, code: raw.code, path: raw.path ?? 'example.py', lines: raw.lines ?? null };
}

function compileMatch(
  raw: RuleFile & { readonly message: string },
  confidence: Confidence,
  context: CompileContext,
  problems: PatternProblem[],
): Match | null {
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
    return { kind: 'secret', secret: compileSecret(raw.id, secret, confidence) };
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

function compileSecret(id: string, raw: SecretFile, confidence: Confidence): SecretRule {
  return {
    id,
    kind: raw.kind ?? basename(id),
    provider: raw.provider ?? null,
    tier: raw.tier ?? null,
    documentation: raw.documentation ?? null,
    shapeFrom: raw.shapeFrom ?? null,
    confidence,
    keywords: raw.keywords,
    token: raw.token ?? null,
    precededBy: raw.precededBy ?? null,
    structure: raw.structure ?? null,
    keywordWithin: raw.keywordWithin ?? null,
    minEntropy: raw.minEntropy ?? null,
    checksum: raw.checksum ?? null,
    near: raw.near ?? null,
    placeholders: raw.placeholders ?? [],
    previewLength: raw.previewLength ?? 0,
  };
}

/** How far a keyword may stand from a value that proves nothing by itself. */
const nearKeyword = 40;

function secretProblems(raw: SecretFile): PatternProblem[] {
  const problems: PatternProblem[] = [];
  if ((raw.token === undefined) === (raw.structure === undefined)) {
    problems.push({ path: ['match', 'secret'], message: 'Give exactly one of token and structure' });
  }
  if (raw.tier === 'B' && (raw.keywordWithin === undefined || raw.keywordWithin > nearKeyword || !raw.minEntropy)) {
    const message = `Tier B needs keywordWithin (at most ${nearKeyword}) and minEntropy: its form alone proves nothing`;
    problems.push({ path: ['match', 'secret', 'tier'], message });
  }
  const expressions = [
    { path: ['match', 'secret', 'precededBy'], source: raw.precededBy },
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
