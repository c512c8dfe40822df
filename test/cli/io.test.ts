import { closeSync, constants, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin, tocsinInto, type Installation } from '../support/tocsin.ts';

async function scannedShop(folder: string): Promise<Installation> {
  const weak = 'import hashlib\nx = hashlib.md5(b"")\n'.repeat(3);
  gitRepository(join(folder, 'shop'), { 'a.py': weak, 'b.py': weak });
  const home = installation(folder, join(folder, 'shop'));
  await tocsin(home, 'scan', '--quiet');
  return home;
}

function opened(path: string, flags: number): number {
  const descriptor = openSync(path, flags);
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

/** The end of a pipe whose reader has gone. */
function brokenPipe(folder: string): number {
  const path = join(folder, 'pipe');
  makeNamedPipe(path);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = opened(path, constants.O_WRONLY);
  closeSync(reader);
  return writer;
}

describe('standard output', () => {
  it.each([
    [['findings'], 0],
    [['findings', '--format', 'json'], 0],
    [['findings', '--format', 'sarif'], 0],
    [['rules'], 0],
    [['--help'], 0],
    [['scan', '--quiet', '--fail-on', 'medium'], 1],
  ])('may be closed by its reader: %j ends quietly with what it has to say', async (args, code) => {
    const folder = temporaryFolder();
    const home = await scannedShop(folder);
    expect(await tocsinInto(brokenPipe(folder), home, ...args)).toEqual({ code, error: '' });
  });

  it.runIf(process.platform === 'linux')('that is full is told in words', async () => {
    const folder = temporaryFolder();
    const home = await scannedShop(folder);
    symlinkSync('/dev/full', join(folder, 'full'));
    const full = opened(join(folder, 'full'), constants.O_WRONLY);
    const { code, error } = await tocsinInto(full, home, 'findings');
    expect(error).toMatch(/^tocsin: standard output can't be written: ENOSPC.*\nMake room, or redirect it\.\n$/);
    expect(code).toBe(2);
  });
});
