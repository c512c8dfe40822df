import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The text of a small regular file of git's (a `.git` pointer, a .gitignore); null where it is none, too large or can't
 * be read. Opened without waiting, so that a file that has become a FIFO doesn't hang.
 */
export async function readSmallFile(path: string | Buffer, maxBytes: number): Promise<string | null> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > maxBytes) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(facts.size), 0, facts.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
