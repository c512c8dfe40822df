import { join, resolve } from 'node:path';
import type { ConfigEnvironment } from './config.ts';

/** Absolute form of a path from the configuration: `~` is the home folder, relative ones start at `folder`. */
export function resolvePath(path: string, folder: string, home: string): string {
  if (path === '~') return home;
  return resolve(folder, path.startsWith('~/') ? join(home, path.slice(2)) : path);
}

/** Where the database is when the configuration doesn't say: the XDG base directory specification's state folder. */
export function defaultDatabase({ home, stateHome }: Pick<ConfigEnvironment, 'home' | 'stateHome'>): string {
  // The specification: relative paths in its variables are invalid and are to be ignored.
  const state = stateHome?.startsWith('/') ? stateHome : join(home, '.local', 'state');
  return join(state, 'tocsin', 'tocsin.db');
}
