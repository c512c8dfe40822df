// What the outside world can do to a database: strangers' files, read-only folders, a full disk, a killed process,
// several processes at once. Real files, real processes.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openTestStore, scanTexts } from './scenario.ts';

const worker = fileURLToPath(new URL('store-process.ts', import.meta.url));

/** A process of its own that works on the database `file`; see store-process.ts. */
function start(task: string, file: string, ...more: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', worker, task, file, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a process printed on its way to the end. */
async function outputOf(child: ChildProcess): Promise<{ code: number | null; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, errors };
}

/** The UserError that `work` throws; anything else fails the test. */
function thrownBy(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function temporaryStore(folder: string): { store: Store; file: string } {
  const file = join(folder, 'tocsin.db');
  const store = openTestStore({ file });
  onTestFinished(() => store.close());
  return { store, file };
}

describe('openStore', () => {
  it('makes the folder and the files, for this user only', () => {
    const folder = join(temporaryFolder(), 'state', 'tocsin');
    const { store, file } = temporaryStore(folder);
    scanTexts(store, { 'a.py': 'bad 1' });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['tocsin.db.key', 'tocsin.db', 'tocsin.db-wal']));
    expect(existsSync(file)).toBe(true);
  });

  it('gives back what was recorded, also to readers', () => {
    const { store, file } = temporaryStore(temporaryFolder());
    const { events } = scanTexts(store, { 'a.py': 'bad 1' });
    const reader = openTestStore({ file, readOnly: true });
    onTestFinished(() => reader.close());
    expect(reader.findings()).toEqual(events.map(({ finding }) => finding));
    expect(() => reader.registerRepository('/new', { kind: 'folder', name: 'n', rootCommit: null })).toThrow(UserError);
    expect(reader.check()).toMatchObject({ problems: [], bytes: expect.any(Number) });
  });

  it('tells a reader that there is nothing yet', () => {
    const error = thrownBy(() => openTestStore({ file: join(temporaryFolder(), 'x.db'), readOnly: true }));
    expect(error.message).toMatch(/no database at/);
    expect(error.hint).toMatch(/tocsin scan/);
  });

  it('sets what SQLite has to keep to', () => {
    const { store, file } = temporaryStore(temporaryFolder());
    expect(store.repositories()).toEqual([]);
    const database = new Database(file, { readonly: true });
    onTestFinished(() => void database.close());
    const pragma = (name: string): unknown => database.pragma(name, { simple: true });
    expect([pragma('journal_mode'), pragma('auto_vacuum'), pragma('application_id')]).toEqual(['wal', 2, 0x546f6373]);
    const loose = database.prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'`,
    );
    expect(loose.all()).toEqual([]);
  });
});

