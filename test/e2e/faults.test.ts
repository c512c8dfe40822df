// Bad input and bad luck, as a person meets them at the command line: a sentence that says what to do, never a stack, never
// a hang, and nothing lost.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished, describe, expect, it } from 'vitest';
import { gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin, type Installation, type RunResult } from '../support/tocsin.ts';

const weak = 'import hashlib\nx = hashlib.md5(b"")\n';

function shopAt(folder: string): Installation {
  const shop = join(folder, 'shop');
  gitRepository(shop, { 'a.py': weak });
  return installation(folder, shop);
}

function expectExplained({ code, error }: RunResult, words: RegExp): void {
  expect(error).toMatch(words);
  expect(error).not.toMatch(/^\s+at /m);
  expect(error.trim().split('\n').length).toBeGreaterThan(1);
  expect(code).toBe(2);
}

describe('a database that can not be used', () => {
  it('is refused and left alone when it is none', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    const file = join(folder, 'notes.db');
    const content = 'my notes\n'.repeat(1000);
    writeFileSync(file, content);
    for (const command of ['scan', 'findings', 'watch']) {
      expectExplained(await tocsin(home, command, '--database', file), /not a database/);
    }
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('is refused when it is in memory and something is asked of it', async () => {
    const home = shopAt(temporaryFolder());
    for (const args of [['findings'], ['history'], ['status'], ['show', 'PW-1']]) {
      expectExplained(await tocsin(home, ...args, '--database', ':memory:'), /in memory is gone/);
    }
  });

  it('is refused when it is a folder', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    for (const args of [['findings'], ['scan'], ['watch']]) {
      expectExplained(await tocsin(home, ...args, '--database', `${folder}/`), /is not a file/);
    }
  });

  it('is refused when a newer Tocsin wrote it, with the way out', async () => {
    const home = shopAt(temporaryFolder());
    await tocsin(home, 'scan', '--quiet');
    const database = new Database(home.database);
    database.pragma('user_version = 99');
    database.close();
    expectExplained(await tocsin(home, 'findings'), /newer Tocsin[^]*Update/);
    expectExplained(await tocsin(home, 'scan'), /newer Tocsin/);
  });

  it.runIf(process.platform === 'linux')('is told where its folder can not be made', async () => {
    const home = shopAt(temporaryFolder());
    for (const command of ['scan', 'watch']) {
      expectExplained(await tocsin(home, command, '--database', '/proc/tocsin/tocsin.db'), /cannot (be )?open/);
    }
  });
});

describe('a disk', () => {
  // Mounting needs root, which CI has.
  const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

  function tmpfs(folder: string, options: string): string {
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    return folder;
  }

  it.runIf(mayMount)('that is full is told; nothing is lost, and it goes on when there is space', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    const small = tmpfs(join(folder, 'small'), 'size=60m');
    const database = join(small, 'tocsin.db');
    expect((await tocsin(home, 'scan', '--quiet', '--database', database)).code).toBe(0);
    const { blocks, bfree, bsize } = statfsSync(small);
    execFileSync('mount', ['-o', `remount,size=${(blocks - bfree) * bsize + 512 * 1024}`, small]);
    writeFiles(home.cwd, Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`m${index}.py`, weak])));
    expectExplained(await tocsin(home, 'scan', '--quiet', '--database', database), /no space left/);
    execFileSync('mount', ['-o', 'remount,size=60m', small]);
    expect((await tocsin(home, 'findings', '--database', database)).out).toContain('1 finding');
    expect((await tocsin(home, 'scan', '--quiet', '--database', database)).out).toContain('1,501 findings');
  });

  it.runIf(mayMount)('that is read-only is told', async () => {
    const folder = temporaryFolder();
    const readOnly = tmpfs(join(folder, 'ro'), 'size=1m,ro');
    expectExplained(await tocsin(shopAt(folder), 'scan', '--database', join(readOnly, 's', 't.db')), /read-only/);
  });
});

describe('a hostile folder', () => {
  it('is scanned whole, bounded, and shows nothing of itself that a terminal would obey', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    const { cwd } = home;
    writeFiles(cwd, {
      'brackets.py': `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`,
      'deep.py': `x = ${'['.repeat(20_000)}1${']'.repeat(20_000)}\n`,
      'line.py': `x = "${'ab '.repeat(340_000)}"\n`,
      'broken.py': `${weak}def (:\n`,
      'old.py': 'import md5\nprint md5.new("a")\n',
      'name\n\u001b[31mred.py': weak,
    });
    writeFileSync(join(cwd, 'big.py'), Buffer.alloc(50_000_000, 'a'));
    writeFileSync(join(cwd, 'utf16.py'), Buffer.from(`\ufeff${weak}`, 'utf16le'));
    writeFileSync(join(cwd, 'latin.py'), Buffer.concat([Buffer.from(weak), Buffer.from('# \xff\xfe\n', 'latin1')]));
    execFileSync('mkfifo', [join(cwd, 'pipe.py')]);
    symlinkSync('/etc/passwd', join(cwd, 'out.py'));
    symlinkSync('.', join(cwd, 'loop'));

    const { code, out, error } = await tocsin(home, 'scan', '--strict');
    expect(code).toBe(0);
    for (const path of ['a.py', 'broken.py', 'old.py', 'utf16.py', 'latin.py']) expect(out).toContain(`${path}:`);
    expect(out + error).not.toContain('\u001b');
    expect(error).toMatch(/too-large/);
    expect(error).toMatch(/symlink-outside/);
    expect(error).toMatch(/broken\.py: syntax error in line 3/);
    expect(error).toMatch(/deep\.py: \S+/);
  });

  it('that is gone is told', async () => {
    const home = shopAt(temporaryFolder());
    expectExplained(await tocsin(home, 'scan', join(home.cwd, 'nothing')), /does not exist/);
    await tocsin(home, 'scan', '--quiet');
    rmSync(join(home.cwd, '.git'), { recursive: true });
    rmSync(join(home.cwd, 'a.py'));
    expectExplained(await tocsin(home, 'scan'), /is empty/);
    expect((await tocsin(home, 'findings')).out).toContain('1 finding');
  });
});

describe('a rule file of your own', () => {
  it('that is wrong is told with its place; the other rules are used', async () => {
    const folder = temporaryFolder();
    const home = shopAt(folder);
    writeFiles(folder, {
      'rules/mine/bad.yaml': 'id: mine/bad\ntitle: Bad\nmatch:\n  pattern:\n    any:\n      - call: $no-such-set\n',
      'config.yaml': `rules:\n  folders: [${join(folder, 'rules')}]\n`,
    });
    const { code, out, error } = await tocsin(home, 'scan', '--config', join(folder, 'config.yaml'));
    expect(error).toMatch(/rules\/mine\/bad\.yaml:\d+:\d+ /);
    expect(out).toContain('weak-hash');
    expect(code).toBe(0);
    expect((await tocsin(home, 'rules', 'check', join(folder, 'rules'))).code).toBe(2);
  });
});
