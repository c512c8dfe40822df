// Which folders are not watched: what tools install, generate or keep for themselves. The rules are plain data, because
// they cross into the watcher's thread. Pruning saves watches, it never decides what is scanned: a tracked file below a
// pruned folder is still found by the next sweep.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface PruneRules {
  /** Names of folders, wherever they stand. */
  readonly names: readonly string[];
  /** Absolute paths of folders, for instance a repository that stands inside another one. */
  readonly paths: readonly string[];
  /** A folder that holds one of these files is pruned: `pyvenv.cfg` marks a virtual environment (PEP 405). */
  readonly markers: readonly string[];
}

export const defaultPruneRules: PruneRules = {
  names: [
    '.git',
    '.hg',
    '.svn',
    'node_modules',
    '__pycache__',
    '.mypy_cache',
    '.pytest_cache',
    '.ruff_cache',
    '.tox',
    '.nox',
    '.venv',
  ],
  paths: [],
  markers: ['pyvenv.cfg'],
};

export interface Pruner {
  /** By name and place alone; no disk access. */
  readonly byName: (path: string) => boolean;
  /** The same, and by what stands in the folder. Asks the disk. */
  readonly folder: (path: string) => boolean;
}

/** Makes the rules askable. Paths are absolute. */
export function compilePruneRules(rules: PruneRules): Pruner {
  const names = new Set(rules.names);
  const paths = new Set(rules.paths);
  const byName = (path: string): boolean => names.has(basename(path)) || paths.has(path);
  const folder = (path: string): boolean =>
    byName(path) || rules.markers.some((marker) => existsSync(join(path, marker)));
  return { byName, folder };
}
