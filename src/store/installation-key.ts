// The secret key of this installation, in a file `.key` beside the database, named after it: with it, hashes of secrets and of lines say
// nothing to whoever has only the database. Made once; never in the database itself.
import { createHash, createHmac } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import { errorCode } from './sqlite-errors.ts';

/** Bytes of a key. */
const keyLength = 32;

/**
 * Reads the key beside the database `file`, or makes one. Processes that make one at the same time all get the same:
 * it is written whole to a file of its own, and a hard link puts it in its place if nobody was faster.
 */
export function loadInstallationKey(file: string, randomBytes: (size: number) => Buffer): Buffer {
  if (file === ':memory:') return randomBytes(keyLength);
  const place = `${file}.key`;
  return readKey(place) ?? makeKey(place, randomBytes);
}

/** Tells keys apart without giving one away. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update('tocsin key id').update(key).digest('hex').slice(0, 16);
}

/** A key of 16 bytes for line hashes. */
export function deriveLineHashKey(key: Buffer): Buffer {
  return createHmac('sha256', key).update('tocsin line hashes').digest().subarray(0, 16);
}

function readKey(place: string): Buffer | null {
  let key: Buffer;
  try {
    key = readFileSync(place);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  if (key.length === keyLength) return key;
  throw new UserError(
    `${place} should hold ${keyLength} bytes, this installation's key, but holds ${key.length}.`,
    'Put it back from a backup, or remove it: a new one is made then, and secrets that are known now will be found as new.',
  );
}

function makeKey(place: string, randomBytes: (size: number) => Buffer): Buffer {
  const draft = `${place}.${randomBytes(8).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, randomBytes(keyLength));
    fsyncSync(handle);
    linkSync(draft, place);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
  const key = readKey(place);
  if (key === null) throw new Error(`${place} vanished while it was made`);
  return key;
}
