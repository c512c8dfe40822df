// Contents that lie in a repository's store though no ref leads to them: of amended commits, dropped stashes, files that were
// staged once. `git gc` takes them away some day; until then everybody with the folder can read them.
import type { CommitChanges } from '../../workspace/commit-walk.ts';
import type { Git } from '../../workspace/git.ts';
import { outputOf } from '../../workspace/objects.ts';

/** Each as a change that adds it, under its own id and without a path. */
export async function unreachableBlobs(git: Git, root: string): Promise<CommitChanges[]> {
  const options = ['--objects', '--all', '--no-object-names', '--missing=allow-any'];
  const listed = await outputOf(git, root, 'rev-list', options);
  const reachable = new Set(listed.toString('latin1').split('\n'));
  const output = await outputOf(git, root, 'cat-file', ['--batch-all-objects', '--batch-check', '--unordered']);
  const found: CommitChanges[] = [];
  for (const line of output.toString('latin1').split('\n')) {
    const [id = '', type] = line.split(' ');
    if (type !== 'blob' || reachable.has(id)) continue;
    found.push({ id, changes: [{ path: '', before: [null], after: id }] });
  }
  return found;
}
