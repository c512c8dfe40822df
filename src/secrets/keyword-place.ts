// Where a keyword stands: as a word of its own, and how near to a token.
import type { Hit } from './candidate.ts';

/** Does one of the hits stand before the span, or after it on its line? */
export function nearBefore(text: string, hits: readonly Hit[], start: number, end: number, reach: number): boolean {
  return hitsAround(hits, start, end, reach).some(
    (hit) =>
      (hit.end <= start && start - hit.end <= reach) ||
      (hit.start >= end && hit.start - end <= reach && !text.slice(end, hit.start).includes('\n')),
  );
}

const goesOn = /^(?:api|key|token|secret|auth|access|pass|client|account|app|pat|url|host)/i;

/** Is the keyword a word of its own (`HEROKU_KEY`, `herokuKey`, `herokukey`), not a part of another (`inbox`, `deadline`)? */
export function isWord(text: string, { start, end }: Hit): boolean {
  const [before, first] = [text[start - 1] ?? '', text[start]!];
  const [last, after] = [text[end - 1]!, text[end] ?? ''];
  const begins = !/[a-z0-9]/i.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(first));
  const ends = !/[a-z]/i.test(after) || (/[a-z0-9]/.test(last) && /[A-Z]/.test(after));
  return begins && (ends || goesOn.test(text.slice(end, end + 7)));
}

/** Is one of the hits (by rising end) at most `reach` characters away from the span; or, where that counts, in it? */
export function anyWithin(hits: readonly Hit[], start: number, end: number, reach: number, inside: boolean): boolean {
  return hitsAround(hits, start, end, reach).some((hit) => inside || hit.end <= start || hit.start >= end);
}

/** Those of the hits (by rising end) that are at most `reach` characters away from the span. */
function hitsAround(hits: readonly Hit[], start: number, end: number, reach: number): Hit[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hits[middle]!.end < start - reach) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < hits.length && hits[last]!.start - end <= reach) last += 1;
  return hits.slice(low, last);
}
