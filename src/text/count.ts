/** `1 file`, `2 files`, `1,234 files`. `plural` where an `s` is not enough. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? singular : plural}`;
}
