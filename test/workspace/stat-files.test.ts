import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statFiles } from '../../src/workspace/stat-files.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('statFiles', () => {
  it('keeps the order, and changes with the file', async () => {
    const root = temporaryFolder();
    writeFiles(root, { a: 'x', 'b/c': 'yy', d: 'z' });
    utimesSync(join(root, 'a'), 1, 1.5);
    const before = await statFiles(root, ['d', 'b/c', 'a']);
    expect([...before.keys()]).toEqual(['d', 'b/c', 'a']);
    expect(before.get('b/c')?.size).toBe(2);
    expect(before.get('a')?.mtimeNs).toBe(1_500_000_000n);
    expect(await statFiles(root, ['d', 'b/c', 'a'])).toEqual(before);

    writeFileSync(join(root, 'a'), 'w');
    writeFileSync(join(root, 'fresh'), 'z');
    renameSync(join(root, 'fresh'), join(root, 'd'));
    const after = await statFiles(root, ['a', 'd']);
    expect(after.get('a')).not.toEqual(before.get('a'));
    expect(after.get('d')?.inode).not.toBe(before.get('d')?.inode);
  });

  it('leaves out what is gone', async () => {
    const root = temporaryFolder();
    writeFiles(root, { a: '', 'b/c': '' });
    rmSync(join(root, 'b'), { recursive: true });
    writeFiles(root, { b: '' });
    expect([...(await statFiles(root, ['a', 'b/c', 'gone'])).keys()]).toEqual(['a']);
  });

  it('leaves out symlinks that stay inside, for they are listed themselves', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'a/b': '' });
    symlinkSync('a/b', join(root, 'inside'));
    symlinkSync('/etc/hostname', join(root, 'outside'));
    symlinkSync('nowhere', join(root, 'dangling'));
    symlinkSync('loop', join(root, 'loop'));
    expect([...(await statFiles(root, ['inside', 'outside', 'dangling', 'loop'])).keys()]).toEqual([
      'outside',
      'dangling',
      'loop',
    ]);
  });

  it('takes names that are not UTF-8', async () => {
    const root = temporaryFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), 'abc');
    expect((await statFiles(root, ['a\\xff'])).get('a\\xff')?.size).toBe(3);
  });

  it('is fast, and lets others have a turn', async () => {
    const root = temporaryFolder();
    const paths = Array.from({ length: 10_000 }, (_, at) => `d${at % 100}/f${at}`);
    for (let at = 0; at < 100; at++) mkdirSync(join(root, `d${at}`));
    for (const path of paths) writeFileSync(join(root, path), '');
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const started = performance.now();
    expect((await statFiles(root, paths)).size).toBe(10_000);
    clearInterval(timer);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(turns).toBeGreaterThan(1);
  });
});
