import { lstatSync, realpathSync, type BigIntStats } from 'node:fs';
import { errorCode } from '../model/errors.ts';
import { isInside } from './inside.ts';
import { absoluteBytes } from './path-bytes.ts';

/** What tells quickly that a file may have changed: all three equal, and it is taken to be the same. */
export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  /** Time of the last change in nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  readonly inode: bigint;
}

/** For what can't even be looked at: equal to itself, so that it is told once. */
const noFacts: FileFacts = { size: 0, mtimeNs: 0n, inode: 0n };

/** The event loop gets a turn after so many files (about 10 ms). */
const batch = 2000;

/**
 * Facts about many files at once, in the order of `paths`. Left out: what is gone, and symlinks to files of the same
 * repository, which are listed under their own names. Whatever else can't be read stays in, so that reading it tells why.
 *
 * Synchronous calls in batches: 100,000 files take 0.5 s, where the asynchronous calls take several.
 */
export async function statFiles(root: string, paths: readonly string[]): Promise<Map<string, FileFacts>> {
  const facts = new Map<string, FileFacts>();
  for (let start = 0; start < paths.length; start += batch) {
    for (const path of paths.slice(start, start + batch)) {
      const stats = statFile(root, path);
      if (stats !== null) facts.set(path, stats);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return facts;
}

function statFile(root: string, path: string): FileFacts | null {
  const bytes = absoluteBytes(root, path);
  try {
    const stats = lstatSync(bytes, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (stats.isSymbolicLink() && staysInside(root, bytes)) return null;
    return factsOf(stats);
  } catch (error) {
    // A folder on the way has become a file: gone too.
    return errorCode(error) === 'ENOTDIR' ? null : noFacts;
  }
}

export function factsOf({ size, mtimeNs, ino }: BigIntStats): FileFacts {
  return { size: Number(size), mtimeNs, inode: ino };
}

function staysInside(root: string, bytes: Buffer): boolean {
  try {
    return isInside(root, realpathSync(bytes));
  } catch {
    return false;
  }
}
