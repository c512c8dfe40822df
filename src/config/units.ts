// Durations and sizes as people write them. One number and one unit, nothing else: `1h30m` and `1.5 GB` are refused, so
// that nobody has to wonder what was understood.

const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const sizeUnits = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

export const durationPattern = /^(\d{1,9})(ms|s|m|h|d)$/;
export const sizePattern = /^(\d{1,9})(B|KiB|MiB|GiB)$/;

/** Milliseconds of `100ms`, `30s`, `5m`, `2h` or `1d`; null where the text is nothing of the kind. */
export function parseDuration(text: string): number | null {
  return parse(text, durationPattern, durationUnits);
}

/** Bytes of `512B`, `64KiB`, `1MiB` or `1GiB`; null where the text is nothing of the kind. */
export function parseSize(text: string): number | null {
  return parse(text, sizePattern, sizeUnits);
}

/** The shortest way to write that many milliseconds that loses nothing. */
export function formatDuration(milliseconds: number): string {
  return format(milliseconds, durationUnits, 's');
}

/** The shortest way to write that many bytes that loses nothing. */
export function formatSize(bytes: number): string {
  return format(bytes, sizeUnits, 'B');
}

function parse(text: string, pattern: RegExp, units: Readonly<Record<string, number>>): number | null {
  const match = pattern.exec(text);
  return match ? Number(match[1]) * units[match[2]!]! : null;
}

function format(amount: number, units: Readonly<Record<string, number>>, unitOfZero: string): string {
  if (amount === 0) return `0${unitOfZero}`;
  const [unit, factor] = Object.entries(units).findLast(([, each]) => amount % each === 0)!;
  return `${amount / factor}${unit}`;
}
