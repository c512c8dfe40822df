import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { daemonFiles, readDaemonNote, writeDaemonNote } from '../../src/daemon/daemon-files.ts';
import { acquireDaemonLock } from '../../src/daemon/lock.ts';
import { UserError } from '../../src/model/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const self = { pid: process.pid, now: new Date('2026-11-24T04:00:00Z') };
const lockFile = fileURLToPath(new URL('../../src/daemon/lock.ts', import.meta.url));

/** Another process that takes the lock and lives on, without a thought of the lock: the collector has run. */
async function holder(database: string): Promise<ChildProcess> {
  const script = `import { acquireDaemonLock } from ${JSON.stringify(lockFile)};
    acquireDaemonLock(${JSON.stringify(database)}, { pid: process.pid, now: new Date() });
    gc();
    console.log('locked'); setInterval(() => {}, 1000);`;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the holder ended'))),
  ]);
  return child;
}

function refusal(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was allowed');
}

describe('acquireDaemonLock', () => {
  it('lets no second daemon in, and names the first', async () => {
    const database = join(temporaryFolder(), 'state', 'tocsin.db');
    const child = await holder(database);
    const error = refusal(() => acquireDaemonLock(database, self));
    expect(error.message).toContain(`a daemon (pid ${child.pid}, since `);
    expect(error.hint).toContain(`kill ${child.pid}`);
  });

  it('is free at once after kill -9, whatever the dead one left', async () => {
    const database = join(temporaryFolder(), 'tocsin.db');
    const child = await holder(database);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readDaemonNote(daemonFiles(database).note)?.pid).toBe(child.pid);
    const lock = acquireDaemonLock(database, self);
    expect(readDaemonNote(daemonFiles(database).note)).toEqual({
      pid: process.pid,
      startedAt: '2026-11-24T04:00:00.000Z',
      socket: null,
    });
    lock.release();
  });

  it('can be released and taken again, and leaves no note', () => {
    const database = join(temporaryFolder(), 'tocsin.db');
    const lock = acquireDaemonLock(database, self);
    expect(refusal(() => acquireDaemonLock(database, self)).message).toContain('already watches');
    lock.announceSocket('/s');
    expect(readDaemonNote(daemonFiles(database).note)?.socket).toBe('/s');
    lock.release();
    expect(existsSync(daemonFiles(database).note)).toBe(false);
    acquireDaemonLock(database, self).release();
  });

  it('knows the database by any of its names, and others beside it', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const lock = acquireDaemonLock(join(folder, 'real/tocsin.db'), self);
    expect(refusal(() => acquireDaemonLock(join(folder, 'link/tocsin.db'), self)).message).toContain('already watches');
    acquireDaemonLock(join(folder, 'real/other.db'), self).release();
    lock.release();
  });

  it('says what to do where it cannot lock', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(refusal(() => acquireDaemonLock(join(folder, 'file/tocsin.db'), self)).hint).toContain('writable');
    const database = join(folder, 'tocsin.db');
    writeFileSync(daemonFiles(database).lock, 'not a database, but long enough to have a header'.repeat(20));
    expect(refusal(() => acquireDaemonLock(database, self)).hint).toContain('delete the file');
  });
});

describe('the note', () => {
  it('is null where it is missing, broken or something else', () => {
    const file = join(temporaryFolder(), 'note.json');
    expect(readDaemonNote(file)).toBeNull();
    for (const text of ['', '{', 'null', '{"pid":"1"}', '{"pid":1,"startedAt":"x"}']) {
      writeFileSync(file, text);
      chmodSync(file, 0o600);
      expect(readDaemonNote(file)).toBeNull();
    }
    writeDaemonNote(file, { pid: 1, startedAt: 'x', socket: null });
    expect(readDaemonNote(file)).toEqual({ pid: 1, startedAt: 'x', socket: null });
  });
});
