import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import type { Git, GitFailure } from './git.ts';
import { absoluteBytes, pathFromBytes } from './path-bytes.ts';
import { prunedNames, pruningMarkers } from './pruned-folders.ts';

// A repository's files by `git ls-files`: git knows its ignore rules best, and answers in a fraction of the time of a
// walk. Three questions at once: what is tracked (with modes), what else is there, which tracked files are gone.

export type GitListing =
  | { readonly paths: readonly string[] }
  | { readonly reason: GitFailure; readonly detail: string };

/** Mode of an entry that is another repository's commit: a submodule. */
const gitlink = '160000';

/** Tracked files that are there and untracked ones that are not ignored, in no particular order; or why git can't say. */
export async function listTracked(root: string, git: Git): Promise<GitListing> {
  const outcomes = await Promise.all([
    git(root, 'ls-files', ['-z', '--cached', '--stage']),
    git(root, 'ls-files', ['-z', '--others', '--exclude-standard']),
    git(root, 'ls-files', ['-z', '--deleted']),
  ]);
  const [staged, others, deleted] = outcomes.map((outcome) =>
    outcome.kind === 'output' ? records(outcome.bytes) : [],
  );
  const failed = outcomes.find((outcome) => outcome.kind === 'failed');
  if (failed !== undefined || !staged || !others || !deleted) {
    return { reason: failed?.reason ?? 'failed', detail: failed?.detail ?? '' };
  }

  const gone = new Set(deleted);
  // `MODE OBJECT STAGE<tab>PATH`; a conflict has up to three stages of one path.
  const tracked = new Set(
    staged.filter((record) => !record.startsWith(gitlink)).map((record) => record.slice(record.indexOf('\t') + 1)),
  );
  const paths = [...tracked].filter((path) => !gone.has(path));
  // A path that ends in a slash is a repository of its own. With several runs of git, a file may have come to be tracked.
  const untracked = withoutPruned(others.filter((path) => !path.endsWith('/') && !tracked.has(path)));
  return { paths: withoutNested(root, [...paths, ...untracked]) };
}

function records(bytes: Buffer): string[] {
  // The usual case at once; names that are not UTF-8 one by one.
  if (isUtf8(bytes) && !bytes.includes('\\x')) return bytes.toString('utf8').split('\0').slice(0, -1);
  const found: string[] = [];
  for (let start = 0, end = bytes.indexOf(0); end !== -1; start = end + 1, end = bytes.indexOf(0, start)) {
    found.push(pathFromBytes(bytes.subarray(start, end)));
  }
  return found;
}

/** Without what lies in environments and caches that nobody ignored. */
function withoutPruned(paths: readonly string[]): string[] {
  const marked = new Set(
    paths.filter((path) => pruningMarkers.has(path.slice(path.lastIndexOf('/') + 1))).map(folderOf),
  );
  marked.delete('');
  return withoutFolders(
    paths,
    (folder) => marked.has(folder) || prunedNames.has(folder.slice(folder.lastIndexOf('/') + 1)),
  );
}

/** Without tracked files of a folder that has since become a repository. */
function withoutNested(root: string, paths: readonly string[]): string[] {
  return withoutFolders(
    paths,
    (folder) => lstatSync(absoluteBytes(root, `${folder}/.git`), { throwIfNoEntry: false }) !== undefined,
  );
}

/** The paths that lie in no folder, at any depth, for which `leaveOut` holds; it is asked once a folder. */
function withoutFolders(paths: readonly string[], leaveOut: (folder: string) => boolean): string[] {
  const known = new Map<string, boolean>([['', false]]);
  const isOut = (folder: string): boolean => {
    let out = known.get(folder);
    if (out === undefined) {
      out = isOut(folderOf(folder)) || leaveOut(folder);
      known.set(folder, out);
    }
    return out;
  };
  return paths.filter((path) => !isOut(folderOf(path)));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
