// Dockerfiles: what `ENV` and `ARG` set. Instructions go on where a line ends in a backslash.
import { type FileEntry, type FileReader, linesOf, mostEntries, quoteEnd } from './file-entry.ts';

const instruction = /^\s*(ENV|ARG)\s+/i;
const pair = /[ \t]*([A-Za-z_][\w.-]*)=/y;
const oldPair = /^\s*ENV\s+([A-Za-z_][\w.-]*)[ \t]+(?=\S)/i;

export const readDockerfile: FileReader = (text) => {
  const entries: FileEntry[] = [];
  let isInside = false;
  for (const { text: line, start } of linesOf(text)) {
    if (/^\s*#/.test(line)) continue; // comments may stand between the lines of an instruction
    const begin = isInside ? null : instruction.exec(line);
    const goesOn = /\\\s*$/.test(line);
    if (begin !== null || isInside) {
      const body = line.replace(/\\\s*$/, '');
      const found = pairsOf(body, begin?.[0].length ?? 0);
      const old = begin === null || found.length > 0 ? null : oldPair.exec(body);
      if (old !== null) {
        const value = body.slice(old[0].length).trimEnd();
        const at = old[0].trimEnd().length - old[1]!.length;
        found.push({
          key: old[1]!,
          sections: [],
          value: unquoted(value),
          start: at,
          end: old[0].length + value.length,
        });
      }
      for (const entry of found) entries.push({ ...entry, start: start + entry.start, end: start + entry.end });
      isInside = goesOn;
    }
    if (entries.length >= mostEntries) break;
  }
  return entries;
};

/** `A=1 B="two words"` with offsets within the line. */
function pairsOf(line: string, from: number): FileEntry[] {
  const found: FileEntry[] = [];
  let at = from;
  while (at < line.length) {
    pair.lastIndex = at;
    const name = pair.exec(line);
    if (name === null) return found;
    const begin = pair.lastIndex;
    let end = begin;
    while (end < line.length && !/\s/.test(line[end]!)) {
      const close = line[end] === '"' || line[end] === "'" ? quoteEnd(line, end) : -1;
      if (close > 0) end = close;
      else end += line[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, line.length);
    const start = begin - name[1]!.length - 1;
    found.push({ key: name[1]!, sections: [], value: unquoted(line.slice(begin, end)), start, end });
    at = end;
  }
  return found;
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
