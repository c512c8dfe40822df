// Aligned columns. Widths come from the cells; if the whole does not fit, columns that may shrink are cut, widest first. If
// that is not enough, whole columns are left out: a line that wraps is harder to read than one that says less.
import { escapeControl } from '../text/display.ts';
import type { Terminal } from './terminal.ts';

import { cutEnd, cutMiddle, textWidth, pad } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Where a cell may be cut if the table is too wide; absent: never. */
  readonly shrink?: 'end' | 'middle';
  /** Whether the column may be left out, and after which others: the lowest number goes first. */
  readonly leaves?: number;
}

export interface Cell {
  readonly text: string;
  readonly colour?: (text: string) => string;
}

const gap = 2;
/** A shrunk column keeps at least so many columns. */
const leastWidth = 8;

/**
 * Lines of a table with a heading line. Cells are made safe to print here, so callers pass raw text.
 * `rows` have one cell a column; a string is a cell without colour.
 */
export function table(
  allColumns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
  { width, colours }: Terminal,
): string[] {
  const allCells = rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'string' ? { text: escapeControl(cell) } : { ...cell, text: escapeControl(cell.text) },
    ),
  );
  const kept = keptColumns(allColumns, allCells, width);
  const columns = kept.map((index) => allColumns[index]!);
  const cells = allCells.map((row) => kept.map((index) => row[index]!));
  const widths = columnWidths(columns, cells, width);
  const lineOf = (row: readonly Cell[]): string =>
    row
      .map((cell, index) => {
        const column = columns[index]!;
        const cut = (column.shrink === 'middle' ? cutMiddle : cutEnd)(cell.text, widths[index]!);
        const last = index === columns.length - 1 && column.align !== 'right';
        const padded = last ? cut : pad(cut, widths[index]!, column.align);
        return cell.colour === undefined ? padded : cell.colour(padded);
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const heading = columns.map(({ title }) => ({ text: title, colour: colours.dim }));
  return [heading, ...cells].map(lineOf);
}

/** Indexes of the columns that there is room for, cut as far as they may be. */
function keptColumns(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const least = naturalWidths(columns, rows).map((natural, index) =>
    columns[index]!.shrink === undefined ? natural : Math.min(natural, leastWidth),
  );
  const leaving = columns
    .flatMap(({ leaves }, index) => (leaves === undefined ? [] : [{ index, leaves }]))
    .toSorted((a, b) => a.leaves - b.leaves);
  let kept = [...columns.keys()];
  const needed = (): number => kept.reduce((sum, index) => sum + least[index]! + gap, -gap);
  for (const { index } of leaving) {
    if (needed() <= width) break;
    kept = kept.filter((other) => other !== index);
  }
  return kept;
}

function naturalWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[index]!.text)), textWidth(title)),
  );
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = naturalWidths(columns, rows);
  let excess = widths.reduce((sum, each) => sum + each, gap * (columns.length - 1)) - width;
  while (excess > 0) {
    const widest = columns
      .map((column, index) => ({ index, room: column.shrink === undefined ? 0 : widths[index]! - leastWidth }))
      .reduce((best, each) => (each.room > best.room ? each : best));
    if (widest.room <= 0) break;
    widths[widest.index]! -= 1;
    excess -= 1;
  }
  return widths;
}
