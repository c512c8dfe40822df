import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gitFolders, isGitState } from '../../src/watch/git-folders.ts';
import { git, gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('finds the folder of a repository, of a worktree and of a submodule', () => {
  const folder = temporaryFolder();
  const [main, tree] = [join(folder, 'main'), join(folder, 'tree')];
  gitRepository(main, { 'a.py': '' });
  gitRepository(join(folder, 'part'), { 'b.py': '' });
  git(main, 'worktree', 'add', '-q', tree);
  git(main, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', join(folder, 'part'), 'part');
  expect(gitFolders(main)).toEqual([join(main, '.git')]);
  expect(gitFolders(tree)).toEqual([join(main, '.git/worktrees/tree'), join(main, '.git')]);
  expect(gitFolders(join(main, 'part'))).toEqual([join(main, '.git/modules/part')]);
});

it('finds none outside git, and follows no pointer to what is no git folder', () => {
  const folder = temporaryFolder();
  expect(gitFolders(folder)).toEqual([]);
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, '.git'), 'gitdir: elsewhere\n');
  expect(gitFolders(folder)).toEqual([]);
});

it('knows which files tell of a commit or a switch', () => {
  expect(['HEAD', 'index', 'packed-refs', 'refs/heads/main', 'refs/heads/feature/x'].every(isGitState)).toBe(true);
  expect(['index.lock', 'HEAD.lock', 'refs/heads/main.lock', 'FETCH_HEAD', 'config', ''].some(isGitState)).toBe(false);
});
