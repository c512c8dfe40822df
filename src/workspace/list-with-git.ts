import { isUtf8 } from 'node:buffer';
import { lstatSync } from 'node:fs';
import type { Git, GitFailure, GitOutcome } from './git.ts';
import { errorCode } from '../model/errors.ts';
import { absoluteBytes, pathFromBytes } from './path-bytes.ts';
import { prunedNames, pruningMarkers } from './pruned-folders.ts';

// A repository's files by `git ls-files`: git knows its ignore rules best, and answers in a fraction of the time of a
// walk. Four questions at once: what is tracked, what else is there, which tracked files are gone, and whether git looks
// at the same folder at all, for its configuration may point elsewhere.

export type GitListing =
  | { readonly paths: readonly string[] }
  | { readonly reason: GitFailure; readonly detail: string };

/** `TAG MODE OBJECT STAGE<tab>PATH`. */
const trackedEntry = /^(.) (\d+) [0-9a-f]+ \d\t(.*)$/s;
/** Mode of an entry that is another repository's commit: a submodule. */
const gitlink = '160000';
/** Tag of an entry that a sparse checkout does not write, so that it doesn't count as deleted. */
const skipped = 'S';

/** Tracked files that are there and untracked ones that are not ignored, in no particular order; or why git can't say. */
export async function listWithGit(root: string, git: Git): Promise<GitListing> {
  const [entries, others, deleted, topLevel] = await Promise.all([
    git(root, 'ls-files', ['-z', '-t', '--cached', '--stage']),
    git(root, 'ls-files', ['-z', '--others', '--exclude-standard']),
    git(root, 'ls-files', ['-z', '--deleted']),
    git(root, 'rev-parse', ['--show-toplevel']),
  ]);
  for (const outcome of [entries, others, deleted, topLevel]) if (outcome.kind === 'failed') return outcome;
  if (!bytesOf(topLevel).equals(Buffer.from(`${root}\n`))) {
    return { reason: 'not-a-repository', detail: 'its configuration names another work tree' };
  }

  // git calls deleted, too, what lies in a folder that can't be read.
  const gone = new Set(records(bytesOf(deleted)).filter((path) => isGone(root, path)));
  // A set, for a conflict has up to three stages of one path.
  const tracked = new Set<string>();
  for (const record of records(bytesOf(entries))) {
    const [, tag, mode, path = ''] = trackedEntry.exec(record) ?? [];
    if (mode !== gitlink && !gone.has(path) && (tag !== skipped || exists(root, path))) tracked.add(path);
  }
  // A path that ends in a slash is a repository of its own. Between the runs of git, a file may have come to be tracked.
  const untracked = records(bytesOf(others)).filter((path) => !path.endsWith('/') && !tracked.has(path));
  return { paths: withoutNested(root, [...tracked, ...withoutPruned(untracked)]) };
}

function bytesOf(outcome: GitOutcome): Buffer {
  return outcome.kind === 'output' ? outcome.bytes : Buffer.alloc(0);
}

function exists(root: string, path: string): boolean {
  try {
    return lstatSync(absoluteBytes(root, path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** False where the disk does not say. */
function isGone(root: string, path: string): boolean {
  try {
    return lstatSync(absoluteBytes(root, path), { throwIfNoEntry: false }) === undefined;
  } catch (error) {
    return errorCode(error) === 'ENOTDIR';
  }
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
  return withoutFolders(paths, (folder) => exists(root, `${folder}/.git`));
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
