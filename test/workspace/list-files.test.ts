import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Repository } from '../../src/model/repository.ts';
import { gitWith } from '../../src/workspace/git.ts';
import { listFiles } from '../../src/workspace/list-files.ts';
import { pathFilter } from '../../src/workspace/path-filter.ts';
import { boundByPermissions } from '../support/bound-by-permissions.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const everything = pathFilter([], []);
const run = gitWith(process.env);

async function listed(root: string, kind: Repository['kind'] = 'git', filter = everything): Promise<readonly string[]> {
  const { paths, notes } = await listFiles({ root, kind }, filter, run);
  expect(notes).toEqual([]);
  return paths;
}

// What holds with git and without.
describe.each(['git', 'folder'] as const)('listFiles of a %s', (kind) => {
  function make(files: Readonly<Record<string, string>>): string {
    const root = temporaryFolder();
    if (kind === 'git') git(root, 'init', '-q');
    writeFiles(root, files);
    return root;
  }

  it('lists files in a stable order, hidden ones too', async () => {
    const root = make({ 'b.py': '', 'a/c.py': '', 'a.py': '', '.hidden/.x': '', Z: '', 'ä.py': '' });
    expect(await listed(root, kind)).toEqual(['.hidden/.x', 'Z', 'a.py', 'a/c.py', 'b.py', 'ä.py']);
  });

  it('honours .gitignore files, nested ones over outer ones', async () => {
    const root = make({
      '.gitignore': '*.log\n/build/\n!keep.log\n*.tmp\n',
      'a.log': '',
      'keep.log': '',
      'build/x.py': '',
      'src/build/y.py': '',
      'src/.gitignore': '!b.tmp\nlocal\n',
      'src/a.tmp': '',
      'src/b.tmp': '',
      'src/local/z.py': '',
      'local/w.py': '',
    });
    const rest = ['.gitignore', 'keep.log', 'local/w.py', 'src/.gitignore', 'src/b.tmp', 'src/build/y.py'];
    expect(await listed(root, kind)).toEqual(rest);
  });

  it('leaves out environments and caches that nobody ignored', async () => {
    const root = make({
      'a.py': '',
      'node_modules/x/index.js': '',
      'src/__pycache__/a.pyc': '',
      'my-env/pyvenv.cfg': '',
      'my-env/lib/site.py': '',
      'cache/CACHEDIR.TAG': '',
      'cache/deep/er/x': '',
    });
    expect(await listed(root, kind)).toEqual(['a.py']);
  });

  it('leaves out repositories inside', async () => {
    const root = make({ 'a.py': '' });
    gitRepository(join(root, 'inner/clone'), { 'b.py': '' });
    expect(await listed(root, kind)).toEqual(['a.py']);
  });

  it('takes what the filter lets through', async () => {
    const root = make({ 'a.py': '', 'a.txt': '', 'tests/b.py': '' });
    expect(await listed(root, kind, pathFilter(['**/*.py'], ['tests']))).toEqual(['a.py']);
  });

  it('gives every name a path of its own', async () => {
    const root = make({ 'new\nline': '', '\u001b[31m': '', 'sp ace ': '', 'back\\slash': '', 'a\\xff': '' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), '');
    const names = ['\u001b[31m', 'a\\x5cxff', 'a\\xff', 'back\\slash', 'new\nline', 'sp ace '];
    expect(await listed(root, kind)).toEqual(names);
  });

  it('lists symlinks, but nothing behind them', async () => {
    const outside = temporaryFolder();
    writeFiles(outside, { 'secret.py': '' });
    const root = make({ 'a/b.py': '' });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync('..', join(root, 'a/up'));
    expect(await listed(root, kind)).toEqual(['a/b.py', 'a/up', 'out']);
  });

  it('lists no pipe', async () => {
    const root = make({ a: '' });
    makeNamedPipe(join(root, 'pipe'));
    expect(await listed(root, kind)).toEqual(['a']);
  });

  it('lists nothing of an empty one', async () => {
    expect(await listed(make({}), kind)).toEqual([]);
  });
});

