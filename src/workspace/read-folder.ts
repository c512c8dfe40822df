import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { absoluteBytes, pathFromBytes } from './path-bytes.ts';

export interface FolderEntry {
  /** As in paths: bytes that are not UTF-8 are shown as `\xNN`. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'symlink' | 'special';
}

/** The entries of the folder at `path` below `root` in a stable order. Throws what the system says. */
export async function readFolder(root: string, path: string): Promise<FolderEntry[]> {
  const entries = await readdir(absoluteBytes(root, path), { withFileTypes: true, encoding: 'buffer' });
  return entries
    .map((entry): FolderEntry => ({ name: pathFromBytes(entry.name), kind: kindOf(entry) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function kindOf(entry: Dirent<Buffer>): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'symlink' : 'special';
}
