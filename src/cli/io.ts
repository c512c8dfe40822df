// What a command may touch of the process, so that commands can be run in tests as well. The environment is read here and
// in daemon/ only.
import { errorCode, errorMessage } from '../model/errors.ts';

export interface CommandIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Columns of the terminal on standard output; null on a pipe or file. */
  readonly outputWidth: number | null;
  /** Columns of the terminal on standard error, where progress is shown; null on a pipe or file. */
  readonly errorWidth: number | null;
  readonly now: () => Date;
}

/** Exit codes, documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Usage or configuration. */
  usage: 2,
  /** With `--strict`: some files could not be analysed. */
  incomplete: 3,
  /** Our fault. */
  internal: 70,
  /** Ended by Ctrl-C, as shells have it. */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

/** The real process. */
export function processIo(): CommandIo {
  return {
    out: (text) => writeUnlessBroken(process.stdout, text),
    error: (text) => writeUnlessBroken(process.stderr, text),
    environment: process.env,
    cwd: currentFolder(),
    outputWidth: widthOf(process.stdout),
    errorWidth: widthOf(process.stderr),
    now: () => new Date(),
  };
}

/** Where it was deleted, its name is enough: whoever needs the folder says that it does not exist. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env['PWD'] ?? '/';
  }
}

/** A terminal without a size (the log of a container) says 0, or nothing. */
function widthOf({ isTTY, columns }: NodeJS.WriteStream): number | null {
  return isTTY ? columns || 80 : null;
}

/** Colours: asked for by nobody on a pipe; never with NO_COLOR (no-color.org); forced by FORCE_COLOR. */
export function wantsColor(io: CommandIo): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = io.environment;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '' && force !== '0') return true;
  return io.outputWidth !== null && term !== 'dumb';
}

/** After its first error nothing more can be written to a stream. */
function writeUnlessBroken(stream: NodeJS.WriteStream, text: string): void {
  if (stream.errored === null) stream.write(text);
}

/**
 * Listens to what befalls standard output and error, which would end the process as a crash. A reader who has read enough
 * (`| head`) is no fault and changes no exit code; the returned function says whether there was another one.
 */
export function surviveBrokenOutput(): () => boolean {
  let failed = false;
  process.stdout.on('error', (error) => {
    if (errorCode(error) === 'EPIPE') return;
    failed = true;
    process.exitCode = exitCodes.usage;
    process.stderr.write(
      `tocsin: standard output can't be written: ${errorMessage(error)}\nMake room, or redirect it.\n`,
    );
  });
  // There is nowhere left to say it.
  process.stderr.on('error', () => undefined);
  return () => failed;
}
