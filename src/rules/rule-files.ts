// Which files of a folder hold rules and models.
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorMessage } from '../model/errors.ts';
import type { RuleProblem } from './rule.ts';

/** The rules that Tocsin comes with. */
export const builtInRules = fileURLToPath(new URL('../../rules', import.meta.url));

export interface RuleFilePath {
  /** Absolute. */
  readonly file: string;
  /** Below its folder, without the ending, with `/`. */
  readonly id: string;
  readonly isModel: boolean;
}

/** `models/*.yaml` and all other `*.yaml` but `claims/` below the folder, by name. */
export function listRuleFiles(folder: string, problems: RuleProblem[]): RuleFilePath[] {
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
