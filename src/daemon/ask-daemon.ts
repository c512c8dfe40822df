// The other end of the control socket.
import { connect, type Socket } from 'node:net';
import { parseControlAnswer, type ControlAnswer, type ControlRequest } from './control-protocol.ts';
import { daemonFiles, readDaemonNote } from './daemon-files.ts';
import { readLine } from './read-line.ts';

const longestAnswer = 64 << 20;

/**
 * Asks the daemon of a database.
 * @param within milliseconds until the answer must be there; null: however long it takes (`scan` of a large repository)
 * @returns the answer, one that says it did not come in time, or null where no daemon runs
 */
export async function askDaemon(
  database: string,
  request: ControlRequest,
  within: number | null,
): Promise<ControlAnswer | null> {
  const note = readDaemonNote(daemonFiles(database).note);
  const socket = note?.socket == null ? null : await connectTo(note.socket);
  if (note === null || socket === null) return null;
  socket.write(`${JSON.stringify(request)}\n`);
  const line = await readLine(socket, { longest: longestAnswer, within });
  socket.destroy();
  return (line === null ? null : parseControlAnswer(line)) ?? noAnswer(note.pid);
}

function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}

function noAnswer(pid: number): ControlAnswer {
  return {
    ok: false,
    message: `the daemon (pid ${pid}) did not answer`,
    hint: `It may be stopping, or stuck: look at its log, or stop it with \`kill ${pid}\`.`,
  };
}
