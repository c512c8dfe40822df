// What the readers of configuration files give: keys with their texts and places. They are written by hand, because they
// need the place of each value, must read what is broken or full of template marks as far as it goes, and may not take
// longer than the text is long; none of the libraries does all three.

export interface FileEntry {
  readonly key: string;
  /** The keys or headings around it, outermost first. */
  readonly sections: readonly string[];
  /** Without quotes; escapes are not resolved. */
  readonly value: string;
  /** Offset of the key. */
  readonly start: number;
  /** Offset after the value, its closing quote included. */
  readonly end: number;
}

/** Reads a text; never throws, and what it does not understand it passes over. */
export type FileReader = (text: string) => readonly FileEntry[];

/** Entries of one file that are looked at. */
export const mostEntries = 20_000;
/** Longer lines are no settings that a person wrote. */
const longestLine = 4000;

export interface Line {
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
}

/** The lines of a text without their ends; very long ones are empty. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const body = line.endsWith('\r') ? line.slice(0, -1) : line;
    lines.push({ text: body.length > longestLine ? '' : body, start });
    start += line.length + 1;
  }
  return lines;
}

export interface Value {
  readonly value: string;
  /** Offset in the line after it. */
  readonly end: number;
}

/** The offset after the quote that closes the one at `at` on its line, or -1. Backslashes escape in double quotes only. */
export function quoteEnd(text: string, at: number): number {
  const quote = text[at];
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === quote) return end + 1;
    if (text[end] === '\n') return -1;
    if (text[end] === '\\' && quote === '"') end++;
  }
  return -1;
}

/**
 * The value that begins at `at` of a line: in quotes, or to the line's end or a comment that follows a blank.
 * @param comment the characters that begin one
 */
export function lineValue(line: string, at: number, comment: string): Value {
  let from = at;
  while (line[from] === ' ' || line[from] === '\t') from++;
  if (line[from] === '"' || line[from] === "'") {
    const end = quoteEnd(line, from);
    const rest = line.slice(end).trimStart();
    if (end > 0 && (rest === '' || comment.includes(rest[0]!))) return { value: line.slice(from + 1, end - 1), end };
  }
  let end = line.length;
  for (let cut = from; cut < line.length; cut++) {
    if (comment.includes(line[cut]!) && (cut === from || /\s/.test(line[cut - 1]!))) {
      end = cut;
      break;
    }
  }
  const value = line.slice(from, end).trimEnd();
  return { value, end: from + value.length };
}
