// Where `--output` leads, and how a result gets there. A regular file is written beside its place and then moved there,
// so that nobody reads half of it. What is no regular file (a pipe, a device) is written into: a file moved over it
// would take it away. A symlink stays, and what it leads to is written.
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { errorCode, errorMessage, UserError } from '../model/errors.ts';
import type { CommandIo } from './io.ts';

export type OutputFile =
  /** Our own standard output or error under a name, such as /dev/stdout: that is open already, wherever it leads. */
  | { readonly kind: 'stream'; readonly write: (text: string) => void }
  /** A regular file, or none yet; no symlink. */
  | { readonly kind: 'file'; readonly path: string; readonly mode: number }
  /** A pipe or a device. */
  | { readonly kind: 'special'; readonly path: string };

/** A report says where weaknesses are: others need not read it, unless its owner lets them. */
const newFileMode = 0o600;
const permissionBits = 0o777;
const standardOutput = 1;
const standardError = 2;

/**
 * What a path that `--output` names stands for.
 * @throws UserError where nothing can be written there
 */
export function outputFile(path: string, io: Pick<CommandIo, 'cwd' | 'out' | 'error'>): OutputFile {
  const file = resolve(io.cwd, path);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found !== undefined && isSame(found, standardOutput)) return { kind: 'stream', write: io.out };
    if (found !== undefined && isSame(found, standardError)) return { kind: 'stream', write: io.error };
    if (found?.isDirectory() === true) throw new UserError(`${file} is a folder.`, 'Name a file in it with --output.');
    if (found?.isSocket() === true) throw new UserError(`${file} is a socket.`, 'Name a file or a pipe with --output.');
    if (found !== undefined && !found.isFile()) return { kind: 'special', path: file };
    const target = linkTarget(file);
    const folder = dirname(target);
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
      throw new UserError(`The folder ${folder} does not exist.`, 'Create it, or choose another place with --output.');
    }
    accessSync(folder, constants.W_OK);
    return { kind: 'file', path: target, mode: found === undefined ? newFileMode : found.mode & permissionBits };
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** Writes a result there. @throws UserError where it can't be written */
export function writeOutput(output: OutputFile, pieces: Iterable<string>): void {
  switch (output.kind) {
    case 'stream':
      for (const piece of pieces) output.write(piece);
      return;
    case 'special':
      writeInto(output.path, pieces);
      return;
    case 'file':
      replace(output, pieces);
      return;
  }
}

function replace({ path, mode }: { readonly path: string; readonly mode: number }, pieces: Iterable<string>): void {
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    const descriptor = openSync(unfinished, 'wx', newFileMode);
    try {
      for (const piece of pieces) writeFileSync(descriptor, piece);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw notWritable(path, error);
  }
}

/** A pipe blocks here until somebody reads it, as it does behind `>` of a shell. */
function writeInto(path: string, pieces: Iterable<string>): void {
  try {
    const descriptor = openSync(path, constants.O_WRONLY);
    try {
      for (const piece of pieces) writeFileSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Who read the pipe has read enough.
    if (errorCode(error) !== 'EPIPE') throw notWritable(path, error);
  }
}

/** The path behind all symlinks, also where the last one leads to a file that is not there yet. */
function linkTarget(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  try {
    return linkTarget(resolve(realpathSync(dirname(file)), readlinkSync(file)));
  } catch (error) {
    // EINVAL: no symlink, ENOENT: nothing at all.
    if (errorCode(error) === 'EINVAL' || errorCode(error) === 'ENOENT') return file;
    throw error;
  }
}

function isSame({ dev, ino }: Stats, descriptor: number): boolean {
  const open = fstatSync(descriptor);
  return open.dev === dev && open.ino === ino;
}

function notWritable(file: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message = `${file} can't be written: ${errorMessage(error)}`;
  return new UserError(message, 'Choose another place with --output.', { cause: error });
}
