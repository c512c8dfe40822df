// Which lines of a repository's files a change touched: those that differ from an earlier commit, or those that are staged.
// Git only hands out what it has stored; the comparison is ours, because git's own would run the filters that a
// repository's configuration names.
import { UserError } from '../model/errors.ts';
import { hashLines, type LineHashes } from '../history/line-hashes.ts';
import { mapLines } from '../history/line-map.ts';
import { decode } from '../text/decode.ts';
import { headCommit } from './commits.ts';
import type { Git } from './git.ts';
import { objectsIn } from './objects.ts';
import { pathFromBytes } from './path-bytes.ts';
import { readSource } from './read-source.ts';

export type Change =
  /** The work tree against a commit. */
  | { readonly kind: 'since'; readonly revision: string }
  /** The index against HEAD. */
  | { readonly kind: 'staged' };

export interface ChangedLines {
  /** Lines of the work tree's file, from 1; a file that did not change has none, and so has one that can't be read. */
  readonly linesOf: (path: string) => ReadonlySet<number>;
  /** Files whose staged content is not that of the work tree. */
  readonly unstaged: readonly string[];
}

/** Object ids by path. */
type Tree = ReadonlyMap<string, string>;

/** Larger blobs are not compared. */
const maxFileBytes = 64 * 1024 * 1024;
/** Nothing secret is kept of these hashes. */
const key = new Uint8Array(16);

/**
 * Compares the given files.
 * @throws UserError where the revision does not exist, or `root` is no git repository
 */
export async function changedLines(
  git: Git,
  root: string,
  change: Change,
  paths: readonly string[],
): Promise<ChangedLines> {
  const base = await baseTree(git, root, change);
  const index = change.kind === 'staged' ? await stagedTree(git, root) : null;
  const differing = paths.filter((path) => index === null || index.get(path) !== base.get(path));
  const texts = await blobTexts(
    git,
    root,
    differing.flatMap((path) => [base.get(path), index?.get(path)].filter((id) => id !== undefined)),
  );
  const found = new Map<string, ReadonlySet<number>>();
  const unstaged: string[] = [];
  for (const path of differing) {
    const read = await readSource(root, path, { maxFileBytes });
    if (read.kind !== 'source') continue;
    const now = hashLines(read.file.text, key);
    const before = hashesOf(texts, base.get(path));
    if (index === null) {
      found.set(path, newLines(before, now));
      continue;
    }
    const staged = hashesOf(texts, index.get(path));
    if (staged === null) continue;
    if (!isEqual(staged, now)) unstaged.push(path);
    found.set(path, carriedOver(newLines(before, staged), staged, now));
  }
  const none: ReadonlySet<number> = new Set();
  return { linesOf: (path) => found.get(path) ?? none, unstaged };
}

async function baseTree(git: Git, root: string, change: Change): Promise<Tree> {
  const commit = change.kind === 'since' ? await commitOf(git, root, change.revision) : await headCommit(git, root);
  return commit === null ? new Map() : treeOf(await output(git, root, 'ls-tree', [commit]), /^\d+ blob (\w+)\t(.*)$/s);
}

async function stagedTree(git: Git, root: string): Promise<Tree> {
  return treeOf(await output(git, root, 'ls-files', ['-z', '--cached', '--stage']), /^\d+ (\w+) 0\t(.*)$/s);
}

async function commitOf(git: Git, root: string, revision: string): Promise<string> {
  const outcome = revision.startsWith('-')
    ? null
    : await git(root, 'rev-parse', ['--verify', '--quiet', `${revision}^{commit}`]);
  const commit = outcome?.kind === 'output' ? outcome.bytes.toString('latin1').trim() : '';
  if (commit !== '') return commit;
  throw new UserError(
    `${root} has no revision "${revision}".`,
    'Name a commit, branch or tag of a git repository: --since main.',
  );
}

async function output(git: Git, root: string, subcommand: 'ls-tree' | 'ls-files', args: readonly string[]) {
  const outcome = await git(root, subcommand, args);
  if (outcome.kind === 'output') return outcome.bytes;
  throw new UserError(`The change in ${root} can't be told: ${outcome.detail}`, 'Is it a git repository?');
}

function treeOf(bytes: Buffer, entry: RegExp): Tree {
  const tree = new Map<string, string>();
  for (let start = 0, end = bytes.indexOf(0); end !== -1; start = end + 1, end = bytes.indexOf(0, start)) {
    const [, id, path] = entry.exec(pathFromBytes(bytes.subarray(start, end))) ?? [];
    if (id !== undefined && path !== undefined) tree.set(path, id);
  }
  return tree;
}

/** The texts of blobs, by object id. */
async function blobTexts(git: Git, root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const outcome = await git(root, 'cat-file', ['--batch'], Buffer.from(`${ids.join('\n')}\n`));
  if (outcome.kind === 'failed') {
    throw new UserError(`The change in ${root} can't be told: ${outcome.detail}`, 'Is it a git repository?');
  }
  for (const { id, type, bytes } of objectsIn(outcome.bytes)) {
    const decoded = type === 'blob' ? decode(bytes, { python: true }) : null;
    if (decoded?.kind === 'text') texts.set(id, decoded.text);
  }
  return texts;
}

function hashesOf(texts: ReadonlyMap<string, string>, id: string | undefined): LineHashes | null {
  const text = id === undefined ? undefined : texts.get(id);
  return text === undefined ? null : hashLines(text, key);
}

/** The lines that `before` does not have; all where there was none. */
function newLines(before: LineHashes | null, now: LineHashes): ReadonlySet<number> {
  const lines = Array.from(now, (_, at) => at + 1);
  if (before === null) return new Set(lines);
  const map = mapLines(before, now);
  return new Set(lines.filter((line) => map.gapOfNew(line) !== null));
}

/** Where lines of the staged text are in the work tree. */
function carriedOver(lines: ReadonlySet<number>, staged: LineHashes, now: LineHashes): ReadonlySet<number> {
  const map = mapLines(staged, now);
  return new Set([...lines].map((line) => map.newLine(line)).filter((line) => line > 0));
}

function isEqual(a: LineHashes, b: LineHashes): boolean {
  return a.length === b.length && a.every((hash, at) => hash === b[at]);
}