describe('a file that is not ours', () => {
  it('is refused untouched when it is no database', () => {
    const file = join(temporaryFolder(), 'notes.txt');
    for (const text of ['hello', 'x'.repeat(10_000)]) {
      writeFileSync(file, text);
      expect(thrownBy(() => openTestStore({ file })).message).toMatch(/is not a database/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  it.each(['delete', 'wal'])('is refused untouched when it is another program’s (journal mode %s)', (mode) => {
    const file = join(temporaryFolder(), 'other.db');
    const other = new Database(file);
    other.pragma(`journal_mode = ${mode}`);
    other.exec('CREATE TABLE theirs (x)');
    other.close();
    const before = readFileSync(file);
    expect(thrownBy(() => openTestStore({ file })).message).toMatch(/another program/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused when it is a folder, or below a file', () => {
    const folder = temporaryFolder();
    expect(thrownBy(() => openTestStore({ file: folder })).message).toMatch(/not a file/);
    writeFileSync(join(folder, 'plain'), '');
    expect(thrownBy(() => openTestStore({ file: join(folder, 'plain', 'x.db') })).message).toMatch(/cannot be opened/);
  });

  it('is told when it is damaged, and left as it is', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'tocsin.db');
    const store = openTestStore({ file });
    scanTexts(store, Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.py`, 'bad 1\nbad 2'])));
    store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 3, bytes.length - 4096);
    writeFileSync(file, bytes);
    const error = thrownBy(() => {
      const damaged = openTestStore({ file });
      onTestFinished(() => damaged.close());
      damaged.findings();
    });
    expect(error.message).toMatch(/damaged/);
    expect(error.hint).toMatch(/left as it is/);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe('a disk that does not take it', () => {
  const isRoot = process.getuid?.() === 0;

  it.runIf(isRoot)('is told when the folder is read-only', async () => {
    // Root may write anywhere, so a process of another user tries.
    const folder = temporaryFolder();
    const { store, file } = temporaryStore(folder);
    scanTexts(store, { 'a.py': 'bad 1' });
    store.close();
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
    chmodSync(folder, 0o555);
    const nobody = 65534;
    chownSync(folder, 0, 0);
    for (const task of ['write', 'read']) {
      const { out } = await outputOf(start(task, file, String(nobody)));
      expect([task, out]).toEqual([task, expect.stringMatching(/^UserError: .*(cannot be written|cannot be opened)/)]);
    }
    const fresh = await outputOf(start('write', join(folder, 'new.db'), String(nobody)));
    expect(fresh.out).toMatch(/^UserError: .*cannot be written/);
  });

  it('is told when it is full, and keeps what was there', ({ skip }) => {
    const folder = temporaryFolder();
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      skip('no right to mount a small file system here');
    }
    onTestFinished(() => void execFileSync('/bin/umount', ['-l', folder]));
    const file = join(folder, 'tocsin.db');
    const store = openTestStore({ file });
    scanTexts(store, { 'a.py': 'bad 1' });
    const error = thrownBy(() => {
      for (let n = 0; n < 100; n++) scanTexts(store, { 'a.py': 'bad 1', [`${n}.py`]: `bad ${n}\n`.repeat(200) });
    });
    expect(error.message).toMatch(/no space left/);
    expect(store.findings({ paths: ['a.py'] })).toHaveLength(1);
    store.close();
    const again = openTestStore({ file });
    onTestFinished(() => again.close());
    expect(again.check().problems).toEqual([]);
    expect(again.findings({ paths: ['a.py'] })).toHaveLength(1);
  });
});

describe('several processes', () => {
  it('may make a database at the same time', async () => {
    const file = join(temporaryFolder(), 'new', 'tocsin.db');
    const results = await Promise.all(Array.from({ length: 4 }, () => outputOf(start('open', file))));
    expect(results.map(({ code, errors }) => ({ code, errors }))).toEqual(results.map(() => ({ code: 0, errors: '' })));
    // The key was made once: all print the same.
    expect(new Set(results.map(({ out }) => out)).size).toBe(1);
  });

  it('may write at the same time: nothing is lost, nobody is told "locked"', async () => {
    const file = join(temporaryFolder(), 'tocsin.db');
    const results = await Promise.all(
      ['/one', '/two', '/three'].map((root) => outputOf(start('scans', file, root, '15'))),
    );
    expect(results.map(({ code, errors }) => ({ code, errors }))).toEqual(results.map(() => ({ code: 0, errors: '' })));
    const store = openTestStore({ file });
    onTestFinished(() => store.close());
    expect(store.scans({ status: 'finished' })).toHaveLength(45);
    expect(store.countFindings({ statuses: ['open'] })).toBe(45);
    expect(store.check().problems).toEqual([]);
  });

  it('have a repository one at a time', async () => {
    const file = join(temporaryFolder(), 'tocsin.db');
    const counter = join(temporaryFolder(), 'inside');
    mkdirSync(counter);
    const results = await Promise.all(Array.from({ length: 3 }, () => outputOf(start('lease', file, counter))));
    expect(results.map(({ out }) => out)).toEqual(results.map(() => 'alone 10 times\n'));
  });
});

describe('kill -9 in the middle of writing', () => {
  it('loses nothing that was told, doubles nothing, and damages nothing', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'tocsin.db');
    temporaryStore(folder).store.close();
    let told = 0;
    for (let kill = 0; kill < 6; kill++) {
      const child = start('scans', file, '/repository', '100000', String(told));
      const finished = new Promise<void>((resolve) => {
        let lines = 0;
        child.stdout!.on('data', (chunk: Buffer) => {
          for (const line of chunk.toString().split('\n')) if (line !== '') told = Math.max(told, Number(line));
          lines += 1;
          if (lines > 3 + kill * 2) resolve();
        });
        child.on('close', () => resolve());
      });
      await finished;
      child.kill('SIGKILL');
      await once(child, 'close');

      const store = openTestStore({ file });
      expect(store.abortDeadScans()).toBeLessThanOrEqual(1);
      expect(store.scans({ status: 'running' })).toEqual([]);
      expect(store.check().problems).toEqual([]);
      // Scan n leaves n findings open. What was told is there; at most one more was recorded and not told.
      const open = store.countFindings({ statuses: ['open'] });
      expect([told, told + 1]).toContain(open);
      const finishedScans = store.scans({ status: 'finished' });
      expect(finishedScans.filter(({ summary }) => summary!.opened === 1)).toHaveLength(open);
      expect(store.events().filter(({ type }) => type === 'opened')).toHaveLength(open);
      expect(new Set(store.findings().map(({ location }) => location.path)).size).toBe(open);
      expect(store.fileStates(1).size).toBe(open);
      told = open;
      store.close();
    }
    expect(told).toBeGreaterThan(5);
  }, 120_000);
});
