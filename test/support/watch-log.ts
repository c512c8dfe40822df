import { onTestFinished } from 'vitest';
import type { FileWatcher, WatchEvent, WatchListener } from '../../src/watch/file-watcher.ts';

/** What a watcher said, and a way to wait for more of it. */
export interface WatchLog {
  readonly watcher: FileWatcher;
  readonly events: readonly WatchEvent[];
  /** Forgets what was said so far. */
  clear(): void;
  /** Resolves when the events since the last `clear` satisfy the condition; fails after a while with what was said. */
  until(condition: (events: readonly WatchEvent[]) => boolean, what: string, patience?: number): Promise<void>;
  /** Waits until each path was told: itself, a folder above it, or its repository as a whole. */
  untilTold(root: string, paths: readonly string[]): Promise<void>;
}

/** Starts a watcher that is closed when the running test ends. */
export function watchLog(create: (listener: WatchListener) => FileWatcher): WatchLog {
  const events: WatchEvent[] = [];
  const waiters = new Set<() => void>();
  const watcher = create((event) => {
    events.push(event);
    for (const check of waiters) check();
  });
  onTestFinished(() => watcher.close());

  function until(
    condition: (events: readonly WatchEvent[]) => boolean,
    what: string,
    patience = 15_000,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        waiters.delete(check);
        reject(new Error(`never told: ${what}\nevents: ${JSON.stringify(events, null, 1).slice(0, 4_000)}`));
      }, patience);
      function check(): void {
        if (!condition(events)) return;
        clearTimeout(timeout);
        waiters.delete(check);
        resolve();
      }
      waiters.add(check);
      check();
    });
  }

  return {
    watcher,
    events,
    clear: () => void (events.length = 0),
    until,
    untilTold: (root, paths) =>
      until((said) => untold(said, root, paths).length === 0, `${paths.slice(0, 20).join(', ')} of ${root}`),
  };
}

/** The paths that no event covers. */
function untold(events: readonly WatchEvent[], root: string, paths: readonly string[]): readonly string[] {
  const own = events.filter((event) => event.root === root);
  if (own.some((event) => event.type === 'whole')) return [];
  const told = new Set(own.flatMap((event) => (event.type === 'dirty' ? event.paths : [])));
  const isTold = (path: string): boolean => {
    const parts = path.split('/');
    return parts.some((_, index) => told.has(parts.slice(0, index + 1).join('/')));
  };
  return paths.filter((path) => !isTold(path));
}
