import type { Socket } from 'node:net';

export interface LineLimits {
  /** Bytes. */
  readonly longest: number;
  /** Milliseconds; null: no limit. */
  readonly within: number | null;
}

/** The first line that comes over a socket, without its end; null where the socket ends, fails or breaks a limit first. */
export function readLine(socket: Socket, { longest, within }: LineLimits): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timeout = within === null ? undefined : setTimeout(() => finish(null), within);
    function finish(line: string | null): void {
      clearTimeout(timeout);
      socket.off('data', onData).off('end', onEnd).off('close', onEnd);
      resolve(line);
    }
    const onEnd = (): void => finish(null);
    function onData(chunk: Buffer): void {
      const newline = chunk.indexOf(0x0a);
      chunks.push(newline === -1 ? chunk : chunk.subarray(0, newline));
      length += chunk.length;
      if (newline !== -1) finish(Buffer.concat(chunks).toString('utf8'));
      else if (length > longest) finish(null);
    }
    socket.on('data', onData).on('end', onEnd).on('close', onEnd);
  });
}
