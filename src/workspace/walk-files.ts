import { join } from 'node:path';
import { errorCode, errorMessage } from '../model/errors.ts';
import { repositoryKind } from './git-folder.ts';
import { isIgnored, readIgnoreRules, type IgnoreRules } from './ignore-rules.ts';
import type { ListedFiles } from './list-files.ts';
import { absoluteText } from './path-bytes.ts';
import type { PathFilter } from './path-filter.ts';
import { hasPruningMarker, prunedNames } from './pruned-folders.ts';
import { readFolder, type FolderEntry } from './read-folder.ts';

/** As deep as repositories are looked for: a tree may have been built to wear out whoever walks it. */
const deepest = 64;

interface Visit {
  readonly folder: string;
  readonly depth: number;
  readonly ignored: IgnoreRules | null;
}

/**
 * Lists the files below `root` without git: regular files and symlinks, without what a .gitignore names, folders that
 * are pruned, and nested repositories. Symlinks are not followed. Never throws for a folder that can't be read: says so.
 */
export async function walkFiles(root: string, filter: PathFilter): Promise<ListedFiles> {
  const paths: string[] = [];
  const notes: string[] = [];
  const toVisit: Visit[] = [{ folder: '', depth: 0, ignored: null }];
  for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
    const { folder, depth } = next;
    let entries: FolderEntry[];
    try {
      entries = await readFolder(root, folder);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') notes.push(`${join(root, folder)} can't be read: ${errorMessage(error)}`);
      continue;
    }
    if (folder !== '' && (hasPruningMarker(entries) || (await isRepository(root, folder, entries)))) continue;

    const ignored = await readIgnoreRules(root, folder, entries, next.ignored);
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') {
        if (prunedNames.has(name) || !filter.folder(path) || isIgnored(`${path}/`, ignored)) continue;
        if (depth < deepest) toVisit.push({ folder: path, depth: depth + 1, ignored });
        else notes.push(`${join(root, path)} is nested too deeply to be read`);
      } else if (kind !== 'special' && filter.file(path) && !isIgnored(path, ignored)) {
        paths.push(path);
      }
    }
  }
  return { paths, notes };
}

async function isRepository(root: string, folder: string, entries: readonly FolderEntry[]): Promise<boolean> {
  if (!entries.some(({ name }) => name === '.git')) return false;
  const path = absoluteText(root, folder);
  return path !== null && (await repositoryKind(path)) !== null;
}
