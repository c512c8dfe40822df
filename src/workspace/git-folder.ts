import { lstat, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Repository } from '../model/repository.ts';
import { readSmallFile } from './read-small-file.ts';

const longestPointer = 8192;

/**
 * What kind of repository a folder's `.git` makes it; null where that is none, or leads nowhere.
 * `.git` is a folder, or a file `gitdir: PATH` as worktrees, submodules and `git init --separate-git-dir` have it
 * (https://git-scm.com/docs/gitrepository-layout).
 */
export async function repositoryKind(root: string): Promise<Exclude<Repository['kind'], 'folder'> | null> {
  const dotGit = join(root, '.git');
  try {
    const facts = await stat(dotGit);
    if (facts.isDirectory()) return (await isGitFolder(dotGit)) ? 'git' : null;
    if (!facts.isFile()) return null;
  } catch {
    return null;
  }
  const pointer = /^gitdir: (.+?)[\r\n]*$/s.exec((await readSmallFile(dotGit, longestPointer)) ?? '')?.[1];
  if (pointer === undefined) return null;
  const gitFolder = resolve(root, pointer);
  if (!(await isGitFolder(gitFolder))) return null;
  // A worktree's own folder names the one it shares the objects with.
  if (await exists(join(gitFolder, 'commondir'))) return 'worktree';
  return /\/modules\//.test(gitFolder) ? 'submodule' : 'git';
}

async function isGitFolder(folder: string): Promise<boolean> {
  return exists(join(folder, 'HEAD'));
}

async function exists(path: string): Promise<boolean> {
  // lstat: HEAD may be a symlink to a branch that has no commit yet.
  return lstat(path).then(
    () => true,
    () => false,
  );
}
