// What stands in braces and brackets: JSON with or without comments, YAML's flow style, TOML's inline tables and arrays.
// Reads on from one mark to the next without recursion; what does not fit is passed over.
import { type FileEntry, mostEntries, quoteEnd } from './file-entry.ts';

export interface FlowReading {
  readonly entries: readonly FileEntry[];
  /** Offset after the bracket that closes the one at the start; null: none does, as far as was looked. */
  readonly end: number | null;
}

interface Level {
  /** The key under which it stands; empty in lists and at the top. */
  readonly name: string;
  readonly isList: boolean;
}

const blank = /[\s,]+|\/\/[^\n]*|#[^\n]*/y;
const bare = /[^\s,:={}[\]"'#][^\n,:={}[\]"'#]*/y;
const separator = /\s*(?::|=>?)\s*/y;
const deepest = 50;
/** Longer texts are no keys. */
const longestKey = 100;
/** Quotes that nothing closes; with more of them the text is none that can be read so. */
const mostOpenQuotes = 50;

/** Reads the collection that opens at an offset, up to `limit`. */
export function readFlow(text: string, at: number, sections: readonly string[] = [], limit = text.length): FlowReading {
  const entries: FileEntry[] = [];
  const levels: Level[] = [];
  let key: { readonly name: string; readonly start: number } | null = null;
  let here = at;
  let openQuotes = 0;
  while (here < limit && openQuotes < mostOpenQuotes && entries.length < mostEntries) {
    blank.lastIndex = here;
    if (blank.test(text)) {
      here = blank.lastIndex;
      continue;
    }
    if (text.startsWith('/*', here)) {
      const close = text.indexOf('*/', here + 2);
      if (close < 0) break; // all that follows is comment
      here = close + 2;
      continue;
    }
    const mark = text[here]!;
    if (mark === '{' || mark === '[') {
      if (levels.length >= deepest) break;
      levels.push({ name: key?.name ?? '', isList: mark === '[' });
      key = null;
      here++;
      continue;
    }
    if (mark === '}' || mark === ']') {
      levels.pop();
      key = null;
      here++;
      if (levels.length === 0) return { entries, end: here };
      continue;
    }
    const start = here;
    const token = tokenAt(text, here);
    if (token === null) {
      openQuotes++;
      here++;
      continue;
    }
    here = token.end;
    if (key !== null) {
      const around = levels.flatMap(({ name }) => (name === '' ? [] : [name]));
      entries.push({
        key: key.name,
        sections: [...sections, ...around],
        value: token.value,
        start: key.start,
        end: here,
      });
      key = null;
      continue;
    }
    separator.lastIndex = here;
    if (levels.at(-1)?.isList === false && separator.test(text)) {
      key = token.value.length > longestKey ? null : { name: token.value, start };
      here = separator.lastIndex;
    }
  }
  return { entries, end: null };
}

/** How far a collection among other lines may reach. */
const longestFlow = 20_000;
/** Collections in one file that nothing closes; after them none is looked for. */
const mostUnclosed = 20;

export type InlineFlowReader = (at: number, sections: readonly string[]) => FlowReading;

/** Reads collections among a text's lines; gives nothing where one is not closed, so that the lines are read on. */
export function inlineFlowReader(text: string): InlineFlowReader {
  const nothing: FlowReading = { entries: [], end: null };
  let unclosed = 0;
  return (at, sections) => {
    if (unclosed >= mostUnclosed) return nothing;
    const read = readFlow(text, at, sections, Math.min(text.length, at + longestFlow));
    if (read.end !== null) return read;
    unclosed++;
    return nothing;
  };
}

/** A text in quotes, or a bare word with what follows it on its line. */
function tokenAt(text: string, at: number): { readonly value: string; readonly end: number } | null {
  if (text[at] === '"' || text[at] === "'") {
    const end = quoteEnd(text, at);
    return end < 0 ? null : { value: text.slice(at + 1, end - 1), end };
  }
  bare.lastIndex = at;
  const found = bare.exec(text)?.[0].trimEnd();
  return found === undefined || found === '' ? null : { value: found, end: at + found.length };
}

/** JSON files. */
export function readJson(text: string): readonly FileEntry[] {
  const at = text.search(/[[{]/);
  return at < 0 ? [] : readFlow(text, at).entries;
}
