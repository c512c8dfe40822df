import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanTargets } from '../../src/cli/scan-targets.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** `shop`: a repository with a folder `sub`; `plain`: a folder outside of any; links to both. */
function places(): string {
  const folder = temporaryFolder();
  gitRepository(join(folder, 'shop'), { 'a.py': '', 'sub/b.py': '' });
  mkdirSync(join(folder, 'plain'));
  writeFileSync(join(folder, 'plain', 'c.py'), '');
  symlinkSync('shop', join(folder, 'link'));
  symlinkSync('shop/sub/b.py', join(folder, 'file-link'));
  return folder;
}

/** What is scanned where: `root` alone, or with the paths in it. */
async function meaning(cwd: string, ...paths: readonly string[]): Promise<Record<string, readonly string[] | 'all'>> {
  const targets = await scanTargets(paths, { workspaces: [] }, cwd, (note) => expect.fail(note));
  return Object.fromEntries(targets.map(({ repository, paths: parts }) => [repository.root, parts ?? 'all']));
}

describe('scanTargets', () => {
  it('takes a path for the part of its repository, however it is written', async () => {
    const folder = places();
    const shop = join(folder, 'shop');
    for (const path of ['shop', 'shop/', './plain/../shop', 'link', 'link/', shop]) {
      expect(await meaning(folder, path)).toEqual({ [shop]: 'all' });
    }
    for (const path of ['shop/sub', 'shop/sub/', 'link/sub']) {
      expect(await meaning(folder, path)).toEqual({ [shop]: ['sub'] });
    }
    for (const path of ['shop/sub/b.py', 'file-link', 'link/sub/b.py']) {
      expect(await meaning(folder, path)).toEqual({ [shop]: ['sub/b.py'] });
    }
    expect(await meaning(join(shop, 'sub'), '.')).toEqual({ [shop]: ['sub'] });
    expect(await meaning(join(shop, 'sub'), '..', '.')).toEqual({ [shop]: 'all' });
  });

  it('takes what is outside of any repository for a folder', async () => {
    const folder = places();
    const plain = join(folder, 'plain');
    expect(await meaning(folder, 'plain/')).toEqual({ [plain]: 'all' });
    expect(await meaning(folder, 'plain/c.py')).toEqual({ [plain]: ['c.py'] });
    expect(await meaning(folder, '.')).toEqual({ [folder]: 'all', [join(folder, 'shop')]: 'all' });
  });

  it('refuses what nobody can mean', async () => {
    const folder = places();
    symlinkSync('circle', join(folder, 'circle'));
    await expect(meaning(folder, 'nothing')).rejects.toThrow(`${join(folder, 'nothing')} does not exist.`);
    await expect(meaning(folder, 'shop', '')).rejects.toThrow('One of the paths is empty.');
    await expect(meaning(folder, 'circle')).rejects.toThrow(/circle can't be scanned: ELOOP/);
    await expect(meaning(folder, 'shop/a.py/b')).rejects.toThrow(/can't be scanned: ENOTDIR/);
  });
});
