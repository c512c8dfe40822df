// Folders of YAML files → the rules and what is wrong with the files. A bad file never ends the loading: it is told, and
// the others are used.
import { createHash } from 'node:crypto';
import picomatch from 'picomatch';
import type { Severity } from '../model/rule.ts';
import { compileFlow, joinFlows } from './compile-flow.ts';
import { compileRule } from './compile-rule.ts';
import { readCompiledFiles, type CompiledFiles } from './compiled-files.ts';
import type { FlowModel } from './flow-model.ts';
import type { ModelSet, ModelSets } from './model-sets.ts';
import {
  placed,
  readModelFile,
  readRuleFile,
  type Complaint,
  type ModelContent,
  type RuleContent,
} from './read-rule-file.ts';
import type { Rule, RuleProblem, RuleSet } from './rule.ts';
import { listRuleFiles } from './rule-files.ts';

export interface LoadRulesOptions {
  /** Globs over ids and aliases; empty: all. A rule is on where `enable` matches and `disable` does not. */
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  /** The last glob that matches a rule counts. */
  readonly severity: readonly { readonly glob: string; readonly severity: Severity }[];
  /** Rules with `status: preview` too. */
  readonly preview: boolean;
  /** Names of the checks that `match: check:` may name. */
  readonly checks: readonly string[];
  /** Part of `RuleSet.version`: the same rules find other things with another engine. */
  readonly engineVersion: string;
}

export interface LoadedRules {
  /** What is looked for. */
  readonly ruleSet: RuleSet;
  /** Every rule that could be read, also those that are off, by id. Severities as overridden. */
  readonly all: readonly Rule[];
  readonly models: ModelSets;
  /** What all models say of data flow. */
  readonly flow: FlowModel;
  readonly problems: readonly RuleProblem[];
}

/**
 * Reads `models/*.yaml` and all other `*.yaml` but `claims/` below each folder (absolute; the built-in one is `builtInRules`). Names
 * of sets, ids and aliases must be unique over all folders.
 */
export async function loadRules(
  folders: readonly string[],
  options: LoadRulesOptions,
  compiled: CompiledFiles = readCompiledFiles(),
): Promise<LoadedRules> {
  const problems: RuleProblem[] = [];
  const files = folders.flatMap((folder) => listRuleFiles(folder, problems));
  const complaints: Complaint[] = [];

  const contents: ModelContent[] = [];
  for (const { file } of files.filter(({ isModel }) => isModel)) {
    const content = await readModelFile(file, compiled, problems);
    if (content !== null) contents.push(content);
  }
  const models = setsOf(contents, complaints);
  const flow = flowOf(contents, models, complaints); // may name sets of any file

  const rules = new Map<string, Rule>();
  for (const { file, id } of files.filter(({ isModel }) => !isModel)) {
    const content = await readRuleFile(file, compiled, problems);
    if (content !== null) addRule(content, id, models, rules, options, complaints);
  }

  const all = [...rules.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => ({ ...rule, severity: severityOf(rule, options) }));
  const enabled = all.filter(switchedOn(options));
  const version = versionOf(enabled, models, flow, options);
  problems.push(...(await placed(complaints)));
  return { ruleSet: { rules: enabled, flow, version }, all, models, flow, problems };
}

function setsOf(contents: readonly ModelContent[], complaints: Complaint[]): ModelSets {
  const models = new Map<string, ModelSet>();
  for (const content of contents) {
    for (const [name, set] of Object.entries(content.data.sets ?? {})) {
      const other = models.get(name);
      if (other) {
        const message = `The set "${name}" is also in ${other.file}: rename one of them`;
        complaints.push({ content, path: ['sets', name], message, onKey: true });
      } else {
        models.set(name, { name, about: set.about, apis: set.apis ?? [], words: set.words ?? [], file: content.file });
      }
    }
  }
  return models;
}

function flowOf(contents: readonly ModelContent[], sets: ModelSets, complaints: Complaint[]): FlowModel {
  return joinFlows(
    contents.flatMap((content) => {
      if (content.data.flow === undefined) return [];
      const compiled = compileFlow(content.data.flow, sets);
      complaints.push(...compiled.problems.map((problem) => ({ content, ...problem })));
      return [compiled.flow];
    }),
  );
}

function addRule(
  content: RuleContent,
  expectedId: string,
  sets: ModelSets,
  rules: Map<string, Rule>,
  { checks }: LoadRulesOptions,
  complaints: Complaint[],
): void {
  const { file, data } = content;
  const compiled = compileRule(data, { expectedId, file, sets, checks });
  const said = [...(compiled.problems ?? []), ...takenNames(data.id, data.aliases ?? [], rules)];
  complaints.push(...said.map((problem) => ({ content, ...problem })));
  if (said.length === 0 && compiled.problems === undefined) rules.set(compiled.rule.id, compiled.rule);
}

/** An id or alias that another rule already has. */
function takenNames(id: string, aliases: readonly string[], rules: ReadonlyMap<string, Rule>) {
  const holders = (name: string): Rule | undefined =>
    rules.get(name) ?? [...rules.values()].find((rule) => rule.aliases.includes(name));
  return [{ name: id, path: ['id'] }, ...aliases.map((name, index) => ({ name, path: ['aliases', index] }))].flatMap(
    ({ name, path }) => {
      const other = holders(name);
      return other ? [{ path, message: `"${name}" is already taken by ${other.file}: choose another` }] : [];
    },
  );
}

function severityOf(rule: Rule, { severity }: LoadRulesOptions): Severity {
  return severity.findLast(({ glob }) => matches(glob, rule))?.severity ?? rule.severity;
}

function switchedOn({ enable, disable, preview }: LoadRulesOptions): (rule: Rule) => boolean {
  return (rule) =>
    (!rule.preview || preview) &&
    (enable.length === 0 || enable.some((glob) => matches(glob, rule))) &&
    !disable.some((glob) => matches(glob, rule));
}

/** Whether a glob of the configuration means the rule: by id or by one of its aliases. */
function matches(glob: string, rule: Rule): boolean {
  const isMatch = picomatch(glob);
  return isMatch(rule.id) || rule.aliases.some((alias) => isMatch(alias));
}

/** Where the rules lie and what their examples show changes no finding. */
function versionOf(
  rules: readonly Rule[],
  models: ModelSets,
  flow: FlowModel,
  { engineVersion }: LoadRulesOptions,
): string {
  const said = rules.map(({ file: _file, examples: _examples, ...rest }) => rest);
  const sets = [...models.values()]
    .map(({ file: _file, ...rest }) => rest)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([engineVersion, said, sets, flow]))
    .digest('hex');
}
