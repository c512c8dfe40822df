import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  type BigIntStats,
} from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
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
// Synchronous calls, seven a file: asynchronous ones take eight times the processor's time, which of a scan for secrets was
// most. Between files the event loop gets its turns.

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
  /** Gives a file descriptor. */
  open(path: Buffer, flags: number): number;
}

export interface ReadLimits {
  readonly maxFileBytes: number;
}

/** The event loop gets a turn after so many milliseconds. */
const turnAfter = 10;
let lastTurn = performance.now();

/** Reads the file at `path` below `root` (absolute, symlinks resolved) unless it is larger than the limit. */
export async function readSource(
  root: string,
  path: string,
  limits: ReadLimits,
  access: FileAccess = { open: openSync },
): Promise<ReadOutcome> {
  const skipped = (reason: SkipReason, detail: string, facts: FileFacts | null = null): ReadOutcome => ({
    kind: 'skipped',
    path,
    reason,
    detail,
    facts,
  });

  /** null: the file changed meanwhile. */
  const attempt = (): ReadOutcome | null => {
    const absolute = absoluteBytes(root, path);
    const stats = lstatSync(absolute, { bigint: true });
    const facts = factsOf(stats);
    if (stats.isSymbolicLink()) {
      const target = targetOf(absolute);
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
    if (!isInside(root, realpathSync.native(absolute))) {
      return skipped('symlink-outside', 'it lies behind a symbolic link out of the repository', facts);
    }
    if (stats.size > limits.maxFileBytes) {
      return skipped('too-large', `${stats.size} bytes; the limit is ${limits.maxFileBytes}`, facts);
    }

    const bytes = readUnchanged(absolute, stats, access);
    if (bytes === null) return null;
    const language = languageOf(path, bytes);
    const decoded = decode(bytes, { python: language === 'python' });
    if (decoded.kind === 'binary') return skipped('binary', 'its content is not text', facts);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    return { kind: 'source', file: { path, text: decoded.text, contentHash, language }, facts };
  };

  if (performance.now() - lastTurn > turnAfter) {
    await nextTurn();
    lastTurn = performance.now();
  }
  try {
    return attempt() ?? attempt() ?? skipped('unreadable', 'it kept changing while it was read');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return skipped('vanished', 'it is not there any more');
    return skipped('unreadable', code ?? errorMessage(error));
  }
}

/** What a symbolic link leads to; null where that is nothing. */
function targetOf(link: Buffer): string | null {
  try {
    return realpathSync.native(link);
  } catch {
    return null;
  }
}

/** The bytes of a regular file that is the same before and after; null where it is not. */
function readUnchanged(absolute: Buffer, stats: BigIntStats, access: FileAccess): Buffer | null {
  // Since `lstat` it may have become a symlink or a FIFO: neither is followed or waited for.
  const file = access.open(absolute, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!isSame(stats, fstatSync(file, { bigint: true }))) return null;
    const size = Number(stats.size);
    // One byte more than there should be shows that it grew.
    const buffer = Buffer.allocUnsafe(size + 1);
    let filled = 0;
    while (filled <= size) {
      const bytesRead = readSync(file, buffer, filled, size + 1 - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled === size && isSame(stats, fstatSync(file, { bigint: true })) ? buffer.subarray(0, size) : null;
  } finally {
    closeSync(file);
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
