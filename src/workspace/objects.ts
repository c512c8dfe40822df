// Objects of git's store, many at once, by `cat-file --batch` (https://git-scm.com/docs/git-cat-file#_batch_output). Sizes can
// be asked first, so that nobody reads what is too large to be held.
import { UserError } from '../model/errors.ts';
import type { Git } from './git.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** The objects in what `cat-file --batch` printed. What is missing, as in a partial clone, is left out. */
export function* objectsIn(output: Buffer): Generator<GitObject> {
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at);
    const [id = '', type = '', size = ''] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (!/^\d+$/.test(size)) continue;
    yield { id, type, bytes: output.subarray(at, at + Number(size)) };
    at += Number(size) + 1;
  }
}

/**
 * Reads objects by their ids.
 * @throws UserError where git can't
 */
export async function readObjects(git: Git, root: string, ids: readonly string[]): Promise<GitObject[]> {
  if (ids.length === 0) return [];
  return [...objectsIn(await outputOf(git, root, 'cat-file', ['--batch'], linesOf(ids)))];
}

/** Sizes in bytes of those of the objects that are there and are blobs. */
export async function blobSizes(git: Git, root: string, ids: readonly string[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const output = await outputOf(git, root, 'cat-file', ['--batch-check'], linesOf(ids));
  for (const line of output.toString('latin1').split('\n')) {
    const [id = '', type, size] = line.split(' ');
    if (type === 'blob') sizes.set(id, Number(size));
  }
  return sizes;
}

/** What git prints. @throws UserError where it fails */
export async function outputOf(git: Git, root: string, ...[subcommand, args, input]: GitQuestion): Promise<Buffer> {
  const outcome = await git(root, subcommand, args, input);
  if (outcome.kind === 'output') return outcome.bytes;
  throw new UserError(
    `The git repository ${root} can't be read: ${outcome.detail}`,
    '`git fsck` tells what is wrong with a repository.',
  );
}

type GitQuestion = Parameters<Git> extends [string, ...infer Rest] ? Rest : never;

function linesOf(ids: readonly string[]): Buffer {
  return Buffer.from(`${ids.join('\n')}\n`);
}
