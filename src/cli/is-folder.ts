import { statSync } from 'node:fs';

/** Whether a folder is at `path`. Whatever keeps one from looking there means that none is. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
