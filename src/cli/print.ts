// Where a command's result goes, standard output or a file, and how it is laid out for that place.
import { plainTerminal, terminal, type Terminal } from '../report/terminal.ts';
import { wantsColor, type CommandIo } from './io.ts';
import { outputFile, writeOutput } from './output-file.ts';

export interface OutputOptions {
  readonly output?: string;
  /** `--no-color` sets it to false. */
  readonly color?: boolean;
}

/** The terminal that a result is laid out for: plain for a pipe or file. */
export function terminalFor(options: OutputOptions, io: CommandIo): Terminal {
  if (namedFile(options) !== null) return plainTerminal;
  const coloured = options.color !== false && wantsColor(io);
  return terminal(io.outputWidth ?? Infinity, coloured);
}

/** Refuses an `--output` that can't be written: before hours of work, not after them. @throws UserError */
export function checkOutput(options: OutputOptions, io: CommandIo): void {
  const file = namedFile(options);
  if (file !== null) outputFile(file, io);
}

/** Writes a result's pieces. @throws UserError where the file can't be written */
export function print(pieces: Iterable<string>, options: OutputOptions, io: CommandIo): void {
  const file = namedFile(options);
  if (file !== null) writeOutput(outputFile(file, io), pieces);
  else for (const piece of pieces) io.out(piece);
}

/** `-` means standard output, as with other programs. */
function namedFile({ output }: OutputOptions): string | null {
  return output === undefined || output === '-' ? null : output;
}
