// What becomes of an argument of a log call by its place in the format: `%r` writes a text without line ends in it, `%d` only
// numbers.
import { onlyText } from './value.ts';
import type { Arguments } from './sinks.ts';

const conversions = /%(?:%|[-#0-9 +]*\*?(?:\.(?:\d+|\*))?[hlL]?(?<kind>[a-zA-Z]))/g;

/** Whether the format turns a positional argument, by its place from 1 on, into something that cannot forge an entry. */
export function isWrittenHarmlessly({ positional }: Arguments, place: number): boolean {
  const at = positional.findIndex((value) => onlyText(value)?.includes('%') === true);
  if (at < 0 || place - 1 <= at) return false;
  const kinds = [...onlyText(positional[at]!)!.matchAll(conversions)].flatMap(({ groups }) => groups?.['kind'] ?? []);
  return /^[^s]$/.test(kinds[place - 2 - at] ?? 's');
}
