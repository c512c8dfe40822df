import { isUtf8 } from 'node:buffer';

// File names are bytes, paths in reports are text. Names that are UTF-8 stay as they are; other bytes are written `\xNN`.
// A backslash that would look like such an escape is itself written `\x5c`, so the two ways are each other's inverse
// and no two files share a path.

const escapeLookalike = /\\(?=x[0-9a-f]{2})/g;

/** The path for a file name's bytes. */
export function pathFromBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return escapeText(bytes.toString('utf8'));
  let path = '';
  let wholeFrom = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      path += `${escapeText(bytes.toString('utf8', wholeFrom, at))}\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
      wholeFrom = at + 1;
    }
    at += Math.max(1, length);
  }
  return path + escapeText(bytes.toString('utf8', wholeFrom));
}

/** The bytes of the file's name for a path that `pathFromBytes` gave. */
export function pathToBytes(path: string): Buffer {
  if (!path.includes('\\x')) return Buffer.from(path);
  // Odd parts are the digits of an escape.
  const parts = path.split(/\\x([0-9a-f]{2})/);
  return Buffer.concat(parts.map((part, at) => Buffer.from(part, at % 2 === 1 ? 'hex' : 'utf8')));
}

/** What to open for a path below `root`, which is absolute and taken as it is. */
export function absoluteBytes(root: string, path: string): Buffer {
  return path === ''
    ? Buffer.from(root)
    : Buffer.concat([Buffer.from(root.endsWith('/') ? root : `${root}/`), pathToBytes(path)]);
}

/** The same as text for those who take only text; null where the path is not UTF-8. */
export function absoluteText(root: string, path: string): string | null {
  const bytes = absoluteBytes(root, path);
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

function escapeText(text: string): string {
  return text.includes('\\x') ? text.replaceAll(escapeLookalike, '\\x5c') : text;
}

/** How many bytes the UTF-8 character at `at` has; 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  return [1, 2, 3, 4].find((length) => at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) ?? 0;
}
