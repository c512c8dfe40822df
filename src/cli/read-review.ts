import { closeSync, openSync, readSync } from 'node:fs';
import { errorMessage, UserError } from '../model/errors.ts';

/** Longer ones are no review. */
const maxReviewBytes = 1024 * 1024;

/**
 * The review in prose that `--against` names. It may be a pipe, as `<(…)` of a shell is, whose size nobody knows before its
 * end: no more is read than a review can be.
 * @throws UserError where it can't be read
 */
export function readReview(path: string): string {
  const bytes = Buffer.alloc(maxReviewBytes + 1);
  const length = readInto(bytes, path);
  if (length <= maxReviewBytes) return bytes.toString('utf8', 0, length);
  throw new UserError(`${path} is larger than a review can be.`, 'Name a text file of at most 1 MiB.');
}

/** Reads until the end or until `bytes` are full; gives their number. */
function readInto(bytes: Buffer, path: string): number {
  try {
    const descriptor = openSync(path, 'r');
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null);
      }
      return length;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new UserError(`The review can't be read: ${errorMessage(error)}`, 'Name a text file.', { cause: error });
  }
}
