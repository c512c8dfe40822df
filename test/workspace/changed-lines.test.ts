import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedLines, type Change } from '../../src/workspace/changed-lines.ts';
import { gitWith } from '../../src/workspace/git.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = gitWith(process.env);

function repository(files: Readonly<Record<string, string>>): string {
  const root = join(temporaryFolder(), 'shop');
  gitRepository(root, files);
  return root;
}

async function lines(root: string, change: Change, path = 'a.py'): Promise<number[]> {
  return [...(await changedLines(run, root, change, [path])).linesOf(path)];
}

describe('changedLines', () => {
  it('compares the work tree with a commit', async () => {
    const root = repository({ 'a.py': 'one\ntwo\nthree\n' });
    writeFiles(root, { 'a.py': 'one\n2\nthree\nfour\n', 'new.py': 'x\ny' });
    expect(await lines(root, { kind: 'since', revision: 'main' })).toEqual([2, 4]);
    git(root, 'commit', '-qam', 'Change');
    expect(await lines(root, { kind: 'since', revision: 'HEAD' })).toEqual([]);
    expect(await lines(root, { kind: 'since', revision: 'HEAD~1' })).toEqual([2, 4]);
    expect(await lines(root, { kind: 'since', revision: 'HEAD' }, 'new.py')).toEqual([1, 2]);
    expect(await lines(root, { kind: 'since', revision: 'HEAD' }, 'gone.py')).toEqual([]);
  });

  it('compares the index with HEAD, and says where the work tree differs', async () => {
    const root = repository({ 'a.py': 'one\ntwo\n' });
    writeFiles(root, { 'a.py': 'one\nTWO\n' });
    expect(await lines(root, { kind: 'staged' })).toEqual([]);
    git(root, 'add', 'a.py');
    expect(await lines(root, { kind: 'staged' })).toEqual([2]);
    writeFiles(root, { 'a.py': 'zero\none\nTWO\n' });
    const { linesOf, unstaged } = await changedLines(run, root, { kind: 'staged' }, ['a.py']);
    expect([...linesOf('a.py')]).toEqual([3]);
    expect(unstaged).toEqual(['a.py']);
  });

  it('takes everything for changed before the first commit', async () => {
    const root = join(temporaryFolder(), 'shop');
    writeFiles(root, { 'a.py': 'one\n' });
    git(root, 'init', '-q');
    git(root, 'add', 'a.py');
    expect(await lines(root, { kind: 'staged' })).toEqual([1, 2]);
  });

  it('reads names that are no plain text', async () => {
    const path = 'ä b\n.py';
    const root = repository({ [path]: 'one\n' });
    writeFiles(root, { [path]: 'one\ntwo\n' });
    expect(await lines(root, { kind: 'since', revision: 'HEAD' }, path)).toEqual([2]);
  });

  it.each(['nowhere', '--output=x', ''])('refuses the revision %j', async (revision) => {
    const root = repository({ 'a.py': 'one\n' });
    await expect(lines(root, { kind: 'since', revision })).rejects.toThrow('has no revision');
  });
});
