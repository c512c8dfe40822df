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

describe('startAudits', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T01:59:00Z') }));
  afterEach(() => void vi.useRealTimers());

  const nightly: Audit = { name: 'nightly', cron: '0 3 * * *', timeZone: 'Europe/Berlin' };

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

  it('tells when each audit runs next, in its own time zone, and runs it then', async () => {
    const runs: string[] = [];
    const utc: Audit = { name: 'utc', cron: '30 2 * * *', timeZone: 'UTC' };
    const { next, stop } = start([nightly, utc], async ({ name }) => void runs.push(name));
    expect(next()).toEqual([
      { name: 'nightly', at: new Date('2026-11-24T02:00:00Z') },
      { name: 'utc', at: new Date('2026-11-24T02:30:00Z') },
    ]);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(runs).toEqual(['nightly']);
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(runs).toEqual(['nightly', 'utc']);
    await stop();
  });

  it('does not start an audit that is still running, and says so', async () => {
    let runs = 0;
    let end: () => void = () => undefined;
    const everyMinute: Audit = { name: 'often', cron: '* * * * *', timeZone: 'UTC' };
    const { notices, stop } = start([everyMinute], () => {
      runs += 1;
      return new Promise((resolve) => (end = resolve));
    });
    await vi.advanceTimersByTimeAsync(180_000);
    expect(runs).toBe(1);
    expect(notices).toContain('audit often is still running: its next start is left out');
    end();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(runs).toBe(2);
    end();
    await stop();
  });

  it('goes on after an audit that fails, and stops when told', async () => {
    let runs = 0;
    const everyMinute: Audit = { name: 'often', cron: '* * * * *', timeZone: null };
    const { errors, stop } = start([everyMinute], async () => {
      runs += 1;
      throw new Error('no disk');
    });
    await vi.advanceTimersByTimeAsync(121_000);
    expect(runs).toBe(2);
    expect(errors.map(String)).toEqual(['Error: no disk', 'Error: no disk']);
    await stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(runs).toBe(2);
  });
});
