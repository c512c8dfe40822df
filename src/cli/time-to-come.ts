// A day to come, as people type it: a date, or so long from now.
import { InvalidArgumentError } from 'commander';

const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7 };
const dayMilliseconds = 86_400_000;

/**
 * Reads `90d` and `12w` from now, or a date, which counts to its end, UTC. Gives ISO 8601, UTC.
 * @throws InvalidArgumentError for any other text, a day that no calendar has, and what is past
 */
export function timeToCome(now: () => Date): (text: string) => string {
  return (text) => {
    const [, number, unit] = /^(\d{1,5})([dw])$/.exec(text.trim()) ?? [];
    const time =
      unit === undefined
        ? endOfDay(text.trim())
        : new Date(now().getTime() + Number(number) * unitDays[unit]! * dayMilliseconds);
    if (time === null) throw new InvalidArgumentError('Use a date such as 2027-01-31, or 90d or 12w from now.');
    if (time.getTime() <= now().getTime()) throw new InvalidArgumentError('That is past.');
    return time.toISOString();
  };
}

function endOfDay(day: string): Date | null {
  // JavaScript takes February 30 for March 2.
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !new Date(`${day}T00:00Z`).toJSON()?.startsWith(day)) return null;
  return new Date(new Date(`${day}T00:00Z`).getTime() + dayMilliseconds - 1); // so that what is shown of it is the day
}
