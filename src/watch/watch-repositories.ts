// Watching as a whole: file events are folded into scan requests, and sweeps repair what the events missed. May not
// scan, nor know what a scan is: it hands requests to `submit`.
import type { WatchConfig } from '../config/config.ts';
import type { ScanRequest } from '../model/scan.ts';
import type { FileWatcher, WatchEvent, WatchListener } from './file-watcher.ts';
import { foldBursts } from './fold-bursts.ts';
import type { PruneRules } from './prune.ts';
import { startSweeps } from './reconcile.ts';
import { systemTimer, type Timer } from './timer.ts';

export interface WatchOptions {
  readonly createWatcher: (listener: WatchListener) => FileWatcher;
  readonly submit: (request: ScanRequest) => void;
  /** Tells, once a repository, that some of its folders are swept because they cannot be watched. */
  readonly onDegraded: (event: Extract<WatchEvent, { type: 'degraded' }>) => void;
  /** When a batch of changes goes out, and how often each repository is swept. */
  readonly times: Pick<WatchConfig, 'quietMs' | 'upperBoundMs' | 'sweepIntervalMs'>;
  readonly timer?: Timer;
  readonly random?: () => number;
}

export interface WatchedRepository {
  readonly root: string;
  /** attaching: the watches are being set; degraded: some folders are swept instead. */
  readonly state: 'attaching' | 'watched' | 'degraded';
}

export interface RepositoryWatch {
  /** Watches a repository; when its watches are set it is swept, so that nothing falls between. */
  add(root: string, prune: PruneRules): Promise<void>;
  remove(root: string): Promise<void>;
  /** For `status`. */
  repositories(): readonly WatchedRepository[];
  close(): Promise<void>;
}

export function watchRepositories(options: WatchOptions): RepositoryWatch {
  const { submit, times, timer = systemTimer, random = Math.random } = options;
  const states = new Map<string, WatchedRepository['state']>();
  const fold = foldBursts({
    timer,
    quiet: times.quietMs,
    bound: times.upperBoundMs,
    emit: ({ repository, paths }) => submit({ repository, trigger: 'watch', ...(paths === null ? {} : { paths }) }),
  });
  const sweeps = startSweeps({
    timer,
    random,
    every: times.sweepIntervalMs,
    sweep: (repository, first) => submit({ repository, trigger: first ? 'startup' : 'watch' }),
  });
  const watcher = options.createWatcher((event) => {
    if (!states.has(event.root)) return;
    if (event.type === 'dirty') fold.touch(event.root, event.paths);
    else if (event.type === 'whole') fold.touch(event.root, null);
    else {
      states.set(event.root, 'degraded');
      options.onDegraded(event);
    }
  });

  return {
    async add(root, prune) {
      if (states.has(root)) return;
      states.set(root, 'attaching');
      await watcher.add(root, prune);
      if (!states.has(root)) return;
      if (states.get(root) === 'attaching') states.set(root, 'watched');
      sweeps.add(root);
    },
    async remove(root) {
      states.delete(root);
      fold.forget(root);
      sweeps.remove(root);
      await watcher.remove(root);
    },
    repositories: () => [...states].map(([root, state]) => ({ root, state })),
    async close() {
      states.clear();
      fold.close();
      sweeps.close();
      await watcher.close();
    },
  };
}
