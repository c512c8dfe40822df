import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import { holdLease, type HeldLease } from '../../src/scan/hold-lease.ts';
import type { Lease } from '../../src/store/records.ts';
import { openTestStore } from '../store/scenario.ts';

const holder = { pid: 1, host: 'here' };
const renewals = 5_000;

/** A lease whose renewals end as `renew` says. */
function holdWith(lease: Partial<Lease>): Promise<HeldLease> {
  const outcome = { kind: 'acquired' as const, lease: { renew: () => true, release: () => undefined, ...lease } };
  const store = { ...openTestStore(), acquireLease: () => outcome };
  return holdLease(store, 1, holder, () => undefined, undefined);
}

const noSpace = (): never => {
  throw new UserError('There is no space left.', 'Free some.');
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('holdLease', () => {
  it('is renewed until it is given back, and told when another process took it', async () => {
    const renew = vi.fn<() => boolean>().mockReturnValueOnce(true).mockReturnValue(false);
    const held = await holdWith({ renew });
    vi.advanceTimersByTime(renewals);
    expect(held.stillHeld()).toBe(true);
    vi.advanceTimersByTime(renewals);
    expect(held.stillHeld()).toBe(false);
    held.release();
    vi.advanceTimersByTime(10 * renewals);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('survives a full disk, on which it can be neither renewed nor given back', async () => {
    const renew = vi.fn<() => boolean>().mockImplementationOnce(noSpace).mockReturnValue(true);
    const held = await holdWith({ renew, release: noSpace });
    vi.advanceTimersByTime(2 * renewals);
    expect(renew).toHaveBeenCalledTimes(2);
    expect(held.stillHeld()).toBe(true);
    expect(() => held.release()).not.toThrow();
  });

  it('hides no fault of the program', async () => {
    const broken = new TypeError('broken');
    const held = await holdWith({
      release: () => {
        throw broken;
      },
    });
    expect(() => held.release()).toThrow(broken);
  });
});
