import type { Git, GitOutcome } from './git.ts';

/** The commit that is checked out; null before the first one, outside git, and where git can't say. */
export async function headCommit(git: Git, root: string): Promise<string | null> {
  return linesOf(await git(root, 'rev-parse', ['--verify', '--quiet', 'HEAD^{commit}']))[0] ?? null;
}

/**
 * The oldest commit without parents that HEAD comes from: equal in all clones of a project. Null where there is none,
 * and in a shallow clone, whose history ends somewhere else.
 */
export async function rootCommit(git: Git, root: string): Promise<string | null> {
  const [shallow] = linesOf(await git(root, 'rev-parse', ['--is-shallow-repository']));
  if (shallow !== 'false') return null;
  return linesOf(await git(root, 'rev-list', ['--max-parents=0', 'HEAD'])).at(-1) ?? null;
}

function linesOf(outcome: GitOutcome): string[] {
  return outcome.kind === 'output'
    ? outcome.bytes
        .toString('latin1')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}
