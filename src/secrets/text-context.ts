// What a place in a text is to its language: code, a comment, or within a string. A guess from the line and from the
// strings that may run over lines; whoever needs to be sure parses.

export type Surroundings = 'code' | 'comment' | 'string';

const longestLine = 400;
const comment = /^[ \t]*(?:\/\/|\/?\*|#(?!\[)|--(?!\w)|;|%|<!--|REM\b|'|")|(?:^|[\s;{}),])(?:\/\/|#|--)[ \t!]/;

/** What stands at an offset. `blocks`: the strings over several lines, as `blockStrings` gives them. */
export function surroundingsOf(text: string, at: number, blocks: () => readonly number[]): Surroundings {
  let from = at;
  while (from > 0 && at - from < longestLine && text.charCodeAt(from - 1) !== 10) from--;
  const line = text.slice(from, at);
  if (openQuote(line)) return 'string';
  if (comment.test(line)) return 'comment';
  return isWithin(blocks(), at) ? 'string' : 'code';
}

/** Whether a quote is open at the end of a line's beginning. */
function openQuote(line: string): boolean {
  let open = 0;
  for (let at = 0; at < line.length; at++) {
    const unit = line.charCodeAt(at);
    if (unit === 92) at++;
    else if (open !== 0) {
      if (unit === open) open = 0;
    } else if (unit === 34 || unit === 96) open = unit;
    // An apostrophe within a word opens nothing.
    else if (unit === 39 && !/\w/.test(line[at - 1] ?? '')) open = unit;
  }
  return open !== 0;
}

const delimiter = /"""|'''|`/g;

/** Where strings over several lines begin and end, in turns: back-ticks and triple quotes. */
export function blockStrings(text: string): number[] {
  const ends: number[] = [];
  let open: string | null = null;
  for (const { 0: mark, index } of text.matchAll(delimiter)) {
    if (open !== null && mark !== open) continue;
    open = open === null ? mark : null;
    ends.push(index);
  }
  return ends;
}

function isWithin(ends: readonly number[], at: number): boolean {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1 && low < ends.length;
}
