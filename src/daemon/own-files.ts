// Which files of a watched folder are Tocsin's own: the database and what stands beside it under its name, the log, and
// the files that its output goes to. They are neither scanned nor watched, or every scan would be the reason for the next.
import { readlinkSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { Config } from '../config/config.ts';
import type { PathFilter } from '../workspace/path-filter.ts';
import { daemonFiles, resolveLinks } from './daemon-files.ts';

/** What of the configuration names files that are written. */
export type Writing = Pick<Config, 'database' | 'log'>;

const standardOutputs = [1, 2];

/**
 * Says which paths below a repository's root are Tocsin's own.
 * @param descriptors open files that are written to; a parameter for tests
 */
export function ownFiles(
  { database, log }: Writing,
  root: string,
  descriptors: readonly number[] = standardOutputs,
): (path: string) => boolean {
  const outputs = [log.file === null ? null : resolveLinks(log.file), ...descriptors.map(fileBehind)];
  const exact = new Set(outputs.map((file) => file && pathBelow(root, file)));
  const base = database === ':memory:' ? null : pathBelow(root, daemonFiles(database).base);
  // The database itself, `-wal` and `-shm` of SQLite, `.key`, `.sock`, `.daemon.lock`, `.v1.backup` …
  const isBeside = (path: string): boolean =>
    base !== null && path.startsWith(base) && /^(?:$|[-.])/.test(path.slice(base.length));
  return (path) => exact.has(path) || isBeside(path);
}

/** The filter without Tocsin's own files. */
export function withoutOwnFiles(filter: PathFilter, writing: Writing, root: string): PathFilter {
  const isOwn = ownFiles(writing, root);
  return { ...filter, file: (path) => !isOwn(path) && filter.file(path) };
}

/** The file that a descriptor of this process leads to; null where that is none, or the system does not say (only Linux does). */
function fileBehind(descriptor: number): string | null {
  try {
    const target = readlinkSync(`/proc/self/fd/${descriptor}`);
    return isAbsolute(target) ? target : null;
  } catch {
    return null;
  }
}

function pathBelow(root: string, file: string): string | null {
  const path = relative(root, file);
  return path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/');
}
