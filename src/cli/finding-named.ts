import { UserError } from '../model/errors.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { Store } from '../store/store.ts';

/** The finding that a typed id stands for. @throws UserError where there is none, or more than one */
export function findingNamed(id: string, store: Store): StoredFinding {
  const found = store.findFinding(id);
  switch (found.kind) {
    case 'found':
      return found.finding;
    case 'unknown':
      throw new UserError(`No finding is called "${id}".`, '`tocsin findings --status all --all` lists every one.');
    case 'ambiguous':
      throw new UserError(`"${id}" is the beginning of several ids.`, chooseOne(found.ids));
  }
}

/** The store names the first few only. */
const namedAtMost = 10;

function chooseOne(ids: readonly string[]): string {
  const listed = ids.join(', ');
  return ids.length < namedAtMost ? `Type one of them: ${listed}` : `Type one of them, or more of it: ${listed}, …`;
}
