import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enclosingRepository, findRepositories } from '../../src/workspace/find-repositories.ts';
import { pathFilter } from '../../src/workspace/path-filter.ts';
import { boundByPermissions } from '../support/bound-by-permissions.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const everything = pathFilter([], []);

/** `kind path` of each repository found, paths relative to the workspace. */
async function found(workspace: string, filter = everything): Promise<string[]> {
  const { repositories } = await findRepositories(workspace, filter);
  return repositories.map(({ root, kind }) => `${kind} ${relative(realpathSync(workspace), root) || '.'}`);
}

describe('findRepositories', () => {
  it('finds a folder without git', async () => {
    const workspace = temporaryFolder();
    writeFiles(workspace, { 'a/b.py': '' });
    expect(await found(workspace)).toEqual(['folder .']);
  });

  it('finds the workspace itself, and repositories below a plain one', async () => {
    const workspace = temporaryFolder();
    gitRepository(join(workspace, 'b/c'), {});
    gitRepository(join(workspace, 'a'), {});
    expect(await found(workspace)).toEqual(['folder .', 'git a', 'git b/c']);
    expect(await found(join(workspace, 'a'))).toEqual(['git .']);
  });

  it('finds worktrees, submodules and clones inside a repository', async () => {
    const workspace = temporaryFolder();
    const [main, library] = [join(workspace, 'main'), join(workspace, 'library')];
    gitRepository(library, { 'l.py': '' });
    gitRepository(main, { 'm.py': '' });
    git(main, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor/library');
    git(main, 'worktree', 'add', '-q', '-b', 'other', join(main, 'trees/other'));
    git(main, 'worktree', 'add', '-q', '-b', 'more', join(workspace, 'more'));
    gitRepository(join(main, 'nested/clone'), { 'c.py': '' });
    expect(await found(workspace)).toEqual([
      'folder .',
      'git library',
      'git main',
      'git main/nested/clone',
      'worktree main/trees/other',
      'submodule main/vendor/library',
      'worktree more',
    ]);
  });

  it('finds a repository whose git folder stands elsewhere', async () => {
    const workspace = temporaryFolder();
    mkdirSync(join(workspace, 'code'));
    git(workspace, 'init', '-q', '--separate-git-dir', join(workspace, 'data'), 'code');
    expect(await found(join(workspace, 'code'))).toEqual(['git .']);
  });

  it('takes a .git that leads nowhere for nothing', async () => {
    const workspace = temporaryFolder();
    mkdirSync(join(workspace, 'empty/.git'), { recursive: true });
    writeFiles(workspace, {
      'gone/.git': 'gitdir: /nowhere/at/all\n',
      'garbage/.git': 'hello',
      'huge/.git': `gitdir: ${'x'.repeat(10_000)}`,
    });
    git(workspace, 'init', '-q', '--bare', 'bare');
    expect(await found(workspace)).toEqual(['folder .']);
  });

  it('does not enter environments, caches and what is excluded', async () => {
    const workspace = temporaryFolder();
    for (const path of ['node_modules/a', 'env/lib/b', 'cache/c', 'old/d', 'src/.tox/e', 'kept']) {
      gitRepository(join(workspace, path), {});
    }
    writeFiles(workspace, { 'env/pyvenv.cfg': '', 'cache/CACHEDIR.TAG': '' });
    expect(await found(workspace, pathFilter([], ['old']))).toEqual(['folder .', 'git kept']);
  });

  it('watches an environment when it is told to', async () => {
    const workspace = temporaryFolder();
    gitRepository(workspace, { 'pyvenv.cfg': '' });
    expect(await found(workspace)).toEqual(['git .']);
  });

  it('follows a symlink only to the workspace itself', async () => {
    const folder = temporaryFolder();
    gitRepository(join(folder, 'outside'), {});
    mkdirSync(join(folder, 'workspace/a'), { recursive: true });
    symlinkSync(join(folder, 'outside'), join(folder, 'workspace/link'));
    symlinkSync('..', join(folder, 'workspace/a/loop'));
    symlinkSync(join(folder, 'workspace'), join(folder, 'entrance'));
    expect(await found(join(folder, 'workspace'))).toEqual(['folder .']);
    const { workspace } = await findRepositories(join(folder, 'entrance'), everything);
    expect(workspace).toBe(join(folder, 'workspace'));
  });

  it('says that there is no workspace', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { file: '' });
    for (const path of [join(folder, 'gone'), join(folder, 'file')]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await findRepositories(path, everything)).toEqual({
        workspace: null,
        repositories: [],
        notes: [`${path} is not a folder that can be read`],
      });
    }
  });

  it('stops at a depth, and says so', async () => {
    const workspace = temporaryFolder();
    const deep = 'd/'.repeat(70);
    mkdirSync(join(workspace, deep), { recursive: true });
    gitRepository(join(workspace, 'd/'.repeat(60)), {});
    const { repositories, notes } = await findRepositories(workspace, everything);
    expect(repositories).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('nested too deeply')]);
  });

  it('tells of a folder that may not be read', async () => {
    const workspace = temporaryFolder();
    gitRepository(join(workspace, 'open'), {});
    mkdirSync(join(workspace, 'shut'), { mode: 0 });
    const { repositories, notes } = await boundByPermissions(workspace, () => findRepositories(workspace, everything));
    expect(repositories).toHaveLength(2);
    expect(notes).toEqual([expect.stringMatching(/shut can't be read: EACCES/)]);
  });

  it('passes over names that are not UTF-8', async () => {
    const workspace = temporaryFolder();
    const odd = Buffer.concat([Buffer.from(`${workspace}/a`), Buffer.from([0xff])]);
    mkdirSync(odd);
    mkdirSync(Buffer.concat([odd, Buffer.from('/.git')]));
    writeFileSync(Buffer.concat([odd, Buffer.from('/.git/HEAD')]), '');
    gitRepository(join(workspace, 'b\\xff'), {});
    const { repositories, notes } = await findRepositories(workspace, everything);
    expect(repositories.map(({ root }) => root)).toEqual([workspace, join(workspace, 'b\\xff')]);
    expect(notes).toEqual([expect.stringContaining('not UTF-8')]);
    expect(existsSync(repositories[1]!.root)).toBe(true);
    rmSync(odd, { recursive: true });
  });
});

describe('enclosingRepository', () => {
  it('goes up to the nearest one', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a/b/c.py': '' });
    gitRepository(join(root, 'a/inner'), { 'd/e.py': '' });
    expect(await enclosingRepository(join(root, 'a/b/c.py'))).toEqual({ root, kind: 'git' });
    expect(await enclosingRepository(join(root, 'a/inner/d'))).toEqual({ root: join(root, 'a/inner'), kind: 'git' });
    expect(await enclosingRepository(root)).toEqual({ root, kind: 'git' });
  });

  it('finds none outside', async () => {
    const folder = temporaryFolder();
    expect(await enclosingRepository(folder)).toBeNull();
    expect(await enclosingRepository(join(folder, 'gone'))).toBeNull();
  });
});
