// The file watcher in a thread of its own, seen from the main thread. If the thread dies, another one takes its roots,
// and every repository is dirty as a whole: nobody knows what was missed meanwhile.
import { Worker } from 'node:worker_threads';
import type { FileWatcher, WatchListener } from './file-watcher.ts';
import type { PruneRules } from './prune.ts';
import type { WatchCommand, WatchMessage } from './watch-worker.ts';

const isSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(isSource ? './watch-worker.ts' : './watch-worker.js', import.meta.url);
/** The first pause before a new thread is started, in milliseconds; doubled up to a minute while it keeps dying. */
const firstPause = 250;

interface PendingCommand {
  readonly command: WatchCommand;
  readonly resolve: () => void;
}

export interface WorkerWatcherOptions {
  readonly listener: WatchListener;
  /** The thread died and is started again; for the log. */
  readonly onCrash: (error: Error) => void;
}

/** Starts the thread. Nothing keeps the thread alive but `close`. */
export function createWorkerWatcher({ listener, onCrash }: WorkerWatcherOptions): FileWatcher {
  const roots = new Map<string, PruneRules>();
  const pending = new Map<number, PendingCommand>();
  let lastId = 0;
  let closing = false;
  let pause = firstPause;
  let restart: NodeJS.Timeout | null = null;
  let worker = start();

  function start(): Worker {
    const next = new Worker(workerFile, isSource ? { execArgv: ['--import', 'tsx'] } : {});
    next.on('message', (message: WatchMessage) => {
      if (message.type === 'event') return listener(message.event);
      pause = firstPause;
      pending.get(message.id)?.resolve();
      pending.delete(message.id);
    });
    let failure = new Error('the watcher thread ended');
    next.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))));
    next.on('exit', () => {
      if (closing) return settleAll();
      onCrash(failure);
      restart = setTimeout(startAgain, pause);
      pause = Math.min(pause * 2, 60_000);
    });
    return next;
  }

  function startAgain(): void {
    worker = start();
    // Every root once more, also those whose `add` is still awaited: its answer comes from the new thread.
    const awaited = new Map(
      [...pending.values()].flatMap(({ command }) => (command.type === 'add' ? [[command.root, command.id]] : [])),
    );
    const removals = [...pending.values()].filter(({ command }) => command.type !== 'add');
    for (const [root, prune] of roots) {
      post({ type: 'add', id: awaited.get(root) ?? (lastId += 1), root, prune });
      listener({ type: 'whole', root, reason: 'restart' });
    }
    for (const { command } of removals) post(command);
  }

  function post(command: WatchCommand): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(command);
  }

  function settleAll(): void {
    for (const { resolve } of pending.values()) resolve();
    pending.clear();
  }

  function send(command: WatchCommand): Promise<void> {
    return new Promise((resolve) => {
      pending.set(command.id, { command, resolve });
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
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      if (worker.threadId === -1) return settleAll();
      post({ type: 'close', id: (lastId += 1) });
      const patience = setTimeout(() => void worker.terminate(), 1_000);
      await ended;
      clearTimeout(patience);
    },
  };
}
