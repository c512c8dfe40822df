// From the configured workspaces to the repositories that are scanned, each with the globs that hold in it.
import { relative, sep } from 'node:path';
import type { Config } from '../config/config.ts';
import type { ScanTarget } from '../scan/run-scan.ts';
import { findRepositories } from '../workspace/find-repositories.ts';
import { pathFilter } from '../workspace/path-filter.ts';

/** A repository, and the workspace in which it was found. */
export interface FoundTarget extends ScanTarget {
  readonly workspace: string;
}

export interface FoundTargets {
  /** Each repository once, under the first workspace that holds it. */
  readonly targets: readonly FoundTarget[];
  /** What could not be looked into, one sentence each. */
  readonly notes: readonly string[];
}

/** Looks through all workspaces. */
export async function findTargets(workspaces: Config['workspaces']): Promise<FoundTargets> {
  const byRoot = new Map<string, FoundTarget>();
  const notes: string[] = [];
  for (const { name, path, include, exclude } of workspaces) {
    const found = await findRepositories(path, pathFilter(include, exclude));
    notes.push(...found.notes);
    for (const repository of found.repositories) {
      if (byRoot.has(repository.root)) continue;
      const prefix = relative(found.workspace ?? path, repository.root)
        .split(sep)
        .join('/');
      byRoot.set(repository.root, { repository, workspace: name, filter: pathFilter(include, exclude, prefix) });
    }
  }
  return { targets: [...byRoot.values()], notes };
}
