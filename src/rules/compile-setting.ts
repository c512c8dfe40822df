import type { ValuePath } from '../config/value-path.ts';
import { expandWords, type ModelSets } from './model-sets.ts';
import { placeholdersOf } from './placeholders.ts';
import { regexProblem, unknownSet, type PatternProblem } from './resolve-pattern.ts';
import type { SettingFile } from './setting-schema.ts';
import type { SettingMatcher, SettingShape } from './setting.ts';

// From `match: setting:` as it is written to what is looked for: `$set` names are replaced by their words, regular
// expressions are tried.

/** @param message the rule's */
export function compileSetting(
  raw: SettingFile,
  message: string,
  sets: ModelSets,
): { readonly setting: SettingMatcher; readonly problems: readonly PatternProblem[] } {
  const problems: PatternProblem[] = [];
  const any = raw.any.map((shape, index): SettingShape => {
    const path = ['match', 'setting', 'any', index];
    problems.push(...placeholderProblems(shape.message ?? message, path));
    if (shape.missingBeside !== undefined && (shape.value !== undefined || raw.in === 'files')) {
      problems.push({ path: [...path, 'missingBeside'], message: 'Only for settings in Python, and without `value`' });
    }
    const { key, missingBeside, value, ...rest } = shape;
    return {
      ...rest,
      key: listOf(key),
      ...(missingBeside !== undefined && { missingBeside: listOf(missingBeside) }),
      ...(value !== undefined && { value: resolve(value, [...path, 'value'], sets, problems) }),
    };
  });
  return { setting: { in: raw.in, any }, problems };
}

function listOf(one: string | readonly string[]): readonly string[] {
  return typeof one === 'string' ? [one] : one;
}

/** The same conditions with every `$set` in a list replaced by its words. */
function resolve<T>(node: T, path: ValuePath, sets: ModelSets, problems: PatternProblem[]): T;
function resolve(node: unknown, path: ValuePath, sets: ModelSets, problems: PatternProblem[]): unknown {
  if (Array.isArray(node)) {
    const { members, unknown } = expandWords<unknown>(node, sets);
    for (const name of unknown) problems.push({ path, message: unknownSet(name, 'words', sets) });
    return members;
  }
  if (typeof node !== 'object' || node === null) return node;
  const entries: [string, unknown][] = Object.entries(node);
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      const said = key === 'matches' && typeof inner === 'string' ? regexProblem(inner, 'u') : null;
      if (said !== null) problems.push({ path: [...path, key], message: said });
      return [key, resolve(inner, [...path, key], sets, problems)];
    }),
  );
}

/** A setting has a name and nothing else that may be told. */
function placeholderProblems(message: string, path: ValuePath): PatternProblem[] {
  return placeholdersOf(message)
    .filter((name) => name !== 'name')
    .map((name) => ({ path, message: `The message names {${name}}, but a setting has only {name}` }));
}
