// Folds bursts of file events into one batch a repository: a batch goes out when nothing happened for a quiet time, and
// at the latest after an upper bound, so that a log that never rests delays nothing for ever. (Quiet time and bound:
// the thought of syncthing's watchaggregator.) Very many paths become the whole repository: one sweep is cheaper.
import type { Timer } from './timer.ts';

export interface Batch {
  /** Absolute path of the root. */
  readonly repository: string;
  /** Relative paths, each once; null: the whole repository. */
  readonly paths: readonly string[] | null;
}

export interface FoldOptions {
  readonly emit: (batch: Batch) => void;
  readonly timer: Timer;
  /** Milliseconds without an event after which a batch goes out. */
  readonly quiet: number;
  /** Milliseconds after the first event of a batch by which it goes out in any case. */
  readonly bound: number;
}

/** More paths than this are told as the whole repository. */
export const pathLimit = 512;

export interface Fold {
  /** Paths that changed; null: the whole repository. */
  touch(repository: string, paths: readonly string[] | null): void;
  /** Drops what waits for a repository that is no longer watched. */
  forget(repository: string): void;
  /** Drops all that waits. */
  close(): void;
}

interface OpenBatch {
  /** null: the whole repository. */
  paths: Set<string> | null;
  cancelQuiet: () => void;
  readonly cancelBound: () => void;
}

export function foldBursts({ emit, timer, quiet, bound }: FoldOptions): Fold {
  const open = new Map<string, OpenBatch>();

  function finish(repository: string): OpenBatch | undefined {
    const batch = open.get(repository);
    batch?.cancelQuiet();
    batch?.cancelBound();
    open.delete(repository);
    return batch;
  }

  function send(repository: string): void {
    const batch = finish(repository);
    if (batch !== undefined) emit({ repository, paths: batch.paths === null ? null : [...batch.paths] });
  }

  return {
    touch(repository, paths) {
      if (paths?.length === 0) return;
      let batch = open.get(repository);
      if (batch === undefined) {
        const cancelBound = timer(bound, () => send(repository));
        batch = { paths: new Set(), cancelQuiet: () => undefined, cancelBound };
        open.set(repository, batch);
      }
      if (paths === null) batch.paths = null;
      for (const path of paths ?? []) batch.paths?.add(path);
      if ((batch.paths?.size ?? 0) > pathLimit) batch.paths = null;
      batch.cancelQuiet();
      batch.cancelQuiet = timer(quiet, () => send(repository));
    },
    forget(repository) {
      finish(repository);
    },
    close() {
      for (const repository of open.keys()) finish(repository);
    },
  };
}
