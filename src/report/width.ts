// How many columns text takes on a terminal, and how to make it take fewer. Works on text that went through
// escapeControl, so every character is one that a terminal prints.
import { displayWidth } from '../text/display.ts';

const plainAscii = /^[\x20-\x7e]*$/;

/** Columns that `text` takes on a terminal. */
export function textWidth(text: string): number {
  if (plainAscii.test(text)) return text.length;
  return Array.from(text).reduce((width, character) => width + displayWidth(character), 0);
}

/** The longest start of `text` that takes at most `width` columns. */
export function takeStart(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) break;
    taken += character;
  }
  return taken;
}

/** The longest end of `text` that takes at most `width` columns. */
function takeEnd(text: string, width: number): string {
  const characters = Array.from(text);
  let used = 0;
  let start = characters.length;
  while (start > 0) {
    used += displayWidth(characters[start - 1]!);
    if (used > width) break;
    start -= 1;
  }
  return characters.slice(start).join('');
}

/** `text` cut at its end, with `…`, so that it takes at most `width` columns. */
export function cutEnd(text: string, width: number): string {
  return textWidth(text) <= width ? text : takeStart(text, Math.max(0, width - 1)) + '…';
}

/** `text` cut in its middle, with `…`: of a path, the last part says most, so it gets two thirds of the room. */
export function cutMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const room = Math.max(0, width - 1);
  const start = takeStart(text, Math.floor(room / 3));
  return `${start}…${takeEnd(text, room - textWidth(start))}`;
}

/** `text` followed (or led) by blanks up to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
