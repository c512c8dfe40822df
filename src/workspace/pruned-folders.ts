import type { FolderEntry } from './read-folder.ts';

// Folders that hold other people's code or a tool's leavings. They are entered neither in search of repositories nor
// for files, unless git tracks what is in them.

/** Always pruned, by name. */
export const prunedNames: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  '__pycache__',
  '__pypackages__',
  'site-packages',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
]);

/** Files that mark the folder they stand in: a Python environment (PEP 405), a cache (https://bford.info/cachedir/). */
export const pruningMarkers: ReadonlySet<string> = new Set(['pyvenv.cfg', 'CACHEDIR.TAG']);

/** Whether what a folder holds says that it is to be pruned. */
export function hasPruningMarker(entries: readonly FolderEntry[]): boolean {
  return entries.some(({ name, kind }) => kind === 'file' && pruningMarkers.has(name));
}
