// What a place in a text is to its language: code, a comment, or within a string. A guess from the line and from the
// strings that may run over lines; whoever needs to be sure parses.

export type Surroundings = 'code' | 'comment' | 'string';

/**
 * A line is read from its beginning, or, where it is longer, from the last multiple of this that is as far before: what
 * stands at many places of one long line is then read once.
 */
const stretch = 400;
const comment = /^[ \t]*(?:\/\/|\/?\*|#(?!\[)|--(?!\w)|;|%|<!--|REM\b|'|")|(?:^|[\s;{}),])(?:\/\/|#|--)[ \t!]/;

/** What stands at an offset. */
export type SurroundingsAt = (at: number) => Surroundings;

/** For one text. Questions by rising offset go on where the one before ended. */
export function createSurroundings(text: string): SurroundingsAt {
  let line = beginningAt(0);
  let blocks: readonly number[] | null = null;
  return (at) => {
    const from = lineBeginning(text, at);
    if (from !== line.from || at < line.asked) line = beginningAt(from);
    readOn(text, line, at);
    if (line.open !== 0) return 'string';
    line.commentEnd ??= endOfComment(text, from);
    if (line.commentEnd <= at) return 'comment';
    return isWithin((blocks ??= blockStrings(text)), at) ? 'string' : 'code';
  };
}

/** How far a line was read. */
interface Line {
  readonly from: number;
  /** The offset that was asked for last. */
  asked: number;
  /** The first one that was not read: beyond `asked` where that is in the middle of an escape. */
  next: number;
  /** The quote that is open there, or 0. */
  open: number;
  /** Where the mark of its first comment ends; null before that was looked for. */
  commentEnd: number | null;
}

function beginningAt(from: number): Line {
  return { from, asked: from, next: from, open: 0, commentEnd: null };
}

function lineBeginning(text: string, at: number): number {
  const base = Math.max(0, (Math.floor(at / stretch) - 1) * stretch);
  return base + text.slice(base, at).lastIndexOf('\n') + 1;
}

/** Reads quotes up to an offset. */
function readOn(text: string, line: Line, to: number): void {
  let at = line.next;
  for (; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 92) at++;
    else if (line.open !== 0) {
      if (unit === line.open) line.open = 0;
    } else if (unit === 34 || unit === 96) line.open = unit;
    // An apostrophe within a word opens nothing.
    else if (unit === 39 && (at === line.from || !/\w/.test(text[at - 1]!))) line.open = unit;
  }
  line.asked = to;
  line.next = at;
}

function endOfComment(text: string, from: number): number {
  const match = comment.exec(text.slice(from, from + 2 * stretch));
  return match ? from + match.index + match[0].length : Infinity;
}

const delimiter = /"""|'''|`/g;

/** Where strings over several lines begin and end, in turns: back-ticks and triple quotes. */
function blockStrings(text: string): number[] {
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
