// Offsets to lines and columns and back. Lines end at \n, \r\n or a lone \r; lines and columns start at 1 and columns
// count UTF-16 code units, as everywhere in this program.
import type { Region } from '../model/location.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  readonly lineCount: number;
  /** The place of an offset; offsets outside the text are clamped to it. */
  positionAt(offset: number): Position;
  /** The offset of a place; a column beyond its line's end (its line break included) is clamped to it, a line beyond the text to the text's end. */
  offsetAt(line: number, column: number): number;
  /** The region of the offsets `start` (inclusive) to `end` (exclusive). */
  regionAt(start: number, end: number): Region;
  /** A line's text without its line break; empty for a line that does not exist. */
  lineText(line: number): string;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Indexes a text: one pass to build, then a binary search a question. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineCount = starts.length;

  const lineAt = (offset: number): number => {
    let low = 0;
    let high = lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const positionAt = (offset: number): Position => {
    const clamped = Math.min(Math.max(offset, 0), text.length);
    const line = lineAt(clamped);
    return { line: line + 1, column: clamped - starts[line]! + 1 };
  };
  const nextStart = (line: number): number => starts[line] ?? text.length;

  return {
    lineCount,
    positionAt,
    offsetAt(line, column) {
      if (line < 1) return 0;
      if (line > lineCount) return text.length;
      return Math.min(starts[line - 1]! + Math.max(column, 1) - 1, nextStart(line));
    },
    regionAt(start, end) {
      const from = positionAt(start);
      const to = positionAt(end);
      return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
    },
    lineText(line) {
      if (line < 1 || line > lineCount) return '';
      const start = starts[line - 1]!;
      let end = nextStart(line);
      if (line < lineCount) {
        if (text.charCodeAt(end - 1) === lineFeed) end--;
        if (end > start && text.charCodeAt(end - 1) === carriageReturn) end--;
      }
      return text.slice(start, end);
    },
  };
}

function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(Math.max(16, text.length >>> 5));
  let count = 1;
  const add = (start: number): void => {
    if (count === starts.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = start;
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > carriageReturn) continue;
    if (unit === lineFeed) add(at + 1);
    else if (unit === carriageReturn && text.charCodeAt(at + 1) !== lineFeed) add(at + 1);
  }
  return starts.slice(0, count);
}
