// Times and durations as a person reads them.
import { count } from '../text/count.ts';
import { escapeControl } from '../text/display.ts';

const unitSeconds = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** `2026-03-01T09:30:12.345Z` → `2026-03-01 09:30:12Z`. Text of another form is only made safe to print. */
export function shortTime(iso: string): string {
  return escapeControl(iso).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2Z');
}

/** A duration in one unit, rounded down: `3 days`, `1 hour`, `12 seconds`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = unitSeconds.find(([, least]) => seconds >= least) ?? (['second', 1] as const);
  return count(Math.floor(seconds / size), unit);
}
