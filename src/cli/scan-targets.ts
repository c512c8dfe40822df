// What `tocsin scan PATH…` means: which repositories, and which of their files.
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/config.ts';
import { resolveLinks } from '../daemon/daemon-files.ts';
import { errorCode, errorMessage, UserError } from '../model/errors.ts';
import type { Repository } from '../model/repository.ts';
import type { ScanTarget } from '../scan/run-scan.ts';
import { enclosingRepository, findRepositories } from '../workspace/find-repositories.ts';
import { pathFilter } from '../workspace/path-filter.ts';
import { isFolder } from './is-folder.ts';

/** A repository to scan; `paths` (relative, `/`) where only a part of it was asked for. */
export interface PathTarget extends ScanTarget {
  readonly paths?: readonly string[];
}

/**
 * A path inside a git repository means that part of it; a folder that holds repositories means all of them; any other
 * folder, or the folder of a file, is a repository without git.
 * @throws UserError for a path that is empty, does not exist or can't be looked at
 */
export async function scanTargets(
  paths: readonly string[],
  { workspaces }: Pick<Config, 'workspaces'>,
  cwd: string,
  note: (message: string) => void,
): Promise<PathTarget[]> {
  const wanted = new Map<string, { repository: Repository; paths: string[] | null }>();
  const add = (repository: Repository, path: string | null): void => {
    const before = wanted.get(repository.root);
    const merged = path === null || before?.paths === null ? null : [...(before?.paths ?? []), path];
    wanted.set(repository.root, { repository, paths: merged });
  };
  for (const given of paths) {
    // An empty one (a variable that is not set) would mean the current folder.
    if (given === '') throw new UserError('One of the paths is empty.', 'The current folder is called ".".');
    const path = existing(resolve(cwd, given));
    const around = await enclosingRepository(path);
    if (around !== null) {
      add(around, around.root === path ? null : slashed(relative(around.root, path)));
    }
    if (!isFolder(path)) {
      if (around === null) add({ root: dirname(path), kind: 'folder' }, basename(path));
      continue;
    }
    const { repositories, notes } = await findRepositories(path, filterFor(path, workspaces));
    notes.forEach(note);
    // A part of a repository is no folder of its own, but a repository inside that part is.
    for (const repository of repositories) {
      if (around === null || repository.kind !== 'folder') add(repository, null);
    }
  }
  return [...wanted.values()].map(({ repository, paths: parts }) => ({
    repository,
    filter: filterFor(repository.root, workspaces),
    ...(parts === null ? {} : { paths: parts }),
  }));
}

function existing(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const problem = errorCode(error) === 'ENOENT' ? 'does not exist.' : `can't be scanned: ${errorMessage(error)}`;
    throw new UserError(`${path} ${problem}`, 'Check the path.', { cause: error });
  }
}

/** The globs of the configured workspace that holds `root`, or none. */
function filterFor(root: string, workspaces: Config['workspaces']): ScanTarget['filter'] {
  for (const { path, include, exclude } of workspaces) {
    // The root has no symlinks on its way; the workspace's path may.
    const way = relative(resolveLinks(path), root);
    if (!way.startsWith('..') && !isAbsolute(way)) return pathFilter(include, exclude, slashed(way));
  }
  return pathFilter([], []);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
