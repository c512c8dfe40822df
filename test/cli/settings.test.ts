import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CommandIo } from '../../src/cli/io.ts';
import { findDatabase, readSettings } from '../../src/cli/settings.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, program } from '../support/tocsin.ts';

function ioIn(cwd: string, environment: CommandIo['environment']): CommandIo {
  const nothing = (): void => undefined;
  return { out: nothing, error: nothing, environment, cwd, outputWidth: null, errorWidth: null, now: () => new Date() };
}

describe('the database', () => {
  it('is below XDG_STATE_HOME, else below HOME, else below the home that the system knows', async () => {
    const folder = temporaryFolder();
    const place = (environment: CommandIo['environment']): Promise<string> =>
      findDatabase({}, ioIn(folder, environment));
    expect(await place({ HOME: '/home/a', XDG_STATE_HOME: '/state' })).toBe('/state/tocsin/tocsin.db');
    expect(await place({ HOME: '/home/a' })).toBe('/home/a/.local/state/tocsin/tocsin.db');
    for (const environment of [{}, { HOME: '' }, { HOME: '', XDG_STATE_HOME: '' }]) {
      expect(isAbsolute(await place(environment))).toBe(true);
    }
  });

  it('is what --database says, before the configuration', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'config.yaml': 'database: state/a.db\n' });
    const io = ioIn(folder, { HOME: folder });
    expect(await findDatabase({}, io)).toBe(join(folder, 'state', 'a.db'));
    expect(await findDatabase({ database: 'b.db' }, io)).toBe(join(folder, 'b.db'));
    expect((await readSettings({ database: 'b.db' }, io)).config.database).toBe(join(folder, 'b.db'));
  });
});

describe('a current folder that was deleted', () => {
  it('is told in words where it is needed, and only there', async () => {
    const folder = temporaryFolder();
    const { environment } = installation(folder, folder);
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    const script =
      'cd "$0" && rmdir "$0" && { "$NODE" "$PROGRAM" scan; echo "$?"; "$NODE" "$PROGRAM" rules show PW016; }';
    const env = { ...environment, NODE: process.execPath, PROGRAM: program };
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', script, gone], { env });
    expect(stderr).toBe(`tocsin: ${gone} does not exist.\nCheck the path.\n`);
    expect(stdout).toMatch(/^2\npython\/passwords\/weak-hash/);
  });
});
