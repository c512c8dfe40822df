import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Store } from '../store/store.ts';

/**
 * The root of the repository that a person means: by its path, or by its name where that is unique.
 * @throws UserError that lists the known ones
 */
export function repositoryNamed(text: string, store: Store, cwd: string): string {
  const known = store.repositories();
  const path = realPath(resolve(cwd, text));
  const byPath = known.find(({ root }) => root === path);
  if (byPath !== undefined) return byPath.root;
  const byName = known.filter(({ name }) => name === text);
  if (byName.length === 1) return byName[0]!.root;
  if (byName.length > 1) {
    throw new UserError(`Several repositories are called "${text}".`, `Give a path: ${listed(byName)}`);
  }
  const hint = known.length === 0 ? 'None was scanned yet: run `tocsin scan`.' : `Known: ${listed(known)}`;
  throw new UserError(`No repository is called "${text}" or lies there.`, hint);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function listed(repositories: readonly { readonly root: string }[]): string {
  return repositories.map(({ root }) => root).join(', ');
}
