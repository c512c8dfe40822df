// What became of files that the last scan knew and this one does not list. Care is taken not to believe an accident: a
// disk that is not mounted must not close every finding.
import { lstat, readdir } from 'node:fs/promises';
import { UserError } from '../model/errors.ts';
import type { Repository } from '../model/repository.ts';
import { absoluteBytes } from '../workspace/path-bytes.ts';

/**
 * Refuses to scan a repository that is not there: its folder is gone, or empty where there were files, or has lost its
 * `.git`. Its findings then stay as they are.
 * @param knownFiles how many files the last scan knew
 * @throws UserError
 */
export async function refuseVanished(repository: Repository, knownFiles: number): Promise<void> {
  const entries = await readdir(repository.root).catch(() => null);
  const hint = 'Its findings stay as they are. Bring it back, or take it out of the configuration.';
  if (entries === null) throw new UserError(`${repository.root} is gone or can't be read.`, hint);
  if (entries.length === 0 && knownFiles > 0) {
    throw new UserError(`${repository.root} is empty, though it had ${knownFiles} files: is it unmounted?`, hint);
  }
  if (repository.kind !== 'folder' && !entries.includes('.git') && knownFiles > 0) {
    throw new UserError(`${repository.root} is no git repository any more.`, hint);
  }
}

/** Sorts paths into those that are gone from disk and those that are there and no longer looked at. */
export async function sortGone(
  root: string,
  paths: readonly string[],
): Promise<{ readonly deleted: readonly string[]; readonly ignored: readonly string[] }> {
  const deleted: string[] = [];
  const ignored: string[] = [];
  for (const path of paths) {
    const exists = await lstat(absoluteBytes(root, path)).then(
      (facts) => !facts.isDirectory(),
      () => false,
    );
    (exists ? ignored : deleted).push(path);
  }
  return { deleted, ignored };
}
