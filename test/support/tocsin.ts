// Runs the built program as a person would: as a process of its own, with an environment of its own.
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A home for one test's program: its state folder and working folder. */
export interface Installation {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly database: string;
  /** Runs it as this user and group; absent: as who runs the test. */
  readonly user?: number;
}

/** An installation whose program is bound by permissions, which don't bind root. Its folders must be open to everybody. */
export function boundInstallation(home: Installation): Installation {
  const nobody = 65_534;
  return process.geteuid?.() === 0 ? { ...home, user: nobody } : home;
}

/** An installation whose state is below `folder`. */
export function installation(folder: string, cwd: string): Installation {
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  return {
    cwd,
    environment: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: state, TZ: 'UTC' },
    database: join(state, 'tocsin', 'tocsin.db'),
  };
}

/** Runs a command to its end. */
export function tocsin({ cwd, environment, user }: Installation, ...args: readonly string[]): Promise<RunResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      {
        cwd,
        env: environment,
        maxBuffer: 256 * 1024 * 1024,
        ...(user === undefined ? {} : { uid: user, gid: user }),
      },
      (error, out, errorText) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, out, error: errorText });
      },
    );
  });
}

/** Runs a command to its end with an open file (a pipe, a device) for its standard output, and reads what it says on standard error. */
export async function tocsinInto(
  descriptor: number,
  { cwd, environment }: Installation,
  ...args: readonly string[]
): Promise<Omit<RunResult, 'out'>> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', descriptor, 'pipe'],
  });
  const error = await text(child.stderr!);
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode ?? -1, error };
}

/**
 * Runs a command on a terminal of so many columns (0: one that does not know its size), with util-linux's `script`.
 * `out` is what the terminal got from both streams.
 */
export function tocsinOnTerminal(
  columns: number,
  { cwd, environment }: Installation,
  ...args: readonly string[]
): Promise<RunResult> {
  // Nothing is pasted into the shell's text: the words come by the environment.
  const words = Object.fromEntries([process.execPath, program, ...args].map((word, index) => [`WORD${index}`, word]));
  const command = Object.keys(words).map((name) => `"$${name}"`);
  return new Promise((resolve) => {
    execFile(
      'script',
      ['-qec', `stty cols ${columns} rows 24; exec ${command.join(' ')}`, '/dev/null'],
      { cwd, env: { TERM: 'xterm', ...environment, ...words }, maxBuffer: 256 * 1024 * 1024 },
      (error, out, errorText) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, out: out.replaceAll('\r\n', '\n'), error: errorText });
      },
    );
  });
}

/** Whether there is a `script` that can do that. */
export const hasTerminals =
  process.platform === 'linux' && spawnSync('script', ['-qec', 'stty cols 40', '/dev/null']).status === 0;

export interface RunningProgram {
  readonly process: ChildProcess;
  /** Everything printed so far, both streams. */
  printed(): string;
  /** Resolves with the rest of the output from the match on, once the pattern occurs after `from` (default: 0). */
  waitFor(pattern: RegExp, from?: number): Promise<string>;
  /** Resolves once the pattern (with flag `g`) occurs so often, or the program has ended. */
  waitForLines(pattern: RegExp, count: number): Promise<void>;
  /** Sends a signal and resolves with the exit code (null: ended by the signal). */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
}

/** Starts a command that goes on running; it is killed when the test ends. */
export function startTocsin({ cwd, environment }: Installation, ...args: readonly string[]): RunningProgram {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const changed: (() => void)[] = [];
  const note = (piece: string): void => {
    printed += piece;
    for (const wake of changed.splice(0)) wake();
  };
  child.stdout.setEncoding('utf8').on('data', note);
  child.stderr.setEncoding('utf8').on('data', note);
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => {
      resolve(code ?? signal);
      for (const wake of changed.splice(0)) wake();
    });
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const change = (): Promise<void> => new Promise((resolve) => changed.push(resolve));
  return {
    process: child,
    printed: () => printed,
    async waitFor(pattern, from = 0) {
      for (;;) {
        const match = pattern.exec(printed.slice(from));
        if (match !== null) return printed.slice(from + match.index);
        if (hasEnded()) throw new Error(`the program ended before it printed ${pattern}:\n${printed}`);
        await change();
      }
    },
    async waitForLines(pattern, count) {
      while ((printed.match(pattern)?.length ?? 0) < count && !hasEnded()) await change();
    },
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
