import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin, type Installation } from '../support/tocsin.ts';

function shopWith(folder: string, files: Readonly<Record<string, string>>): Installation {
  gitRepository(join(folder, 'shop'), files);
  return installation(folder, join(folder, 'shop'));
}

describe('tocsin scan', () => {
  it('says that a file which git ignores was not looked at', async () => {
    const home = shopWith(temporaryFolder(), { '.gitignore': '*.env\n', 'a.py': 'x = 1\n' });
    writeFiles(home.cwd, { 'live.env': 'x\n' });
    const { code, out, error } = await tocsin(home, 'scan', 'live.env');
    expect(error).toContain(`No file was scanned: git or the configuration ignores ${join(home.cwd, 'live.env')}`);
    expect({ code, out }).toEqual({ code: 0, out: 'No findings\n' });
    expect((await tocsin(home, 'scan', 'a.py')).error).not.toContain('No file was scanned');
  });
});
