// Git repositories made up from plain data, and what reading their history must say of the secrets in them, found out by
// looking at every file of every commit.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom, textMatching } from './secret-samples.ts';
import { gitEnvironment } from './git-repository.ts';

/** Paths with the numbers of the secrets that stand in them. */
export type Tree = Readonly<Record<string, readonly number[]>>;

export interface MadeCommit {
  /** Places in the list of commits; empty: a root. */
  readonly parents: readonly number[];
  readonly tree: Tree;
}

const values = Array.from({ length: 10 }, (_, at) => textMatching(`[A-Za-z0-9]{${20 + at}}`, seededRandom(at)));

/** A value that every reader takes for a password, told from the others by its length. */
export function valueOf(secret: number): string {
  return values[secret]!;
}

/** The secret whose value is so long. */
export function secretOfLength(length: number): number {
  return length - values[0]!.length;
}

function textOf(secrets: readonly number[]): string {
  return `title: settings\n${secrets.map((secret) => `password${secret}: ${valueOf(secret)}\n`).join('')}`;
}

/** Makes the repository; `refs`: commit by ref, the first one is HEAD's. Returns the commits' ids. */
export function makeRepository(
  root: string,
  commits: readonly MadeCommit[],
  refs: Readonly<Record<string, number>>,
): string[] {
  mkdirSync(root, { recursive: true });
  const run = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', input, env: gitEnvironment, stdio: 'pipe' });
  const [head] = Object.keys(refs);
  run(['init', '-q', '-b', (head ?? 'refs/heads/main').replace('refs/heads/', '')]);
  const stream = commits.map(({ parents, tree }, at) => {
    const [first, ...others] = parents.map((parent) => `:${parent + 1}`);
    const files = Object.entries(tree).map(([path, secrets]) => {
      const text = textOf(secrets);
      return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
    });
    return [
      `commit refs/made/${at}\nmark :${at + 1}\ncommitter Ada <ada@example.invalid> ${1_600_000_000 + at} +0000\ndata 1\nx\n`,
      ...(first === undefined ? [] : [`from ${first}\n`]),
      ...others.map((other) => `merge ${other}\n`),
      'deleteall\n',
      ...files,
    ].join('');
  });
  const updates = Object.entries(refs).map(([ref, commit]) => `reset ${ref}\nfrom :${commit + 1}\n\n`);
  const drops = commits.map((_, at) => `reset refs/made/${at}\nfrom ${'0'.repeat(40)}\n\n`);
  run(['fast-import', '--quiet', '--export-marks=.git/marks', '--force'], [...stream, ...updates, ...drops].join(''));
  const lines = readFileSync(join(root, '.git/marks'), 'utf8').trim().split('\n');
  const ids = Array.from({ length: commits.length }, () => '');
  for (const line of lines) {
    const [mark = '', id = ''] = line.split(' ');
    ids[Number(mark.slice(1)) - 1] = id;
  }
  return ids;
}

export interface ExpectedPast {
  readonly secret: number;
  readonly brought: number;
  /** null: HEAD holds it, or never did. */
  readonly removed: number | null;
  readonly inHead: boolean;
}

/** What is to be said, by number of the secret. */
export function expectedPast(commits: readonly MadeCommit[], refs: Readonly<Record<string, number>>): ExpectedPast[] {
  const reachable = ancestors(commits, Object.values(refs));
  const head = Object.values(refs)[0]!;
  const ofHead = ancestors(commits, [head]);
  const secrets = new Set([...reachable].flatMap((at) => Object.values(commits[at]!.tree).flat()));
  return [...secrets]
    .toSorted((a, b) => a - b)
    .map((secret) => {
      const holds = (at: number): boolean => Object.values(commits[at]!.tree).some((one) => one.includes(secret));
      const inHead = holds(head);
      // Numbers rise with time.
      const brought = [...reachable].filter(holds).toSorted((a, b) => a - b)[0]!;
      const removed = [...ofHead].filter((at) => removes(commits, at, secret)).toSorted((a, b) => b - a)[0];
      return { secret, brought, removed: inHead ? null : (removed ?? null), inHead };
    });
}

/** It leaves a path in this commit and comes to none. */
function removes(commits: readonly MadeCommit[], at: number, secret: number): boolean {
  const { parents, tree } = commits[at]!;
  const before = parents.map((parent) => commits[parent]!.tree);
  const paths = new Set([...before, tree].flatMap((one) => Object.keys(one)));
  let went = false;
  let came = false;
  for (const path of paths) {
    // What one of its parents has is no work of a merge.
    if (before.some((parent) => String(parent[path]) === String(tree[path]))) continue;
    const had = before.some((parent) => parent[path]?.includes(secret) === true);
    const has = tree[path]?.includes(secret) === true;
    went ||= had && !has;
    came ||= has && !had;
  }
  return went && !came;
}

function ancestors(commits: readonly MadeCommit[], from: readonly number[]): Set<number> {
  const found = new Set(from);
  for (const at of found) for (const parent of commits[at]!.parents) found.add(parent);
  return found;
}
