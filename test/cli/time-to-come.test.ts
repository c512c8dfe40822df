import { describe, expect, it } from 'vitest';
import { timeToCome } from '../../src/cli/time-to-come.ts';

const read = timeToCome(() => new Date('2026-03-10T12:00:00.000Z'));

describe('timeToCome', () => {
  it.each([
    ['1d', '2026-03-11T12:00:00.000Z'],
    [' 2w ', '2026-03-24T12:00:00.000Z'],
    // To the end of that day.
    ['2026-03-10', '2026-03-10T23:59:59.999Z'],
    ['2028-02-29', '2028-02-29T23:59:59.999Z'],
  ])('reads %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each(['', '0d', 'tomorrow', '12h', '2026-02-29', '2026-03-09', '2026-13-01', '-1d'])('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow(/past|Use a date/);
  });
});
