import type { RuleInfo } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { FlowModel, TaintMatcher } from './flow-model.ts';
import type { PatternMatcher } from './pattern.ts';
import type { SettingMatcher } from './setting.ts';

// What the loader makes of the rule files: plain data, equal for equal files.

export interface Example {
  readonly name: string;
  readonly code: string;
  /** The file that the code stands in: names and folders count. */
  readonly path: string;
  /** Lines that must be reported, where a `# finding` comment can't say it; null: read the comments. */
  readonly lines: readonly number[] | null;
}

export type Match =
  | { readonly kind: 'pattern'; readonly pattern: PatternMatcher }
  | { readonly kind: 'secret'; readonly secret: SecretRule }
  | { readonly kind: 'taint'; readonly taint: TaintMatcher }
  | { readonly kind: 'setting'; readonly setting: SettingMatcher }
  | { readonly kind: 'check'; readonly check: string };

export interface Rule extends RuleInfo {
  /** What is wrong, one sentence with `{capture}` placeholders. */
  readonly message: string;
  readonly match: Match;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  /** The file it was read from. */
  readonly file: string;
}

/** Whether it takes all of a program's modules to judge by the rule, not one file by itself. */
export function judgesPrograms({ match }: Pick<Rule, 'match'>): boolean {
  return match.kind === 'taint' || (match.kind === 'setting' && match.setting.in === 'python');
}

/** Something wrong in a rule or model file. */
export interface RuleProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** What is wrong and what to do. */
  readonly message: string;
}

export interface RuleSet {
  /** The enabled rules, by id. */
  readonly rules: readonly Rule[];
  /** What the models say of data flow, for rules with `match: taint`. */
  readonly flow: FlowModel;
  /** sha256 of the engine's version and everything that the enabled rules and the models say. */
  readonly version: string;
}
