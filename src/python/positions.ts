// Offsets to lines and columns for all nodes of a module at once.

/** Start offset of every line; `text` has no lone carriage returns. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * Turns pairs of start and end offset into four numbers each: start line, start column, end line, end column (1-based).
 * Neighbours in the list mostly stand close together in the text, so each search goes on where the last one ended.
 */
export function positionsOf(offsets: readonly number[], lineStarts: readonly number[]): Uint32Array {
  const positions = new Uint32Array(offsets.length * 2);
  let line = 0;
  for (let at = 0; at < offsets.length; at++) {
    const offset = offsets[at]!;
    while (lineStarts[line]! > offset) line--;
    while (line + 1 < lineStarts.length && lineStarts[line + 1]! <= offset) line++;
    positions[at * 2] = line + 1;
    positions[at * 2 + 1] = offset - lineStarts[line]! + 1;
  }
  return positions;
}
