import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../model/errors.ts';
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
    // A database that can't be written right now (a full disk) is no loss yet: the lease lasts for many renewals.
    held &&= unlessUnwritable(() => lease.renew()) ?? true;
  }, renewEvery);
  timer.unref();
  return {
    stillHeld: () => held,
    release() {
      clearInterval(timer);
      // A lease that can't be deleted does no harm here, and elsewhere only until it expires; the scan's own end counts.
      unlessUnwritable(() => lease.release());
    },
  };
}

/** What `action` returns; null where the database can't be written. */
function unlessUnwritable<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
