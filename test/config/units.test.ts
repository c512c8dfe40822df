import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatSize, parseDuration, parseSize } from '../../src/config/units.ts';

describe('units', () => {
  it('reads durations', () => {
    expect(['100ms', '30s', '5m', '2h', '1d', '0s'].map(parseDuration)).toEqual([
      100, 30_000, 300_000, 7_200_000, 86_400_000, 0,
    ]);
  });

  it('reads sizes in powers of 1024', () => {
    expect(['512B', '64KiB', '1MiB', '2GiB'].map(parseSize)).toEqual([512, 65_536, 1_048_576, 2_147_483_648]);
  });

  it.each(['', '5', 'm', '5 m', '1h30m', '-5s', '1.5s', '5M', '5min', '9999999999s', '１s', '5m\n'])(
    'refuses the duration %j',
    (text) => expect(parseDuration(text)).toBeNull(),
  );

  it.each(['', '1', '1MB', '1mib', '1 MiB', '1.5MiB', '-1B', 'MiB'])('refuses the size %j', (text) => {
    expect(parseSize(text)).toBeNull();
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.nat(), (amount) => parseDuration(formatDuration(amount)) === amount || amount > 999_999_999),
    );
    fc.assert(fc.property(fc.nat(), (amount) => parseSize(formatSize(amount)) === amount || amount > 999_999_999));
    expect([formatDuration(0), formatDuration(90_000), formatDuration(120_000), formatSize(1536)]).toEqual([
      '0s',
      '90s',
      '2m',
      '1536B',
    ]);
  });
});
