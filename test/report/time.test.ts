import { describe, expect, it } from 'vitest';
import { count } from '../../src/text/count.ts';
import { durationText, shortTime } from '../../src/report/time.ts';

describe('times', () => {
  it('shortens a time to seconds', () => {
    expect(shortTime('2026-03-01T09:30:12.345Z')).toBe('2026-03-01 09:30:12Z');
    expect(shortTime('yesterday')).toBe('yesterday');
  });

  it.each([
    [0, '0 seconds'],
    [1999, '1 second'],
    [60_000, '1 minute'],
    [7_200_000, '2 hours'],
    [86_400_000 * 1234, '1,234 days'],
    [-5, '0 seconds'],
  ])('tells %i ms as %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });

  it('counts', () => {
    expect(count(1, 'file')).toBe('1 file');
    expect(count(1234, 'file')).toBe('1,234 files');
    expect(count(2, 'more', 'more')).toBe('2 more');
  });
});
