// Where a command's result goes: standard output or a file. A file is written beside its place and then moved there, so
// that nobody reads half of it.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage, UserError } from '../model/errors.ts';
import { plainTerminal, terminal, type Terminal } from '../report/terminal.ts';
import { wantsColor, type CommandIo } from './io.ts';

export interface OutputOptions {
  readonly output?: string;
  /** `--no-color` sets it to false. */
  readonly color?: boolean;
}

/** The terminal that a result is laid out for: plain for a pipe or file. */
export function terminalFor(options: OutputOptions, io: CommandIo): Terminal {
  if (options.output !== undefined) return plainTerminal;
  const coloured = options.color !== false && wantsColor(io);
  return terminal(io.outputWidth ?? Infinity, coloured);
}

/** Writes a result's pieces. @throws UserError where the file can't be written */
export function print(pieces: Iterable<string>, options: OutputOptions, io: CommandIo): void {
  if (options.output === undefined) {
    for (const piece of pieces) io.out(piece);
    return;
  }
  const file = resolve(io.cwd, options.output);
  const unfinished = `${file}.${process.pid}.part`;
  try {
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      for (const piece of pieces) writeSync(descriptor, piece);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new UserError(`${file} can't be written: ${errorMessage(error)}`, 'Choose another place with --output.', {
      cause: error,
    });
  }
}
