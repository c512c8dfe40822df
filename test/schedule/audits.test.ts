import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Audit, cronProblem, startAudits } from '../../src/schedule/audits.ts';

describe('cronProblem', () => {
  it('accepts five fields, and six with seconds', () => {
    expect(['0 3 * * 1-5', '*/10 * * * * *', '0 0 1 jan sun'].map(cronProblem)).toEqual([null, null, null]);
  });

  it('says which field is wrong', () => {
    expect(cronProblem('61 * * * *')).toBe('"61" is not possible as minute');
    expect(cronProblem('0 25 * * *')).toBe('"25" is not possible as hour');
    expect(cronProblem('0 0 30 2 *')).toBe('"30" is not possible as day of month');
    expect(cronProblem('0 0')).toMatch(/expected 5 or 6 fields/);
    expect(cronProblem('')).not.toBeNull();
  });
});

function start(audits: readonly Audit[], run: (audit: Audit) => Promise<void>) {
  const [errors, notices]: [unknown[], string[]] = [[], []];
  const started = startAudits({
    audits,
    run,
    onError: (error) => errors.push(error),
    onNotice: (message) => notices.push(message),
  });
  return { ...started, errors, notices };
}

describe('startAudits', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T01:59:00Z') }));
  afterEach(() => void vi.useRealTimers());

  const nightly: Audit = { name: 'nightly', cron: '0 3 * * *', timeZone: 'Europe/Berlin' };

  it('tells when each audit runs next, in its own time zone, and runs it then', async () => {
    const runs: string[] = [];
    const utc: Audit = { name: 'utc', cron: '30 2 * * *', timeZone: 'UTC' };
    const audits = start([nightly, utc], async ({ name }) => void runs.push(name));
    expect(audits.next()).toEqual([
      { name: 'nightly', at: new Date('2026-11-24T02:00:00Z') },
      { name: 'utc', at: new Date('2026-11-24T02:30:00Z') },
    ]);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(runs).toEqual(['nightly']);
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(runs).toEqual(['nightly', 'utc']);
    await audits.stop();
  });

  it('does not start an audit that is still running, and says so', async () => {
    let runs = 0;
    const ends: (() => void)[] = [];
    const everyMinute: Audit = { name: 'often', cron: '* * * * *', timeZone: 'UTC' };
    const audits = start([everyMinute], () => {
      runs += 1;
      return new Promise((resolve) => ends.push(resolve));
    });
    await vi.advanceTimersByTimeAsync(180_000);
    expect(runs).toBe(1);
    expect(audits.notices).toContain('audit often is still running: its next start is left out');
    ends.pop()?.();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(runs).toBe(2);
    ends.pop()?.();
    await audits.stop();
  });

  it('goes on after an audit that fails, and stops when told', async () => {
    let runs = 0;
    const everyMinute: Audit = { name: 'often', cron: '* * * * *', timeZone: null };
    const audits = start([everyMinute], async () => {
      runs += 1;
      throw new Error('no disk');
    });
    await vi.advanceTimersByTimeAsync(121_000);
    expect(runs).toBe(2);
    expect(audits.errors.map(String)).toEqual(['Error: no disk', 'Error: no disk']);
    await audits.stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(runs).toBe(2);
  });
});
