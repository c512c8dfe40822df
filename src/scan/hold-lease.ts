import { setTimeout as pause } from 'node:timers/promises';
import type { LeaseHolder } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { ScanAborted } from './scan-aborted.ts';

export interface HeldLease {
  /** False once another process has taken the lease over: the scan must stop. */
  stillHeld(): boolean;
  release(): void;
}

/** How often a free lease is looked for, and how often ours is renewed, milliseconds. */
const lookEvery = 200;
const renewEvery = 5000;

/**
 * Waits until this process has the right to scan the repository, and keeps renewing it until it is released.
 * @throws ScanAborted when `signal` is aborted while waiting
 */
export async function holdLease(
  store: Store,
  repositoryId: number,
  holder: LeaseHolder,
  note: (message: string) => void,
  signal: AbortSignal | undefined,
): Promise<HeldLease> {
  let outcome = store.acquireLease(repositoryId, holder);
  if (outcome.kind === 'held') {
    note(`Process ${outcome.heldBy.pid} on ${outcome.heldBy.host} is scanning this repository: waiting for it.`);
  }
  while (outcome.kind === 'held') {
    if (signal?.aborted === true) throw new ScanAborted('The scan was stopped before it began.');
    // Nobody tells when another process lets go: looking again is the only way.
    await pause(lookEvery);
    outcome = store.acquireLease(repositoryId, holder);
  }
  const { lease } = outcome;
  let held = true;
  const timer = setInterval(() => {
    held &&= lease.renew();
  }, renewEvery);
  timer.unref();
  return {
    stillHeld: () => held,
    release() {
      clearInterval(timer);
      lease.release();
    },
  };
}