describe('listFiles of a git repository', () => {
  it('lists what is tracked though it is ignored, and leaves out what is gone', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'tracked.log': '', 'node_modules/a.js': '', 'gone.py': '', 'staged.py': '' });
    writeFiles(root, { '.gitignore': '*.log\n', 'ignored.log': '', 'new.py': '', 'node_modules/b.js': '' });
    git(root, 'rm', '-q', '--cached', 'staged.py');
    rmSync(join(root, 'gone.py'));
    expect(await listed(root)).toEqual(['.gitignore', 'new.py', 'node_modules/a.js', 'staged.py', 'tracked.log']);
  });

  it('lists a conflict once', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.py': 'one\n' });
    git(root, 'checkout', '-q', '-b', 'other');
    writeFiles(root, { 'a.py': 'two\n' });
    git(root, 'commit', '-q', '-a', '-m', 'Two');
    git(root, 'checkout', '-q', 'main');
    writeFiles(root, { 'a.py': 'three\n' });
    git(root, 'commit', '-q', '-a', '-m', 'Three');
    expect(() => git(root, 'merge', '-q', 'other')).toThrow('merge');
    expect(git(root, 'ls-files', '-u').split('\n')).toHaveLength(4);
    expect(await listed(root)).toEqual(['a.py']);
  });

  it('lists worktrees and submodules by themselves', async () => {
    const folder = temporaryFolder();
    const [main, library] = [join(folder, 'main'), join(folder, 'library')];
    gitRepository(library, { 'l.py': '' });
    gitRepository(main, { 'm.py': '' });
    git(main, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'vendor');
    git(main, 'worktree', 'add', '-q', '-b', 'other', join(main, 'tree'));
    expect(await listed(main)).toEqual(['.gitmodules', 'm.py']);
    expect(await listed(join(main, 'vendor'), 'submodule')).toEqual(['l.py']);
    expect(await listed(join(main, 'tree'), 'worktree')).toEqual(['m.py']);
  });

  it('leaves a tracked folder to the repository that it has become', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.py': '', 'inner/b.py': '', 'inner/c/d.py': '' });
    git(join(root, 'inner'), 'init', '-q');
    expect(await listed(root)).toEqual(['a.py']);
  });

  it('leaves out what a sparse checkout has not written', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a/x.py': '', 'b/y.py': '' });
    git(root, 'sparse-checkout', 'set', 'a');
    expect(await listed(root)).toEqual(['a/x.py']);
    writeFiles(root, { 'b/y.py': '' });
    expect(await listed(root)).toEqual(['a/x.py', 'b/y.py']);
  });

  it('keeps what is tracked in a folder that can not be read, though git calls it deleted', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'in/a.py': '', 'b.py': '' });
    // Root's own repositories are closed to the user that the test becomes.
    if (process.geteuid?.() === 0) execFileSync('chown', ['-R', '65534', root]);
    chmodSync(join(root, 'in'), 0o000);
    onTestFinished(() => chmodSync(join(root, 'in'), 0o755));
    const bound = gitWith({ PATH: process.env['PATH'], HOME: '/nowhere' });
    const { paths } = await boundByPermissions(root, () => listFiles({ root, kind: 'git' }, everything, bound));
    expect(paths).toEqual(['b.py', 'in/a.py']);
  });

  it('walks, and says so, where git refuses', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.py': '', '.gitignore': '*.log\n', 'a.log': '' });
    writeFiles(root, { 'b.log': '' });
    const without = await listFiles({ root, kind: 'git' }, everything, gitWith({ PATH: '/nowhere' }));
    expect(without.paths).toEqual(['.gitignore', 'a.py']);
    expect(without.notes).toEqual([expect.stringContaining('walked instead of listed by git (git-missing)')]);
    if (process.geteuid?.() !== 0) return; // only root can give a folder away
    chownSync(root, 65_534, 65_534);
    const refused = await listFiles(
      { root, kind: 'git' },
      everything,
      gitWith({ PATH: process.env['PATH'], HOME: '/nowhere' }),
    );
    expect(refused.paths).toEqual(['.gitignore', 'a.py']);
    expect(refused.notes).toEqual([expect.stringMatching(/\(dubious-ownership\): .*dubious ownership/)]);
  });

  it('is not led elsewhere by the configuration', async () => {
    const [root, elsewhere] = [temporaryFolder(), temporaryFolder()];
    gitRepository(root, { 'a.py': '' });
    writeFiles(elsewhere, { 'a.py': '', 'private.txt': '' });
    git(root, 'config', 'core.worktree', elsewhere);
    const { paths, notes } = await listFiles({ root, kind: 'git' }, everything, run);
    expect(paths).toEqual(['a.py']);
    expect(notes).toEqual([expect.stringContaining('names another work tree')]);
  });

  it('leaves the index alone', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.py': '' });
    writeFiles(root, { 'a.py': '' });
    const before = readFileSync(join(root, '.git/index'));
    await listed(root);
    expect(readFileSync(join(root, '.git/index')).equals(before)).toBe(true);
  });
});

describe('listFiles of a folder', () => {
  it('stops at a depth, and says so', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'd/'.repeat(70)), { recursive: true });
    writeFiles(root, { a: '' });
    const { paths, notes } = await listFiles({ root, kind: 'folder' }, everything, run);
    expect(paths).toEqual(['a']);
    expect(notes).toEqual([expect.stringContaining('nested too deeply')]);
  });
});
