import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import type { SkipReason } from '../model/analysis.ts';
import { errorCode, errorMessage } from '../model/errors.ts';
import type { SourceFile } from '../model/source-file.ts';
import { decode } from '../text/decode.ts';
import { isInside } from './inside.ts';
import { languageOf } from './language.ts';
import { absoluteBytes } from './path-bytes.ts';
import { factsOf, type FileFacts } from './stat-files.ts';

// Reads one file of a repository, whatever it turns out to be: what is not a regular file is never opened, nothing
// outside the root is read, nothing hangs, nothing throws. Symlinks are not followed: one that stays inside leads to a
// file that is listed under its own name.

export type ReadOutcome =
  | { readonly kind: 'source'; readonly file: SourceFile; readonly facts: FileFacts }
  | {
      readonly kind: 'skipped';
      readonly path: string;
      readonly reason: SkipReason;
      readonly detail: string;
      /** null where it is gone or can't be looked at. */
      readonly facts: FileFacts | null;
    };

/** The calls that the tests replace to make a disk fail or a file change while it is read. */
export interface FileAccess {
  open(path: Buffer, flags: number): Promise<FileHandle>;
}

export interface ReadLimits {
  readonly maxFileBytes: number;
}

/** Reads the file at `path` below `root` (absolute, symlinks resolved) unless it is larger than the limit. */
export async function readSource(
  root: string,
  path: string,
  limits: ReadLimits,
  access: FileAccess = { open },
): Promise<ReadOutcome> {
  const skipped = (reason: SkipReason, detail: string, facts: FileFacts | null = null): ReadOutcome => ({
    kind: 'skipped',
    path,
    reason,
    detail,
    facts,
  });

  /** null: the file changed meanwhile. */
  const attempt = async (): Promise<ReadOutcome | null> => {
    const absolute = absoluteBytes(root, path);
    const stats = await lstat(absolute, { bigint: true });
    const facts = factsOf(stats);
    if (stats.isSymbolicLink()) {
      const target = await realpath(absolute).catch(() => null);
      return target !== null && isInside(root, target)
        ? skipped('special-file', 'a symbolic link; what it leads to is read under its own name', facts)
        : skipped(
            'symlink-outside',
            target === null ? 'a symbolic link to nothing' : 'a symbolic link out of the repository',
            facts,
          );
    }
    if (!stats.isFile()) return skipped('special-file', kindOf(stats), facts);
    // A folder on its way may be a symlink.
    if (!isInside(root, await realpath(absolute))) {
      return skipped('symlink-outside', 'it lies behind a symbolic link out of the repository', facts);
    }
    if (stats.size > limits.maxFileBytes) {
      return skipped('too-large', `${stats.size} bytes; the limit is ${limits.maxFileBytes}`, facts);
    }

    const bytes = await readUnchanged(absolute, stats, access);
    if (bytes === null) return null;
    const language = languageOf(path, bytes);
    const decoded = decode(bytes, { python: language === 'python' });
    if (decoded.kind === 'binary') return skipped('binary', 'its content is not text', facts);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    return { kind: 'source', file: { path, text: decoded.text, contentHash, language }, facts };
  };

  try {
    return (await attempt()) ?? (await attempt()) ?? skipped('unreadable', 'it kept changing while it was read');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return skipped('vanished', 'it is not there any more');
    return skipped('unreadable', code ?? errorMessage(error));
  }
}

/** The bytes of a regular file that is the same before and after; null where it is not. */
async function readUnchanged(absolute: Buffer, stats: BigIntStats, access: FileAccess): Promise<Buffer | null> {
  // Since `lstat` it may have become a symlink or a FIFO: neither is followed or waited for.
  const handle = await access.open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!isSame(stats, await handle.stat({ bigint: true }))) return null;
    const size = Number(stats.size);
    // One byte more than there should be shows that it grew.
    const buffer = Buffer.allocUnsafe(size + 1);
    let filled = 0;
    while (filled <= size) {
      const { bytesRead } = await handle.read(buffer, filled, size + 1 - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled === size && isSame(stats, await handle.stat({ bigint: true })) ? buffer.subarray(0, size) : null;
  } finally {
    await handle.close();
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.mode === b.mode && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

function kindOf(stats: BigIntStats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
