import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { boundInstallation, installation, startTocsin, tocsin, type Installation } from '../support/tocsin.ts';

function shopAt(folder: string): Installation {
  gitRepository(join(folder, 'shop'), { 'a.py': 'import hashlib\nx = hashlib.md5(b"")\n' });
  return installation(folder, join(folder, 'shop'));
}

describe('tocsin doctor', () => {
  it('finds a healthy installation well, before the first scan, after it, and with a daemon', async () => {
    const home = shopAt(temporaryFolder());
    const before = await tocsin(home, 'doctor');
    expect(before.out).toMatch(/^ok +database .* does not exist yet; the first scan makes it in /m);
    expect(before).toMatchObject({ code: 0, error: '' });
    expect(before.out).not.toMatch(/^broken/m);

    const watch = startTocsin(home, 'watch');
    await watch.waitFor(/analysed in .*\n/);
    const { code, out } = await tocsin(home, 'doctor');
    for (const part of ['node', 'git', 'better-sqlite3', 'tree-sitter', 'configuration', 'workspace', 'database']) {
      expect(out).toMatch(new RegExp(`^ok +${part} `, 'm'));
    }
    expect(out).toMatch(/^ok +configuration +1 workspace$/m);
    expect(out).toMatch(/^ok +daemon +running$/m);
    expect(code).toBe(0);
  });

  it('tells every mistake of the configuration', async () => {
    const home = shopAt(temporaryFolder());
    writeFiles(home.cwd, { 'config.yaml': 'workspaces: []\nruls: {}\nlimits:\n  wrkers: 2\n' });
    const { code, out } = await tocsin(home, 'doctor');
    expect(out).toMatch(/^broken +configuration +\S+config\.yaml:2:1 .*"ruls".*"rules"/m);
    expect(out).toMatch(/^ {24}\S+config\.yaml:4:3 .*"wrkers".*"workers"/m);
    expect(code).toBe(2);
  });

  it('tells a workspace that is gone and a rule file that is not used', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    writeFiles(folder, {
      'config.yaml': 'workspaces:\n  - path: gone\n  - path: file/inside\nrules:\n  folders: [rules]\n',
      'rules/mine/bad.yaml': 'id: mine/bad\n',
      file: '',
    });
    const { code, out } = await tocsin(home, 'doctor', '--config', join(folder, 'config.yaml'));
    expect(out).toMatch(/^broken +workspace +\S+\/gone is not a folder\n {24}Create it/m);
    expect(out).toMatch(/^broken +workspace +\S+\/file\/inside is not a folder$/m);
    expect(out).toMatch(/^warning +rules +\d+ rules in use; \d+ problems, the first in \S+bad\.yaml:1:1\n/m);
    expect(code).toBe(2);
  });

  it('tells a database that can not be used', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    mkdirSync(join(folder, 'dir'));
    writeFileSync(join(folder, 'notes.txt'), 'my notes\n'.repeat(1000));
    const databaseLine = async (path: string): Promise<string> => {
      const { code, out, error } = await tocsin(home, 'doctor', '--database', path);
      expect({ code, error }).toEqual({ code: 2, error: '' });
      return /^broken +database +.*\n {24}.*$/m.exec(out)?.[0] ?? out;
    };
    expect(await databaseLine(join(folder, 'dir'))).toMatch(/dir is not a file\./);
    expect(await databaseLine(join(folder, 'notes.txt'))).toMatch(/is not a database/);
    expect(await databaseLine(join(folder, 'notes.txt', 'x.db'))).toMatch(/notes\.txt is not a folder\n +Name another/);
    expect((await tocsin(home, 'doctor', '--database', ':memory:')).out).toMatch(/^ok +database +in memory/m);
  });

  it('tells a database that can not be made or written', async () => {
    const folder = temporaryFolder();
    const home = installation(folder, folder);
    const database = join(folder, 'shared', 'tocsin.db');
    writeFiles(folder, { 'code/a.py': 'x = 1\n' });
    await tocsin(home, 'scan', 'code', '--quiet', '--database', database);
    chmodSync(join(folder, 'shared'), 0o555);
    chmodSync(database, 0o444);
    chmodSync(folder, 0o755);
    const bound = boundInstallation(home);
    const made = await tocsin(bound, 'doctor', '--database', join(folder, 'shared', 'deep', 'other.db'));
    expect(made.out).toMatch(/^broken +database +\S+other\.db can't be made: \S+shared is not writable$/m);
    expect(made.code).toBe(2);
    const read = await tocsin(bound, 'doctor', '--database', database);
    expect(read.out).toMatch(/^(?:warning|broken) +database +.*(?:read-only|cannot be)/m);
  });

  it('misses git without being broken', async () => {
    const home = shopAt(temporaryFolder());
    const { code, out } = await tocsin({ ...home, environment: { ...home.environment, PATH: '' } }, 'doctor');
    expect(out).toMatch(/^warning +git +not found\n {24}Without git/m);
    expect(code).toBe(0);
  });
});
