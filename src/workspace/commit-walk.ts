// Every commit that a repository's refs lead to, and what each changed: `rev-list` and `diff-tree`, plumbing that no
// configuration changes. Renames are not looked for, so no content is read.
import { headCommit } from './commits.ts';
import { outputOf } from './objects.ts';
import type { Git } from './git.ts';
import { pathFromBytes } from './path-bytes.ts';

export interface WalkedCommit {
  readonly id: string;
  readonly parents: readonly string[];
}

/** What a commit made of one path. Blobs only: a symlink or a submodule counts as nothing there. */
export interface PathChange {
  readonly path: string;
  /** The blob of each parent; null where it has none. A commit without parents has one that holds nothing. */
  readonly before: readonly (string | null)[];
  readonly after: string | null;
}

export interface CommitChanges {
  readonly id: string;
  readonly changes: readonly PathChange[];
}

/** Commits in the order in which they are to be read. */
export interface CommitList {
  readonly count: number;
  readonly commits: Iterable<WalkedCommit>;
}

/**
 * All commits of refs, of HEAD and of the stash with all its entries, parents before children, without those in `seen` and
 * what these come from. Ids of refs or in `seen` that lead nowhere, as after `git gc` or a mishap, are passed over.
 */
export async function walkCommits(git: Git, root: string, seen: readonly string[]): Promise<CommitList> {
  const refs = await refIds(git, root);
  const head = await headCommit(git, root);
  // Only the newest entry of the stash has a ref; the others are in its log. Without a stash this fails.
  const stash = await git(root, 'rev-list', ['--walk-reflogs', 'refs/stash', '--']);
  const stashed = stash.kind === 'output' ? linesIn(stash.bytes) : [];
  const from = new Set([...refs, ...stashed, ...(head === null ? [] : [head])]);
  const revisions = [...from, ...seen.map((id) => `^${id}`)];
  const options = ['--topo-order', '--reverse', '--parents', '--ignore-missing', '--stdin'];
  const output = await outputOf(git, root, 'rev-list', options, asLines(revisions));
  let count = 0;
  for (let at = output.indexOf(10); at !== -1; at = output.indexOf(10, at + 1)) count += 1;
  return { count, commits: commitsIn(output) };
}

function* commitsIn(output: Buffer): Generator<WalkedCommit> {
  for (let start = 0, end = output.indexOf(10); end !== -1; start = end + 1, end = output.indexOf(10, start)) {
    const [id = '', ...parents] = output.toString('latin1', start, end).split(' ');
    yield { id, parents };
  }
}

/** What refs lead to: commits, tags, seldom trees and blobs. `below`: `refs/remotes/`. */
export async function refIds(git: Git, root: string, below = 'refs/'): Promise<string[]> {
  return linesIn(await outputOf(git, root, 'for-each-ref', ['--format=%(objectname)', below]));
}

/** The commits of `ids` and all that they come from, in no particular order; what is missing is passed over. */
export async function commitsFrom(git: Git, root: string, ids: readonly string[]): Promise<string[]> {
  return linesIn(await outputOf(git, root, 'rev-list', ['--ignore-missing', '--stdin'], asLines(ids)));
}

/**
 * What the given commits changed, in their order; those that changed nothing are left out. Of a merge only what no parent
 * has, so that every blob of a commit's tree is new in it or in one of those that it comes from.
 */
export async function changesOf(git: Git, root: string, ids: readonly string[]): Promise<CommitChanges[]> {
  if (ids.length === 0) return [];
  const options = ['--stdin', '-r', '-c', '--root', '-z', '--raw', '--no-renames', '--no-abbrev'];
  return changesIn(await outputOf(git, root, 'diff-tree', options, asLines(ids)));
}

/** Reads `ID NUL`, then for each path `:MODE MODE BLOB BLOB STATUS NUL PATH NUL`, of a merge with more colons, modes and blobs. */
function changesIn(output: Buffer): CommitChanges[] {
  const found: CommitChanges[] = [];
  let changes: PathChange[] = [];
  let entry: string | null = null;
  for (let start = 0, end = output.indexOf(0); end !== -1; start = end + 1, end = output.indexOf(0, start)) {
    if (entry !== null) {
      changes.push(changeOf(entry, pathFromBytes(output.subarray(start, end))));
      entry = null;
      continue;
    }
    const token = output.toString('latin1', start, end);
    if (token.startsWith(':')) entry = token;
    else found.push({ id: token, changes: (changes = []) });
  }
  return found;
}

/** Modes of files: `100644`, `100755`, in old repositories others. */
const regularFile = /^100/;

function changeOf(entry: string, path: string): PathChange {
  const parents = /^:+/.exec(entry)![0].length;
  const fields = entry.slice(parents).split(' ');
  const blobs = Array.from({ length: parents + 1 }, (_, at) =>
    regularFile.test(fields[at]!) ? fields[parents + 1 + at]! : null,
  );
  return { path, before: blobs.slice(0, parents), after: blobs.at(-1)! };
}

/**
 * Blobs that a ref names without a commit, by itself or in a tree, as some projects publish keys: told as commits that
 * add them, under the object's id.
 */
export async function changesOfBareRefs(git: Git, root: string): Promise<CommitChanges[]> {
  const peeled = asLines((await refIds(git, root)).map((id) => `${id}^{}`));
  const options = ['--batch-check=%(objecttype) %(objectname)'];
  const found: CommitChanges[] = [];
  for (const line of new Set(linesIn(await outputOf(git, root, 'cat-file', options, peeled)))) {
    const [type, id = ''] = line.split(' ');
    if (type === 'blob') found.push({ id, changes: [{ path: '', before: [null], after: id }] });
    // oxlint-disable-next-line no-await-in-loop -- there are hardly any
    else if (type === 'tree') found.push({ id, changes: await filesOfTree(git, root, id) });
  }
  return found;
}

/** The files of a tree or commit, as changes that add them. */
export async function filesOfTree(git: Git, root: string, id: string): Promise<PathChange[]> {
  return filesIn(await outputOf(git, root, 'ls-tree', [id]), /^(\d+) \w+ (\w+)\t(.*)$/s);
}

/** The files of the index, without those that are in conflict. */
export async function filesOfIndex(git: Git, root: string): Promise<PathChange[]> {
  return filesIn(await outputOf(git, root, 'ls-files', ['-z', '--cached', '--stage']), /^(\d+) (\w+) 0\t(.*)$/s);
}

function filesIn(output: Buffer, form: RegExp): PathChange[] {
  const files: PathChange[] = [];
  for (let start = 0, end = output.indexOf(0); end !== -1; start = end + 1, end = output.indexOf(0, start)) {
    const [, mode = '', blob = '', path = ''] = form.exec(pathFromBytes(output.subarray(start, end))) ?? [];
    if (regularFile.test(mode)) files.push({ path, before: [null], after: blob });
  }
  return files;
}

function asLines(texts: readonly string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\n`).join(''));
}

function linesIn(output: Buffer): string[] {
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}
