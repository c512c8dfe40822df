// Files of environment variables (`.env`, `.flaskenv`, `.envrc`): `NAME=value`, with or without `export` and quotes.
import { type FileEntry, type FileReader, lineValue, linesOf, mostEntries, quoteEnd } from './file-entry.ts';

const variable = /^([ \t]{0,40}(?:export[ \t]+)?)([A-Za-z_][\w.-]{0,199})[ \t]*=/;

export const readEnv: FileReader = (text) => {
  const entries: FileEntry[] = [];
  let openQuote: string | null = null;
  const neverClosed = new Set<string>();
  for (const { text: line, start } of linesOf(text)) {
    if (openQuote !== null) {
      if (line.includes(openQuote)) openQuote = null;
      continue;
    }
    const found = variable.exec(line);
    if (found === null) continue;
    const at = found[0].length;
    const quote = /["']/.exec(line.slice(at).trimStart()[0] ?? '')?.[0];
    if (quote !== undefined && quoteEnd(line, line.indexOf(quote, at)) < 0) {
      // A value of several lines, unless no line ever ends it.
      if (!neverClosed.has(quote) && text.includes(quote, start + line.length)) openQuote = quote;
      else neverClosed.add(quote);
      continue;
    }
    const { value, end } = lineValue(line, at, '#');
    entries.push({ key: found[2]!, sections: [], value, start: start + found[1]!.length, end: start + end });
    if (entries.length >= mostEntries) break;
  }
  return entries;
};
