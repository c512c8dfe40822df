// Sweeps: a request for each whole repository at once and then from time to time, so that what the file events missed
// does not stay missed. The scan compares the tree's stat facts with the store, so a sweep that finds nothing is cheap.
import type { Timer } from './timer.ts';

export interface SweepOptions {
  /** Asks for a sweep of the repository; `first` at its start. */
  readonly sweep: (repository: string, first: boolean) => void;
  readonly timer: Timer;
  /** 0 ≤ x < 1; spreads the sweeps of many repositories. */
  readonly random: () => number;
  /** Milliseconds between two sweeps of a repository, at most; jitter takes up to a tenth away. */
  readonly every: number;
}

export interface Sweeps {
  /** Sweeps the repository now and then then again and again. */
  add(repository: string): void;
  remove(repository: string): void;
  close(): void;
}

export function startSweeps({ sweep, timer, random, every }: SweepOptions): Sweeps {
  const cancel = new Map<string, () => void>();

  function arm(repository: string): void {
    const pause = every * (1 - 0.1 * random());
    const again = (): void => {
      arm(repository);
      sweep(repository, false);
    };
    cancel.set(repository, timer(pause, again));
  }

  function remove(repository: string): void {
    cancel.get(repository)?.();
    cancel.delete(repository);
  }

  return {
    add(repository) {
      remove(repository);
      arm(repository);
      sweep(repository, true);
    },
    remove,
    close() {
      for (const repository of cancel.keys()) remove(repository);
    },
  };
}
