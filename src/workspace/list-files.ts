import type { Repository } from '../model/repository.ts';
import type { Git } from './git.ts';
import { listWithGit } from './list-with-git.ts';
import type { PathFilter } from './path-filter.ts';
import { walkFiles } from './walk-files.ts';

export interface ListedFiles {
  /** Relative to the repository's root, as `SourceFile.path`; sorted by code units, each once. */
  readonly paths: readonly string[];
  /** What could not be listed, and why git was not asked where it wasn't; one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Lists a repository's files that `filter` lets through: what git tracks and what it would let you add, or, without git,
 * what a walk finds that no .gitignore names. Nested repositories are left out, and so are tracked files that are gone.
 *
 * Not listed yet: files that git ignores (a `.env`), though they may hold secrets.
 */
export async function listFiles(repository: Repository, filter: PathFilter, git: Git): Promise<ListedFiles> {
  if (repository.kind === 'folder') return sorted(await walkFiles(repository.root, filter));
  const listed = await listWithGit(repository.root, git);
  if ('paths' in listed) return sorted({ paths: listed.paths.filter((path) => filter.file(path)), notes: [] });
  const walked = await walkFiles(repository.root, filter);
  const note = `${repository.root} was walked instead of listed by git (${listed.reason}): ${listed.detail}`;
  return sorted({ paths: walked.paths, notes: [note, ...walked.notes] });
}

function sorted({ paths, notes }: ListedFiles): ListedFiles {
  return { paths: paths.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)), notes };
}
