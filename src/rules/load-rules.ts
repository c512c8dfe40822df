import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import type { z } from 'zod';
import type { YamlSource } from '../config/yaml-source.ts';
import { errorMessage } from '../model/errors.ts';
import type { Severity } from '../model/rule.ts';
import type { FlowModel } from './flow-model.ts';
import type { FlowFile } from './flow-schema.ts';
import type { ModelSet, ModelSets } from './model-sets.ts';
import type { Rule, RuleProblem, RuleSet } from './rule.ts';
import type { JsonSchema } from './schema-keys.ts';

// Folders of YAML files → the rules and what is wrong with the files. A bad file never ends the loading: it is told, and
// the others are used. Asynchronous only because zod and yaml (80 ms) are loaded here, so that a query needs neither.

/** The rules that Tocsin comes with. */
export const builtInRules = fileURLToPath(new URL('../../rules', import.meta.url));

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
export async function loadRules(folders: readonly string[], options: LoadRulesOptions): Promise<LoadedRules> {
  const reader = await openReader();
  const problems: RuleProblem[] = [];
  const files = folders.flatMap((folder) => listFiles(folder, problems));

  const models = new Map<string, ModelSet>();
  const flowFiles = files
    .filter(({ isModel }) => isModel)
    .flatMap((file) => reader.readModel(file, models, problems) ?? []);
  const flow = reader.compileFlows(flowFiles, models, problems); // may name sets of any file

  const rules = new Map<string, Rule>();
  for (const file of files.filter(({ isModel }) => !isModel)) reader.readRule(file, models, rules, options, problems);

  const all = [...rules.values()]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => ({ ...rule, severity: severityOf(rule, options) }));
  const enabled = all.filter(switchedOn(options));
  const version = versionOf(enabled, models, flow, options);
  return { ruleSet: { rules: enabled, flow, version }, all, models, flow, problems };
}

/** The `flow:` part of a model file. */
interface FlowSourceFile {
  readonly raw: FlowFile;
  readonly file: string;
  readonly source: YamlSource;
}

interface RuleFilePath {
  /** Absolute. */
  readonly file: string;
  /** Below its folder, without the ending, with `/`. */
  readonly id: string;
  readonly isModel: boolean;
}

function listFiles(folder: string, problems: RuleProblem[]): RuleFilePath[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    problems.push({ file: folder, line: 1, column: 1, message: `The folder can't be read: ${errorMessage(error)}` });
    return [];
  }
  const paths = names.map((name) => ({ name, slashed: name.split(sep).join('/') })).toSorted(bySlashed);
  for (const { name } of paths.filter(({ slashed }) => slashed.endsWith('.yml'))) {
    problems.push({ file: join(folder, name), line: 1, column: 1, message: 'Not read: rename it to end in .yaml' });
  }
  return paths
    .filter(({ slashed }) => slashed.endsWith('.yaml') && !slashed.startsWith('claims/')) // see load-claims.ts
    .map(({ name, slashed }) => ({
      file: join(folder, name),
      id: slashed.slice(0, -'.yaml'.length),
      isModel: slashed.startsWith('models/'),
    }));
}

function bySlashed(a: { readonly slashed: string }, b: { readonly slashed: string }): number {
  return a.slashed < b.slashed ? -1 : 1;
}

/** Loads the libraries once and gives back the readers of files. */
async function openReader() {
  const [{ parseYaml }, schemas, { explainIssue }, { compileRule }, { compileFlow, joinFlows }] = await Promise.all([
    import('../config/yaml-source.ts'),
    import('./schema.ts'),
    import('./explain-issue.ts'),
    import('./compile-rule.ts'),
    import('./compile-flow.ts'),
  ]);
  const { ruleSchema, modelSchema, ruleJsonSchema, modelJsonSchema } = schemas;

  /** The file's content by its schema; null where it has none that could be used. */
  function read<T>(
    file: string,
    schema: z.ZodType<T>,
    jsonSchema: () => object,
    problems: RuleProblem[],
  ): { readonly data: T; readonly source: YamlSource } | null {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      problems.push({ file, line: 1, column: 1, message: `The file can't be read: ${errorMessage(error)}` });
      return null;
    }
    const source = parseYaml(file, text);
    if (source.problems.length > 0) {
      problems.push(...source.problems.slice(0, 1)); // the others follow from the first
      return null;
    }
    const parsed = schema.safeParse(source.value ?? {});
    if (parsed.success) return { data: parsed.data, source };
    const json = jsonSchema() as JsonSchema;
    problems.push(...parsed.error.issues.flatMap((issue) => explainIssue(file, issue, source, json)));
    return null;
  }

  return {
    /** Adds the file's sets to `models` and gives back its flow part. */
    readModel({ file }: RuleFilePath, models: Map<string, ModelSet>, problems: RuleProblem[]): FlowSourceFile | null {
      const model = read(file, modelSchema, modelJsonSchema, problems);
      for (const [name, set] of Object.entries(model?.data.sets ?? {})) {
        const other = models.get(name);
        if (other) {
          const place = model!.source.positionOfKey(['sets', name]);
          problems.push({ file, ...place, message: `The set "${name}" is also in ${other.file}: rename one of them` });
        } else {
          models.set(name, { name, about: set.about, apis: set.apis ?? [], words: set.words ?? [], file });
        }
      }
      return model?.data.flow === undefined ? null : { raw: model.data.flow, file, source: model.source };
    },

    compileFlows(files: readonly FlowSourceFile[], sets: ModelSets, problems: RuleProblem[]): FlowModel {
      return joinFlows(
        files.map(({ raw, file, source }) => {
          const compiled = compileFlow(raw, sets);
          for (const { path, message } of compiled.problems)
            problems.push({ file, ...source.positionOf(path), message });
          return compiled.flow;
        }),
      );
    },

    readRule(
      { file, id }: RuleFilePath,
      sets: ModelSets,
      rules: Map<string, Rule>,
      { checks }: LoadRulesOptions,
      problems: RuleProblem[],
    ): void {
      const content = read(file, ruleSchema, ruleJsonSchema, problems);
      if (content === null) return;
      const compiled = compileRule(content.data, { expectedId: id, file, sets, checks });
      const said = [...(compiled.problems ?? []), ...takenNames(content.data.id, content.data.aliases ?? [], rules)];
      for (const { path, message } of said) problems.push({ file, ...content.source.positionOf(path), message });
      if (said.length === 0 && compiled.problems === undefined) rules.set(compiled.rule.id, compiled.rule);
    },
  };
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
