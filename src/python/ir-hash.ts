// The hash that says whether a module's meaning may have changed: it covers the IR, but neither positions nor comments.
import { createHash } from 'node:crypto';
import type { Stmt } from './ir.ts';

/** Characters gathered before they are given to the hash. */
const chunkLength = 1 << 16;

/** sha256 of the IR without its node numbers, hexadecimal. */
export function hashIr(body: readonly Stmt[]): string {
  const hash = createHash('sha256');
  let chunk = '';
  const write = (value: unknown): void => {
    if (typeof value === 'string') chunk += `"${value.length}:${value}`;
    else if (typeof value === 'number' || typeof value === 'boolean') chunk += `${value};`;
    else if (value === null || typeof value !== 'object') chunk += '-';
    else if (Array.isArray(value)) {
      chunk += `[${value.length};`;
      for (const item of value) write(item);
    } else {
      chunk += '{';
      for (const [key, member] of Object.entries(value)) {
        if (key === 'node' || key === 'nameNode' || key === 'restNode') continue;
        chunk += key;
        write(member);
      }
      chunk += '}';
    }
    if (chunk.length > chunkLength) {
      hash.update(chunk);
      chunk = '';
    }
  };
  write(body);
  return hash.update(chunk).digest('hex');
}
