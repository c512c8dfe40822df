// A moment in the past, as people type it: so long ago, or a date.
import { InvalidArgumentError } from 'commander';

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 };
const agoForm = /^(\d+)([mhdw])$/;
/** ISO 8601, and the form in which reports tell times: `2026-01-31 12:00:00Z`. */
const dateForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;
const dayMilliseconds = 86_400_000;

/**
 * Reads `7d`, `12h`, `90m`, `2w` ago, or a date with or without a time, UTC where it names no zone. Gives ISO 8601, UTC.
 * @throws InvalidArgumentError for any other text, a day that no calendar has, and what is to come
 */
export function timeSince(now: () => Date): (text: string) => string {
  return (text) => {
    const time = readAgo(text.trim(), now()) ?? readDate(text.trim());
    if (time === null || Number.isNaN(time.getTime())) {
      throw new InvalidArgumentError('Use 90m, 12h, 7d or 2w (so long ago), or a date such as 2026-01-31.');
    }
    // Where a person is, it may be tomorrow already.
    if (time.getTime() > now().getTime() + dayMilliseconds) throw new InvalidArgumentError('That is still to come.');
    return time.toISOString();
  };
}

function readAgo(text: string, now: Date): Date | null {
  const [, number, unit] = agoForm.exec(text) ?? [];
  return unit === undefined ? null : new Date(now.getTime() - Number(number) * unitSeconds[unit]! * 1000);
}

function readDate(text: string): Date | null {
  const [, day, time = '00:00', zone = 'Z'] = dateForm.exec(text) ?? [];
  // JavaScript takes February 30 for March 2.
  if (day === undefined || !new Date(`${day}T00:00Z`).toJSON()?.startsWith(day)) return null;
  return new Date(`${day}T${time}${zone}`);
}
