import { describe, expect, it } from 'vitest';
import { exposureDays } from '../../src/report/exposure.ts';

const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T12:00:00.000Z`;
const now = new Date(day(21));

describe('exposureDays', () => {
  it('counts to now while open, to the end when closed', () => {
    expect(exposureDays({ firstSeen: day(1), closedAt: null }, [], now)).toBe(20);
    expect(exposureDays({ firstSeen: day(1), closedAt: day(4) }, [], now)).toBe(3);
  });

  it('leaves out the time between a fix and its return', () => {
    const history = [
      { type: 'reopened', at: day(10) },
      { type: 'opened', at: day(1) },
      { type: 'fixed', at: day(3) },
    ] as const;
    expect(exposureDays({ firstSeen: day(1), closedAt: null }, history, now)).toBe(2 + 11);
    const closed = [...history, { type: 'closed', at: day(12) }] as const;
    expect(exposureDays({ firstSeen: day(1), closedAt: day(12) }, closed, now)).toBe(2 + 2);
  });

  it('is never negative, whatever the clocks did', () => {
    expect(exposureDays({ firstSeen: day(30), closedAt: null }, [], now)).toBe(0);
  });
});
