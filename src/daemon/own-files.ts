import { isAbsolute, relative, sep } from 'node:path';
import type { PathFilter } from '../workspace/path-filter.ts';
import { daemonFiles } from './daemon-files.ts';

/**
 * Says which paths below a repository's root are Tocsin's own: the database and what stands beside it under its name. They
 * must be neither scanned nor watched, or every scan would be the reason for the next one.
 */
export function ownFiles(database: string, root: string): (path: string) => boolean {
  if (database === ':memory:') return () => false;
  const { lock } = daemonFiles(database);
  const base = relative(root, lock.slice(0, lock.lastIndexOf('.daemon.lock')));
  if (base.startsWith('..') || isAbsolute(base)) return () => false;
  const own = base.split(sep).join('/');
  // The database itself, `-wal` and `-shm` of SQLite, `.key`, `.sock`, `.daemon.lock`, `.v1.backup` …
  return (path) => path.startsWith(own) && /^(?:$|[-.])/.test(path.slice(own.length));
}

/** The filter without Tocsin's own files. */
export function withoutOwnFiles(filter: PathFilter, database: string, root: string): PathFilter {
  const isOwn = ownFiles(database, root);
  return { ...filter, file: (path) => !isOwn(path) && filter.file(path) };
}
