// What became of files that the last scan knew and this one does not list. Care is taken not to believe an accident: a
// disk that is not mounted must not close every finding.
import { lstat, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, UserError } from '../model/errors.ts';
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

export interface GoneFiles {
  /** Not on disk any more. */
  readonly deleted: readonly string[];
  /** There, and no longer looked at. */
  readonly ignored: readonly string[];
  /** A folder on their way can't be read, so nothing says that they went: only reading them tells more. */
  readonly hidden: readonly string[];
}

/** Sorts the paths that the last scan knew and this one does not list. */
export async function sortGone(root: string, paths: readonly string[]): Promise<GoneFiles> {
  const sorted: Record<keyof GoneFiles, string[]> = { deleted: [], ignored: [], hidden: [] };
  const folders = new Map<string, Promise<boolean>>([['.', Promise.resolve(true)]]);
  const isReadable = (folder: string): Promise<boolean> => {
    const known = folders.get(folder) ?? isReadableFolder(folder);
    folders.set(folder, known);
    return known;
  };
  const isReadableFolder = async (folder: string): Promise<boolean> =>
    (await isReadable(dirname(folder))) &&
    readdir(absoluteBytes(root, folder)).then(
      () => true,
      () => false,
    );
  for (const path of paths) {
    const found = await look(root, path);
    if (found === 'deleted') sorted.deleted.push(path);
    else sorted[found === 'there' && (await isReadable(dirname(path))) ? 'ignored' : 'hidden'].push(path);
  }
  return sorted;
}

async function look(root: string, path: string): Promise<'deleted' | 'there' | 'unknown'> {
  try {
    // Where a folder stands now, the file is gone.
    return (await lstat(absoluteBytes(root, path))).isDirectory() ? 'deleted' : 'there';
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '') ? 'deleted' : 'unknown';
  }
}
