// What a person sees on a terminal, and a program on a pipe.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/report/width.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasTerminals, installation, tocsin, tocsinOnTerminal, type Installation } from '../support/tocsin.ts';

const colour = '\u001b[';

async function scannedShop(folder: string): Promise<Installation> {
  const weak = 'import hashlib\nx = hashlib.md5(b"")\n';
  gitRepository(join(folder, 'shop'), { 'a.py': weak, 'a/folder/that/lies/deep/below/the/root/b.py': weak });
  const home = installation(folder, join(folder, 'shop'));
  await tocsin(home, 'scan', '--quiet');
  return home;
}

function withVariable(home: Installation, variable: Readonly<Record<string, string>>): Installation {
  return { ...home, environment: { ...home.environment, ...variable } };
}

describe.runIf(hasTerminals)('on a terminal', () => {
  it('every view fits 40 columns', async () => {
    const home = await scannedShop(temporaryFolder());
    const views = [['findings'], ['history'], ['rules']];
    for (const args of views) {
      const { code, out } = await tocsinOnTerminal(40, home, ...args);
      const lines = out.split('\n').map(stripVTControlCharacters);
      expect(lines.filter((line) => textWidth(line) > 40)).toEqual([]);
      expect(lines.length).toBeGreaterThan(3);
      expect(code).toBe(0);
    }
  });

  it('that does not know its size has 80 columns', async () => {
    const home = await scannedShop(temporaryFolder());
    const { out } = await tocsinOnTerminal(0, home, 'history');
    expect(out).toEqual((await tocsinOnTerminal(80, home, 'history')).out);
    expect(out).not.toEqual((await tocsinOnTerminal(40, home, 'history')).out);
  });

  it('has colours unless somebody does not want them', async () => {
    const home = await scannedShop(temporaryFolder());
    const on = async (installed: Installation, ...args: readonly string[]): Promise<string> =>
      (await tocsinOnTerminal(80, installed, 'findings', ...args)).out;
    expect(await on(home)).toContain(colour);
    expect(await on(home, '--no-color')).not.toContain(colour);
    expect(await on(withVariable(home, { NO_COLOR: '1' }))).not.toContain(colour);
    expect(await on(withVariable(home, { TERM: 'dumb' }))).not.toContain(colour);
    // no-color.org: an empty one means nothing.
    expect(await on(withVariable(home, { NO_COLOR: '' }))).toContain(colour);
  });

  it('shows progress, which leaves nothing behind and is no part of the report', async () => {
    const home = await scannedShop(temporaryFolder());
    const report = join(home.environment['HOME']!, 'report.txt');
    const { code, out } = await tocsinOnTerminal(40, home, 'scan', '--database', ':memory:', '--output', report);
    expect(out).toContain('0/2 files');
    expect(stripVTControlCharacters(out.slice(out.lastIndexOf('\u001b[2K')))).toMatch(/^\s*\S+shop\n +findings: 2 new/);
    expect(readFileSync(report, 'utf8')).toMatch(/weak-hash[^]*2 findings/);
    expect(readFileSync(report, 'utf8')).not.toContain(colour);
    expect(code).toBe(0);
    const quiet = await tocsinOnTerminal(40, home, 'scan', '--quiet', '--database', ':memory:', '--output', report);
    expect(quiet.out).toBe('');
  });
});

describe('on a pipe', () => {
  it('has neither colours nor progress unless they are asked for', async () => {
    const home = await scannedShop(temporaryFolder());
    const { out, error } = await tocsin(home, 'scan', '--database', ':memory:');
    expect(out + error).not.toContain(colour);
    expect(error).not.toContain('/2 files');
    const forced = withVariable(home, { FORCE_COLOR: '1' });
    expect((await tocsin(forced, 'findings')).out).toContain(colour);
    expect((await tocsin(withVariable(forced, { NO_COLOR: '1' }), 'findings')).out).not.toContain(colour);
    expect((await tocsin(forced, 'findings', '--format', 'json')).out).not.toContain(colour);
  });
});
