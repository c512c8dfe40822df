import { execFileSync } from 'node:child_process';

/** Makes a named pipe: opening it to read waits for ever, since nobody writes. */
export function makeNamedPipe(path: string): void {
  execFileSync('/usr/bin/env', ['mkfifo', path]);
}
