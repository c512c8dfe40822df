import { textWidth, takeStart } from './width.ts';

/**
 * Breaks text into lines of at most `width` columns, at blanks; a word longer than a line is cut.
 * White space of any length counts as one blank. Empty text gives no line; `Infinity` gives one.
 */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    let rest = word;
    if (line !== '' && textWidth(line) + 1 + textWidth(rest) > limit) {
      lines.push(line);
      line = '';
    }
    while (textWidth(rest) > limit) {
      // A single character wider than the line still has to go somewhere.
      const piece = takeStart(rest, limit) || Array.from(rest)[0]!;
      lines.push(piece);
      rest = rest.slice(piece.length);
    }
    line = line === '' ? rest : `${line} ${rest}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}
