import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './sqlite-errors.ts';

/**
 * Makes a folder and those on the way to it, readable by their owner only. One at a time: Node's own recursive mkdir never
 * ends where a parent exists and refuses with ENOENT (below /proc), and says ENOENT where the disk is read-only.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.push(at);
  for (const path of missing.toReversed()) {
    try {
      mkdirSync(path, { mode: 0o700 });
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error; // another process was faster
    }
  }
}
