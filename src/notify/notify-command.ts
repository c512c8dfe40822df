// Tells new findings to a command of the user's: an argument list, never a shell; one digest a scan as JSON on its
// standard input. What fails is returned for the log: telling may not end a scan.
import { spawn } from 'node:child_process';
import { errorMessage } from '../model/errors.ts';
import type { Digest } from './digest.ts';

/** How long the command may run, in milliseconds. */
const commandWithin = 30_000;
/** How much of what a failing command says is told, in characters. */
const excerptLength = 500;

/**
 * Runs the command with the digest.
 * @returns what went wrong, one sentence, or null
 */
export function notifyCommand(
  command: readonly string[],
  digest: Digest,
  within: number = commandWithin,
): Promise<string | null> {
  const [program, ...args] = command;
  if (program === undefined) return Promise.resolve('the command of `notify` is empty');
  return new Promise((resolve) => {
    let said = '';
    const failed = (how: string): void => resolve(`the command ${program} ${how}`);
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
    const timeout = setTimeout(() => {
      failed(`was stopped after ${within / 1000} s`);
      killGroup(child.pid);
    }, within);
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, excerptLength)));
    child.stdin.on('error', () => undefined); // A command that does not read its input is free not to.
    child.on('error', (error) => {
      clearTimeout(timeout);
      failed(`cannot be run: ${errorMessage(error)}`);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timeout);
      if (code === 0) resolve(null);
      else
        failed(
          `${signal === null ? `ended with code ${code}` : `was ended by ${signal}`}${said === '' ? '' : `: ${said.trim()}`}`,
        );
    });
    child.stdin.end(`${JSON.stringify(digest)}\n`);
  });
}

/** Ends the command with all that it started: it leads a process group of its own. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
