// How other commands talk to a running daemon: a Unix socket that only its user can open, one request a connection, a
// line of JSON each way. The answer to `scan` comes when the scan has ended.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { errorMessage, UserError } from '../model/errors.ts';
import { parseControlRequest, type ControlAnswer, type ControlRequest } from './control-protocol.ts';
import { daemonFiles } from './daemon-files.ts';
import { readLine } from './read-line.ts';

/** sun_path holds 108 bytes on Linux, the last one NUL (unix(7)); 104 on macOS. */
const longestSocketPath = process.platform === 'linux' ? 107 : 103;
const longestRequest = 1 << 20;
/** A client that connects and says nothing is let go. */
const requestWithin = 5_000;

export interface ControlHandlers {
  status(): unknown;
  /** Resolves when a scan that covers the request has ended. */
  scan(request: Extract<ControlRequest, { type: 'scan' }>): Promise<unknown>;
  reload(): unknown;
}

export interface ControlSocket {
  readonly path: string;
  /** Closes the socket; connections whose answers are still awaited are cut. */
  close(): Promise<void>;
}

/** Opens the socket of a database's daemon. Only who holds the daemon's lock may call it: a socket left over is removed. */
export async function openControlSocket(database: string, handlers: ControlHandlers): Promise<ControlSocket> {
  const wanted = daemonFiles(database).socket;
  const place = explaining(wanted, () => socketPlace(wanted));
  const connections = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy()); // A client that went away is no fault of ours.
    void serve(socket, handlers);
  });
  explaining(place.path, () => rmSync(place.path, { force: true }));
  await listenPrivately(server, place.path);
  return {
    path: place.path,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of connections) socket.destroy();
      await closed;
      rmSync(place.path, { force: true });
      if (place.ownFolder) rmSync(dirname(place.path), { recursive: true, force: true });
    },
  };
}

function socketPlace(wanted: string): { readonly path: string; readonly ownFolder: boolean } {
  if (Buffer.byteLength(wanted) <= longestSocketPath) return { path: wanted, ownFolder: false };
  return { path: join(mkdtempSync(join(tmpdir(), 'tocsin-')), 'sock'), ownFolder: true };
}

function cannotOpen(path: string, cause: unknown): UserError {
  const hint = 'Its folder must be writable, and nothing else may stand in its place.';
  return new UserError(`cannot open the control socket ${path}: ${errorMessage(cause)}`, hint, { cause });
}

function explaining<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

/** The socket is made under a mask that leaves it to its user alone, so there is no moment when others could connect. */
async function listenPrivately(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotOpen(path, error)));
    const mask = process.umask(0o177);
    try {
      server.listen(path, resolve);
    } finally {
      process.umask(mask);
    }
  });
  chmodSync(path, 0o600);
}

async function serve(socket: Socket, handlers: ControlHandlers): Promise<void> {
  socket.end(`${JSON.stringify(await answerTo(socket, handlers))}\n`);
}

async function answerTo(socket: Socket, handlers: ControlHandlers): Promise<ControlAnswer> {
  try {
    const line = await readLine(socket, { longest: longestRequest, within: requestWithin });
    const request = line === null ? null : parseControlRequest(line);
    if (request === null) throw new UserError('the request is not understood', 'Both sides must be the same version.');
    return { ok: true, result: (await handle(request, handlers)) ?? null };
  } catch (error) {
    return { ok: false, message: errorMessage(error), hint: error instanceof UserError ? error.hint : null };
  }
}

function handle(request: ControlRequest, handlers: ControlHandlers): unknown {
  if (request.type === 'status') return handlers.status();
  if (request.type === 'reload') return handlers.reload();
  return handlers.scan(request);
}
