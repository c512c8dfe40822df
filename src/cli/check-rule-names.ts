import picomatch from 'picomatch';
import type { Config } from '../config/config.ts';
import type { ConfigProblem } from '../config/problem.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import type { RuleInfo } from '../model/rule.ts';
import { nearestWord } from '../config/nearest-word.ts';

/**
 * What a configuration names in vain: globs that fit no rule, with their places in its `text`, and rule files that are not
 * used, with what is wrong in them.
 */
export async function checkRuleNames(config: Config, file: string, text: string): Promise<ConfigProblem[]> {
  const { all, problems } = await loadConfiguredRules(config);
  const source = parseYaml(file, text);
  const { enable, disable, severity } = config.rules;
  const named = [
    ...enable.map((glob, index) => ({ glob, ...source.positionOf(['rules', 'enable', index]) })),
    ...disable.map((glob, index) => ({ glob, ...source.positionOf(['rules', 'disable', index]) })),
    ...severity.map(({ glob }) => ({ glob, ...source.positionOfKey(['rules', 'severity', glob]) })),
  ];
  const vain = named.filter(({ glob }) => !fitsSome(glob, all));
  return [
    ...vain.map(({ glob, line, column }) => ({
      file,
      line,
      column,
      message: `No rule fits "${glob}"${suggestion(glob, all)}`,
    })),
    ...problems,
  ];
}

/** As the rule loader reads globs: over ids and aliases. */
function fitsSome(glob: string, rules: readonly RuleInfo[]): boolean {
  const fits = picomatch(glob);
  return rules.some(({ id, aliases }) => fits(id) || aliases.some((alias) => fits(alias)));
}

/** The last part of an id, by which reports call a rule, fits nothing here: the whole id is what is meant. */
function suggestion(glob: string, rules: readonly RuleInfo[]): string {
  const meant = new Map(
    rules.flatMap(({ id, aliases }) => [
      [id.slice(id.lastIndexOf('/') + 1), id] as const,
      ...[id, ...aliases].map((name) => [name, name] as const),
    ]),
  );
  const near = nearestWord(glob, [...meant.keys()]);
  return near === null ? '' : ` — did you mean "${meant.get(near)!}"?`;
}
