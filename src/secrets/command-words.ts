// The words of a command as a shell reads them (POSIX, Shell Command Language, 2.2 and 2.3), and as programs hand them
// over in a list: `["curl", "-u", "joe:…"]`. Bounded, so that its cost does not depend on a line's length.
import { matchAt } from './match-at.ts';

export interface Word {
  /** Without its quotes. */
  readonly value: string;
  /** Offsets of the value in the text. */
  readonly start: number;
  readonly end: number;
}

const longestCommand = 1500;
const mostWords = 40;
const listed = /["']\s{0,4},\s{0,40}\[?\s{0,40}["']/y;
const listItem = /([^"'\n]{0,300})["']\s{0,4}(,\s{0,40}["'])?/y;
/** Blanks, and line breaks that `\` (shells), `^` (cmd) or a backtick (PowerShell) takes back. */
const blanks = /(?:[ \t]|[\\^`]\r?\n){1,80}/y;
const word = /(["'])((?:\\.|(?!\1)[^\\\n]){0,300})\1(?=[\s;&|)]|\\?["'`]|$)|(?:\\.|[^\s;&|<>()`\\]){1,400}/y;

/** The words that follow a command's name that ends at `from`; empty where no command stands there. */
export function commandWords(text: string, from: number): Word[] {
  return matchAt(listed, text, from) ? listWords(text, listed.lastIndex) : shellWords(text, from);
}

function listWords(text: string, from: number): Word[] {
  const words: Word[] = [];
  let at = from;
  while (words.length < mostWords) {
    const item = matchAt(listItem, text, at);
    if (!item) break;
    words.push({ value: item[1]!, start: at, end: at + item[1]!.length });
    if (item[2] === undefined) break;
    at = listItem.lastIndex;
  }
  return words;
}

function shellWords(text: string, from: number): Word[] {
  const words: Word[] = [];
  let at = from;
  while (words.length < mostWords && at - from < longestCommand && matchAt(blanks, text, at)) {
    at = blanks.lastIndex;
    const found = matchAt(word, text, at);
    if (!found) break;
    const quoted = found[1] !== undefined;
    const value = quoted ? found[2]! : found[0];
    const start = quoted ? at + 1 : at;
    words.push({ value, start, end: start + value.length });
    at = word.lastIndex;
  }
  return words;
}
