// Ends threads where that is safe. A thread that is ended while native code runs JavaScript, as tree-sitter does when it
// asks for more text, takes the whole process with it: the exception that ends it has no way through the native frames
// (`terminate called after throwing an instance of 'Napi::Error'`). So native work is marked, and whoever ends a thread
// waits for its end; a thread that was told to stop begins no more of it.
import { setTimeout as delay } from 'node:timers/promises';

/** Shared by the thread that works and the one that may stop it; one for each piece of work. */
export type StopFlag = SharedArrayBuffer;

const free = 0;
const inNative = 1;
const stopped = 2;

/** Native work takes milliseconds to a few seconds; looking more often costs more than it saves. */
const pause = 2;

export function createStopFlag(): StopFlag {
  return new SharedArrayBuffer(4);
}

/** Resolves once the thread is in no native work and will begin none: from then on it may be ended. */
export async function whenStoppable(flag: StopFlag): Promise<void> {
  const state = new Int32Array(flag);
  while (Atomics.compareExchange(state, 0, free, stopped) === inNative) await delay(pause);
}

let current: Int32Array | null = null;

/** The working thread's side: this piece of work can be stopped by that flag; null: by none. */
export function obey(flag: StopFlag | null): void {
  current = flag === null ? null : new Int32Array(flag);
}

/**
 * Does native work.
 * @throws Error where the thread was told to stop
 */
export function nativeWork<T>(work: () => T): T {
  const state = current;
  if (state === null) return work();
  if (Atomics.compareExchange(state, 0, free, inNative) === stopped) throw new Error('stopped');
  try {
    return work();
  } finally {
    Atomics.store(state, 0, free);
  }
}
