import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Check } from './check.ts';
import type { CommandIo } from './io.ts';
import { isFolder } from './is-folder.ts';
import { openQueried } from './open-queried.ts';

/** How the database is, or whether it can be made. */
export function checkDatabase(file: string, io: CommandIo): Check {
  const name = 'database';
  if (file === ':memory:') return { name, state: 'ok', facts: 'in memory: gone with each scan' };
  try {
    if (!existsSync(file)) return { name, ...futureDatabase(file) };
    const store = openQueried(file, io);
    try {
      const { bytes, problems } = store.check();
      const size = `${file}, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
      if (problems.length > 0) {
        const advice = 'Set it aside and restore the newest backup beside it.';
        return { name, state: 'broken', facts: `${size}: ${problems.join('; ')}`, advice };
      }
      const advice = 'Scans and the daemon need to write it: give this user the right to.';
      if (!isWritable(file)) return { name, state: 'warning', facts: `${size}, read-only`, advice };
      return { name, state: 'ok', facts: size };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, state: 'broken', facts: error.message, advice: error.hint };
  }
}

/** The first scan makes the database and the folders on the way to it. */
function futureDatabase(file: string): Omit<Check, 'name'> {
  let folder = dirname(file);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  if (isFolder(folder) && isWritable(folder)) {
    return { state: 'ok', facts: `${file} does not exist yet; the first scan makes it in ${dirname(file)}` };
  }
  const facts = `${file} can't be made: ${folder} ${isFolder(folder) ? 'is not writable' : 'is not a folder'}`;
  return { state: 'broken', facts, advice: 'Name another place with `database:` in the configuration.' };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
