// What reviews in prose claim, and by which phrasings it is recognised: `claims/*.yaml` below each rules folder. Whether a
// claim holds is found out by a judge in src/analyze/claims/, which the file names.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, errorMessage } from '../model/errors.ts';
import type { RuleProblem } from './rule.ts';

export interface ClaimKind {
  /** The file's name without its ending. */
  readonly id: string;
  /** What is claimed, one sentence. */
  readonly about: string;
  /** Name of the code that finds out whether it holds. */
  readonly judge: string;
  /** One of them matches a sentence that claims it. */
  readonly phrasings: readonly RegExp[];
  readonly examples: { readonly said: readonly string[]; readonly other: readonly string[] };
}

export interface LoadedClaims {
  readonly kinds: readonly ClaimKind[];
  readonly problems: readonly RuleProblem[];
}

/** @param judges names that `judge` may be */
export async function loadClaims(folders: readonly string[], judges: readonly string[]): Promise<LoadedClaims> {
  const [{ parseYaml }, { claimSchema }] = await Promise.all([
    import('../config/yaml-source.ts'),
    import('./claim-schema.ts'),
  ]);
  const kinds: ClaimKind[] = [];
  const problems: RuleProblem[] = [];
  for (const file of folders.flatMap((folder) => filesIn(join(folder, 'claims'), problems))) {
    const text = textOf(file, problems);
    if (text === null) continue;
    const source = parseYaml(file, text);
    const parsed = claimSchema.safeParse(source.value ?? {});
    const issues = parsed.success
      ? judges.includes(parsed.data.judge)
        ? []
        : [{ path: ['judge'], message: `No judge is called "${parsed.data.judge}": ${judges.join(', ')}` }]
      : parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
    problems.push(
      ...source.problems.slice(0, 1),
      ...issues.map(({ path, message }) => ({ file, ...source.positionOf(path), message })),
    );
    if (!parsed.success || issues.length > 0) continue;
    const { about, judge, phrasings, examples } = parsed.data;
    kinds.push({
      id: file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length),
      about,
      judge,
      phrasings: phrasings.map((phrasing) => new RegExp(phrasing, 'iu')),
      examples: { said: examples?.said ?? [], other: examples?.other ?? [] },
    });
  }
  return { kinds, problems };
}

function textOf(file: string, problems: RuleProblem[]): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push({ file, line: 1, column: 1, message: `The file can't be read: ${errorMessage(error)}` });
    return null;
  }
}

/** The claim files of a folder, by name; none where there is no such folder. */
function filesIn(folder: string, problems: RuleProblem[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      problems.push({ file: folder, line: 1, column: 1, message: `The folder can't be read: ${errorMessage(error)}` });
    }
    return [];
  }
}
