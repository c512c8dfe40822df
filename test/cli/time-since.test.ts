import { describe, expect, it } from 'vitest';
import { timeSince } from '../../src/cli/time-since.ts';

const read = timeSince(() => new Date('2026-03-10T12:00:00.000Z'));

describe('timeSince', () => {
  it.each([
    ['90m', '2026-03-10T10:30:00.000Z'],
    ['12h', '2026-03-10T00:00:00.000Z'],
    [' 7d ', '2026-03-03T12:00:00.000Z'],
    ['2w', '2026-02-24T12:00:00.000Z'],
    ['0d', '2026-03-10T12:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-01-31T08:30', '2026-01-31T08:30:00.000Z'],
    ['2026-01-31T08:30:15.5+02:00', '2026-01-31T06:30:15.500Z'],
    // As the reports tell times.
    ['2026-01-31 08:30:15Z', '2026-01-31T08:30:15.000Z'],
    // East of Greenwich it is that day already.
    ['2026-03-11', '2026-03-11T00:00:00.000Z'],
  ])('reads %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each([
    '',
    ' ',
    'nonsense',
    'yesterday',
    '7',
    '1',
    '2026',
    '2026-03',
    '-7d',
    '7y',
    '1.5d',
    '7 d',
    '99999999999d',
    '2026-13-01',
    '2026-00-10',
    '2026-02-29',
    '2026-02-30',
    '2026-01-31T25:00',
    '2026-01-31T08:30+99:99',
    '2026-01-31 and so on',
    '31.1.2026',
    '01/31/2026',
  ])('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow('Use 90m, 12h, 7d or 2w (so long ago), or a date such as 2026-01-31.');
  });

  it('refuses what is to come', () => {
    for (const text of ['2026-03-12', '2099-01-01', '2026-03-11T13:00Z']) {
      expect(() => read(text)).toThrow('That is still to come.');
    }
  });
});
