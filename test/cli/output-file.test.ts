import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { outputFile, writeOutput } from '../../src/cli/output-file.ts';
import { UserError } from '../../src/model/errors.ts';
import { boundByPermissions } from '../support/bound-by-permissions.ts';
import { gitRepository } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, startTocsin, tocsin } from '../support/tocsin.ts';

function write(cwd: string, path: string, pieces: readonly string[] = ['a\n', 'b\n']): void {
  const neverUsed = (): never => expect.fail('written to a standard stream');
  writeOutput(outputFile(path, { cwd, out: neverUsed, error: neverUsed }), pieces);
}

function refusal(cwd: string, path: string): string {
  try {
    write(cwd, path);
  } catch (error) {
    if (error instanceof UserError) return `${error.message}\n${error.hint}`;
    throw error;
  }
  return 'it was written';
}

describe('--output to a regular file', () => {
  it('makes it for its owner alone, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    write(folder, 'report.txt');
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe('a\nb\n');
    expect(statSync(join(folder, 'report.txt')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['report.txt']);
  });

  it('replaces one as a whole and keeps who may read it', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'report.txt');
    writeFileSync(file, 'an older and longer report\n');
    chmodSync(file, 0o644);
    const before = statSync(file).ino;
    write(folder, 'report.txt');
    expect(readFileSync(file, 'utf8')).toBe('a\nb\n');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(statSync(file).ino).not.toBe(before);
  });

  it('leaves the old one where the new one fails', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'report.txt'), 'old\n');
    function* broken(): Generator<string> {
      yield 'new\n';
      throw new Error('no more');
    }
    const output = outputFile('report.txt', { cwd: folder, out: () => undefined, error: () => undefined });
    expect(() => writeOutput(output, broken())).toThrow(/no more/);
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['report.txt']);
  });

  it('writes what a symlink leads to, also where that is not there yet', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deep', 'links'), { recursive: true });
    mkdirSync(join(folder, 'reports'));
    symlinkSync(join(folder, 'deep', 'links'), join(folder, 'links'));
    symlinkSync('../../reports/today.txt', join(folder, 'links', 'latest.txt'));
    for (const report of ['first\n', 'second\n']) {
      write(folder, 'links/latest.txt', [report]);
      expect(lstatSync(join(folder, 'links', 'latest.txt')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'reports', 'today.txt'), 'utf8')).toBe(report);
    }
    expect(readdirSync(join(folder, 'reports'))).toEqual(['today.txt']);
  });
});

describe('--output to what is no regular file', () => {
  it('writes into a pipe, and is content when its reader has read enough', async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'pipe');
    makeNamedPipe(pipe);
    const whole = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
    const read = text(whole.stdout);
    write(folder, 'pipe');
    expect(await read).toBe('a\nb\n');
    expect(statSync(pipe).isFIFO()).toBe(true);

    const one = spawn('head', ['-c', '1', pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
    const start = text(one.stdout);
    write(
      folder,
      'pipe',
      Array.from({ length: 100 }, () => 'a'.repeat(10_000)),
    );
    expect(await start).toBe('a');
    expect(readdirSync(folder)).toEqual(['pipe']);
  });

  it('writes into a device behind a symlink', () => {
    const folder = temporaryFolder();
    const link = join(folder, 'null');
    symlinkSync('/dev/null', link);
    write(folder, 'null');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(link).isCharacterDevice()).toBe(true);
    expect(readdirSync(folder)).toEqual(['null']);
  });

  it.runIf(process.platform === 'linux')('tells a device that is full', () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/full', join(folder, 'full'));
    expect(refusal(folder, 'full')).toMatch(/full can't be written: ENOSPC.*\nChoose another place/);
  });

  it('takes a name of standard output for standard output', async () => {
    const folder = temporaryFolder();
    gitRepository(join(folder, 'shop'), { 'a.py': 'import hashlib\nx = hashlib.md5(b"")\n' });
    const home = installation(folder, join(folder, 'shop'));
    symlinkSync('/dev/stdout', join(folder, 'out'));
    const { code, out } = await tocsin(home, 'scan', '--quiet', '--output', join(folder, 'out'));
    expect(out).toContain('weak-hash');
    expect(code).toBe(0);
    expect(lstatSync(join(folder, 'out')).isSymbolicLink()).toBe(true);
    expect((await tocsin(home, 'findings', '--output', '-')).out).toContain('weak-hash');
    expect(readdirSync(home.cwd).toSorted()).toEqual(['.git', 'a.py']);
  });

  it('lets Ctrl-C end the wait for a reader', async () => {
    const folder = temporaryFolder();
    gitRepository(join(folder, 'shop'), { 'a.py': 'x = 1\n' });
    makeNamedPipe(join(folder, 'pipe'));
    const scan = startTocsin(
      installation(folder, join(folder, 'shop')),
      'scan',
      '--verbose',
      '-o',
      join(folder, 'pipe'),
    );
    await scan.waitFor(/analyzed "a\.py"/);
    // Wherever the scan is when the signal comes, it ends.
    expect([130, null]).toContain(await scan.end('SIGINT'));
  });

  it('refuses a folder, a socket, a missing folder and a circle of symlinks, in words', async () => {
    const folder = temporaryFolder();
    const server = createServer().listen(join(folder, 'socket'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    symlinkSync('circle', join(folder, 'circle'));
    expect(refusal(folder, '.')).toBe(`${folder} is a folder.\nName a file in it with --output.`);
    expect(refusal(folder, 'socket')).toMatch(/is a socket\.\n/);
    expect(refusal(folder, 'no/report.txt')).toMatch(/^The folder .*\/no does not exist\.\nCreate it/);
    expect(refusal(folder, 'circle')).toMatch(/ELOOP/);
    expect(refusal(folder, 'socket/report.txt')).toMatch(/ENOTDIR/);
  });

  it('refuses a folder that it may not write, before the scan', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'closed'));
    chmodSync(join(folder, 'closed'), 0o555);
    await boundByPermissions(folder, async () => {
      expect(refusal(folder, 'closed/report.txt')).toMatch(/EACCES/);
    });
    const home = installation(folder, folder);
    const { code, error, out } = await tocsin(home, 'scan', folder, '--output', join(folder, 'no', 'report.txt'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(/^tocsin: The folder .* does not exist\.\n/);
  });
});
