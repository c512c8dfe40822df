// The lines around a place, with carets under it, ready for a terminal: tabs become spaces, controls are written out,
// wide characters take two carets, and of a very long line only a window around the place is shown.
import type { Region } from '../model/location.ts';
import { displayWidth, escapeControl } from './display.ts';
import { createLineIndex, type LineIndex } from './line-index.ts';

export interface ExcerptLine {
  readonly line: number;
  /** Safe to print; at most `width` columns wide. */
  readonly text: string;
  /** Spaces and carets that stand under the flagged part of `text`; empty where nothing of the line is flagged. */
  readonly carets: string;
}

export interface ExcerptOptions {
  /** Lines shown before and after the region; 0 where absent. */
  readonly context?: number;
  /** Columns at most; longer lines are cut, with `…` where. 120 where absent. */
  readonly width?: number;
  /** Lines of the region itself shown at most; 5 where absent. */
  readonly regionLines?: number;
}

const tabStop = 4;
const ellipsis = '…';

/** The lines of `region` and their neighbours. A line that the text does not have is left out. */
export function excerpt(text: string | LineIndex, region: Region, options: ExcerptOptions = {}): ExcerptLine[] {
  const { context = 0, width = 120, regionLines = 5 } = options;
  const index = typeof text === 'string' ? createLineIndex(text) : text;
  const lastFlagged = Math.min(region.endLine, region.startLine + regionLines - 1);
  const first = Math.max(1, region.startLine - context);
  const last = Math.min(index.lineCount, lastFlagged + context);
  const lines: ExcerptLine[] = [];
  for (let line = first; line <= last; line++) {
    const source = index.lineText(line);
    const flagged = line >= region.startLine && line <= lastFlagged;
    const from = line === region.startLine ? region.startColumn - 1 : indentation(source);
    const to = line === region.endLine ? region.endColumn - 1 : source.length;
    lines.push({ line, ...render(source, flagged ? [from, Math.max(to, from)] : null, width) });
  }
  return lines;
}

/** The excerpt as text: line numbers in a gutter, carets in a line of their own below. */
export function formatExcerpt(lines: readonly ExcerptLine[]): string {
  const gutter = Math.max(...lines.map(({ line }) => String(line).length), 1);
  return lines
    .flatMap(({ line, text, carets }) => [
      `${String(line).padStart(gutter)} | ${text}`.trimEnd(),
      ...(carets ? [`${' '.repeat(gutter)} | ${carets}`] : []),
    ])
    .join('\n');
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** One line as it is printed; `span` is the flagged part in code units. Looks only at the part that can be seen. */
function render(line: string, span: readonly [number, number] | null, width: number): { text: string; carets: string } {
  const start = Math.min(span?.[0] ?? 0, line.length);
  const end = Math.min(span?.[1] ?? 0, line.length);
  const from = line.length > width && start > width * 0.7 ? Math.max(0, start - Math.floor(width / 3)) : 0;
  let text = from > 0 ? ellipsis : '';
  let column = text.length;
  let caretFrom = -1;
  let caretTo = -1;
  let at = from > 0 && isLowSurrogate(line, from) ? from + 1 : from;
  while (at < line.length) {
    const character = String.fromCodePoint(line.codePointAt(at)!);
    const [shown, columns] = show(character, column);
    if (column + columns > width - 1 && (column + columns > width || at + character.length < line.length)) {
      text += ellipsis;
      break;
    }
    if (caretFrom < 0 && at + character.length > start) caretFrom = column;
    if (at < end) caretTo = column + columns;
    text += shown;
    column += columns;
    at += character.length;
  }
  if (!span) return { text, carets: '' };
  if (caretFrom < 0) caretFrom = column;
  return { text, carets: ' '.repeat(caretFrom) + '^'.repeat(Math.max(1, caretTo - caretFrom)) };
}

/** A character as printed at a column, and how many columns that takes. */
function show(character: string, column: number): [string, number] {
  if (character === '\t') {
    const columns = tabStop - (column % tabStop);
    return [' '.repeat(columns), columns];
  }
  const escaped = escapeControl(character);
  return [escaped, escaped === character ? displayWidth(character) : escaped.length];
}

function isLowSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
