import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { askDaemon } from '../../src/daemon/ask-daemon.ts';
import type { ControlRequest } from '../../src/daemon/control-protocol.ts';
import { type ControlHandlers, openControlSocket } from '../../src/daemon/control-socket.ts';
import { daemonFiles, writeDaemonNote } from '../../src/daemon/daemon-files.ts';
import { UserError } from '../../src/model/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const handlers: ControlHandlers = {
  status: () => ({ queue: 3 }),
  scan: async (request) => ({ scanned: request }),
  reload: () => {
    throw new UserError('the configuration is wrong', 'Look at line 3.');
  },
};

/** A socket as a daemon has it, with its note. */
async function daemon(database: string, own: Partial<ControlHandlers> = {}): Promise<string> {
  const socket = await openControlSocket(database, { ...handlers, ...own });
  onTestFinished(() => socket.close());
  writeDaemonNote(daemonFiles(database).note, { pid: 4711, startedAt: '', socket: socket.path });
  return socket.path;
}

it('answers status, scan and reload', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  await daemon(database);
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toEqual({ ok: true, result: { queue: 3 } });
  const scan: ControlRequest = { type: 'scan', repository: '/r', paths: ['a\nb.py', 'ü'] };
  expect(await askDaemon(database, scan, null)).toEqual({ ok: true, result: { scanned: scan } });
  expect(await askDaemon(database, { type: 'reload' }, 5_000)).toEqual({
    ok: false,
    message: 'the configuration is wrong',
    hint: 'Look at line 3.',
  });
});

it('belongs to its user alone', async () => {
  const path = await daemon(join(temporaryFolder(), 'tocsin.db'));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('is told, without a stack, where something stands in its place', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  mkdirSync(daemonFiles(database).socket);
  await expect(openControlSocket(database, handlers)).rejects.toThrow(UserError);
});

it('answers several at once, each when its own work is done', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  const ends: (() => void)[] = [];
  await daemon(database, { scan: () => new Promise((resolve) => ends.push(() => resolve('done'))) });
  const scan = askDaemon(database, { type: 'scan', repository: '/r' }, null);
  await expect.poll(() => ends.length).toBe(1);
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toMatchObject({ ok: true });
  ends[0]!();
  expect(await scan).toEqual({ ok: true, result: 'done' });
});

it('refuses what is no request, and survives clients that go away', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  const path = await daemon(database);
  for (const text of [
    '',
    'hello\n',
    '{"type":"stop"}\n',
    '{"type":"scan"}\n',
    '{"type":"scan","repository":"/r","paths":[1]}\n',
  ]) {
    expect(await raw(path, text)).toMatchObject({ ok: false });
  }
  expect(await raw(path, 'x'.repeat(3 << 20))).toMatchObject({ ok: false });
  const hasty = connect(path, () => hasty.destroy());
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toMatchObject({ ok: true });
});

/** Sends a text, ends, and gives the answer. */
function raw(path: string, text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(path, () => socket.end(text));
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket
      .on('error', () => undefined)
      .on('close', () => {
        try {
          resolve(answer === '' ? { ok: false } : JSON.parse(answer));
        } catch (error) {
          reject(error);
        }
      });
  });
}

it('takes the place of a socket that a killed daemon left', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  writeFileSync(daemonFiles(database).socket, 'stale');
  await daemon(database);
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toMatchObject({ ok: true });
});

it('moves to a short path where the folder’s is too long for the kernel', async () => {
  const folder = join(temporaryFolder(), 'long'.repeat(30));
  mkdirSync(folder);
  const database = join(folder, 'tocsin.db');
  const socket = await openControlSocket(database, handlers);
  writeDaemonNote(daemonFiles(database).note, { pid: 1, startedAt: '', socket: socket.path });
  expect(socket.path.startsWith(tmpdir())).toBe(true);
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toMatchObject({ ok: true });
  await socket.close();
  expect(existsSync(socket.path)).toBe(false);
});

it('tells that no daemon runs, or that it does not answer', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toBeNull();
  writeDaemonNote(daemonFiles(database).note, { pid: 1, startedAt: '', socket: daemonFiles(database).socket });
  expect(await askDaemon(database, { type: 'status' }, 5_000)).toBeNull();
  await daemon(database, { scan: () => new Promise(() => undefined) });
  expect(await askDaemon(database, { type: 'scan', repository: '/r' }, 50)).toMatchObject({
    ok: false,
    message: 'the daemon (pid 4711) did not answer',
  });
});

it('cuts those who still wait when it closes', async () => {
  const database = join(temporaryFolder(), 'tocsin.db');
  let asked = false;
  const socket = await openControlSocket(database, {
    ...handlers,
    scan: () => {
      asked = true;
      return new Promise(() => undefined);
    },
  });
  writeDaemonNote(daemonFiles(database).note, { pid: 1, startedAt: '', socket: socket.path });
  const waiting = askDaemon(database, { type: 'scan', repository: '/r' }, null);
  await expect.poll(() => asked).toBe(true);
  await socket.close();
  expect(await waiting).toMatchObject({ ok: false });
});
