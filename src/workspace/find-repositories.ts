import { realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, errorMessage } from '../model/errors.ts';
import type { Repository } from '../model/repository.ts';
import { repositoryKind } from './git-folder.ts';
import type { PathFilter } from './path-filter.ts';
import { absoluteText } from './path-bytes.ts';
import { hasPruningMarker, prunedNames } from './pruned-folders.ts';
import { readFolder, type FolderEntry } from './read-folder.ts';

// Looks through a workspace for repositories. A repository inside another (a submodule, a worktree, a clone) is one of
// its own. The workspace is always among them: as a folder without git where it is nothing more. Symlinks are not
// followed, so there are no loops and nothing outside the workspace. Reads folders only, and never throws for one.

/** Beyond this depth nobody keeps repositories, and a tree may have been built to wear out whoever walks it. */
const deepest = 64;

export interface FoundRepositories {
  /** The workspace's folder, absolute, symlinks resolved; null where there is no such folder. */
  readonly workspace: string | null;
  /** Ordered by root. */
  readonly repositories: readonly Repository[];
  /** What could not be looked into, one sentence each. */
  readonly notes: readonly string[];
}

/** Finds the repositories of the workspace at `path`; folders that `filter` refuses (by path below it) are not entered. */
export async function findRepositories(path: string, filter: PathFilter): Promise<FoundRepositories> {
  const workspace = await resolveFolder(path);
  if (workspace === null) return { workspace, repositories: [], notes: [`${path} is not a folder that can be read`] };

  const repositories: Repository[] = [];
  const notes: string[] = [];
  // A list instead of recursion: a deep tree must not exhaust the stack.
  const toVisit = [{ path: '', depth: 0 }];
  for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
    const entries = await entriesOf(workspace, next.path, notes);
    if (next.depth > 0 && hasPruningMarker(entries)) continue;

    const root = absoluteText(workspace, next.path);
    const hasGit = entries.some(({ name }) => name === '.git');
    if (hasGit && root === null) notes.push(`${join(workspace, next.path)} is not watched: its name is not UTF-8`);
    const kind = hasGit && root !== null ? await repositoryKind(root) : null;
    if (kind !== null && root !== null) repositories.push({ root, kind });
    else if (next.depth === 0) repositories.push({ root: workspace, kind: 'folder' });

    const below = next.path;
    const folders = entries
      .filter(({ name, kind: entryKind }) => entryKind === 'folder' && !prunedNames.has(name))
      .map(({ name }) => (below === '' ? name : `${below}/${name}`))
      .filter((child) => filter.folder(child));
    if (next.depth < deepest) for (const child of folders) toVisit.push({ path: child, depth: next.depth + 1 });
    else if (folders.length > 0)
      notes.push(`${join(workspace, next.path)} is nested too deeply to look for repositories below it`);
  }
  repositories.sort((a, b) => (a.root < b.root ? -1 : 1));
  return { workspace, repositories, notes };
}

/** The repository that `path` (a file or folder) belongs to, itself or around it; null where there is none. */
export async function enclosingRepository(path: string): Promise<Repository | null> {
  const start = await realpath(path).catch(() => null);
  for (let folder = start; folder !== null; folder = folder === dirname(folder) ? null : dirname(folder)) {
    const kind = await repositoryKind(folder);
    if (kind !== null) return { root: folder, kind };
  }
  return null;
}

async function resolveFolder(path: string): Promise<string | null> {
  try {
    const resolved = await realpath(path);
    return (await stat(resolved)).isDirectory() ? resolved : null;
  } catch {
    return null;
  }
}

async function entriesOf(workspace: string, path: string, notes: string[]): Promise<FolderEntry[]> {
  try {
    return await readFolder(workspace, path);
  } catch (error) {
    // Gone since it was listed: nothing to tell.
    if (errorCode(error) !== 'ENOENT') notes.push(`${join(workspace, path)} can't be read: ${errorMessage(error)}`);
    return [];
  }
}
