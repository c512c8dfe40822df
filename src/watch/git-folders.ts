// Where git keeps HEAD, the index and the refs of a work tree, by the documented layout (gitrepository-layout(5)):
// `.git` is a folder, or a file `gitdir: <path>`; a worktree's folder names the shared one in its file `commondir`.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The git folders of a work tree's root (one, or a worktree's own and the shared one); empty outside git. */
export function gitFolders(root: string): readonly string[] {
  const own = ownGitFolder(join(root, '.git'));
  if (own === null || !existsSync(join(own, 'HEAD'))) return [];
  const common = firstLine(join(own, 'commondir'));
  return common === null ? [own] : [own, resolve(own, common)];
}

function ownGitFolder(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return path;
  const pointer = stats?.isFile() === true && stats.size < 8192 ? firstLine(path) : null;
  return pointer?.startsWith('gitdir: ') === true ? resolve(path, '..', pointer.slice('gitdir: '.length)) : null;
}

function firstLine(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').split('\n', 1)[0] ?? null;
  } catch {
    return null;
  }
}

/** True where a change of `path` (relative to a git folder) tells of a commit, a branch switch or a change of the index. */
export function isGitState(path: string): boolean {
  return (
    path === 'HEAD' ||
    path === 'index' ||
    path === 'packed-refs' ||
    ((path === 'refs' || path.startsWith('refs/')) && !path.endsWith('.lock'))
  );
}
