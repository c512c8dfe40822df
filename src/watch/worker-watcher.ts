// The file watcher in a thread of its own, seen from the main thread. If the thread dies, another one takes its roots,
// and every repository is dirty as a whole: nobody knows what was missed meanwhile.
import type { Worker } from 'node:worker_threads';
import type { FileWatcher, WatchListener } from './file-watcher.ts';
import type { PruneRules } from './prune.ts';
import type { WatchCommand, WatchMessage } from './watch-worker.ts';
import { startWorker } from './worker-start.ts';

/** The first pause before a new thread is started, in milliseconds; doubled up to a minute while it keeps dying. */
const firstPause = 250;

export interface WorkerWatcherOptions {
  readonly listener: WatchListener;
  /** The thread died and is started again; for the log. */
  readonly onCrash: (error: Error) => void;
}

/** Starts the thread. Nothing keeps the thread alive but `close`. */
export function createWorkerWatcher({ listener, onCrash }: WorkerWatcherOptions): FileWatcher {
  const roots = new Map<string, PruneRules>();
  const pending = new Map<number, () => void>();
  let lastId = 0;
  let closing = false;
  let pause = firstPause;
  let restart: NodeJS.Timeout | null = null;
  let worker = start();

  function start(): Worker {
    const next = startWorker('watch-worker');
    next.on('message', (message: WatchMessage) => {
      if (message.type === 'event') return listener(message.event);
      pause = firstPause;
      pending.get(message.id)?.();
      pending.delete(message.id);
    });
    let failure = new Error('the watcher thread ended');
    next.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))));
    next.on('exit', () => {
      // Nobody waits for a thread that may never start: sweeps go on without it.
      for (const resolve of pending.values()) resolve();
      pending.clear();
      if (closing) return;
      onCrash(failure);
      restart = setTimeout(startAgain, pause);
      pause = Math.min(pause * 2, 60_000);
    });
    return next;
  }

  function startAgain(): void {
    worker = start();
    for (const [root, prune] of roots) {
      void send({ type: 'add', id: (lastId += 1), root, prune }).then(() => {
        if (roots.has(root)) listener({ type: 'whole', root, reason: 'restart' });
      });
    }
  }

  function post(command: WatchCommand): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(command);
  }

  function send(command: WatchCommand): Promise<void> {
    if (worker.threadId === -1) return Promise.resolve(); // Ended; `startAgain` brings what `roots` says.
    return new Promise((resolve) => {
      pending.set(command.id, resolve);
      post(command);
    });
  }

  return {
    add(root, prune) {
      roots.set(root, prune);
      return send({ type: 'add', id: (lastId += 1), root, prune });
    },
    remove(root) {
      roots.delete(root);
      return send({ type: 'remove', id: (lastId += 1), root });
    },
    async close() {
      closing = true;
      if (restart !== null) clearTimeout(restart);
      if (worker.threadId === -1) return;
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const patience = setTimeout(() => void worker.terminate(), 1_000);
      post({ type: 'close', id: (lastId += 1) });
      await ended;
      clearTimeout(patience);
    },
  };
}
