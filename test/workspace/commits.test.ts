import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headCommit, rootCommit } from '../../src/workspace/commits.ts';
import { gitWith } from '../../src/workspace/git.ts';
import { git, gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = gitWith(process.env);

describe('headCommit and rootCommit', () => {
  it('name the last and the first commit', async () => {
    const root = temporaryFolder();
    gitRepository(root, { a: 'x' });
    const first = git(root, 'rev-parse', 'HEAD').trim();
    git(root, 'commit', '-q', '--allow-empty', '-m', 'Second');
    expect(await headCommit(run, root)).toBe(git(root, 'rev-parse', 'HEAD').trim());
    expect(await rootCommit(run, root)).toBe(first);
  });

  it('name the commit also while no branch is checked out', async () => {
    const root = temporaryFolder();
    gitRepository(root, { a: 'x' });
    git(root, 'checkout', '-q', '--detach');
    expect(await headCommit(run, root)).toBe(git(root, 'rev-parse', 'HEAD').trim());
  });

  it('say nothing before the first commit, and outside git', async () => {
    const root = temporaryFolder();
    expect([await headCommit(run, root), await rootCommit(run, root)]).toEqual([null, null]);
    git(root, 'init', '-q');
    expect([await headCommit(run, root), await rootCommit(run, root)]).toEqual([null, null]);
  });

  it('know no first commit in a shallow clone', async () => {
    const folder = temporaryFolder();
    gitRepository(join(folder, 'origin'), { a: 'x' });
    git(join(folder, 'origin'), 'commit', '-q', '--allow-empty', '-m', 'Second');
    git(folder, 'clone', '-q', '--depth=1', `file://${join(folder, 'origin')}`, 'shallow');
    expect(await rootCommit(run, join(folder, 'shallow'))).toBeNull();
    expect(await headCommit(run, join(folder, 'shallow'))).toMatch(/^[0-9a-f]{40}$/);
  });
});
