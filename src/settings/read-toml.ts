// TOML: tables, `key = value`, dotted and quoted keys, inline tables. Texts and arrays of several lines are passed over.
import { type FileEntry, type FileReader, lineValue, linesOf, mostEntries } from './file-entry.ts';
import { inlineFlowReader } from './read-flow.ts';

const table = /^\s{0,40}\[\[?([^\]]{1,200})\]/;
const keyPart = /"[^"\n]{1,100}"|'[^'\n]{1,100}'|[\w-]{1,100}/.source;
const assignment = new RegExp(`^(\\s{0,40})((?:${keyPart})(?:[ \\t]*\\.[ \\t]*(?:${keyPart})){0,8})[ \\t]*=[ \\t]*`);

export const readToml: FileReader = (text) => {
  const entries: FileEntry[] = [];
  let sections: readonly string[] = [];
  let skippedTo = 0;
  const flowAt = inlineFlowReader(text);
  for (const { text: line, start } of linesOf(text)) {
    if (start < skippedTo || line === '') continue;
    const heading = table.exec(line);
    if (heading !== null) {
      sections = partsOf(heading[1]!);
      continue;
    }
    const found = assignment.exec(line);
    if (found === null) continue;
    const keys = partsOf(found[2]!);
    const key = keys.pop() ?? '';
    const at = found[0].length;
    const mark = line[at];
    const triple = line.slice(at, at + 3);
    if (triple === '"""' || triple === "'''") {
      const close = text.indexOf(triple, start + at + 3);
      skippedTo = close < 0 ? 0 : close + 3;
    } else if (mark === '{' || mark === '[') {
      const flow = flowAt(start + at, [...sections, ...keys, key]);
      entries.push(...flow.entries);
      skippedTo = flow.end ?? 0;
    } else {
      const { value, end } = lineValue(line, at, '#');
      const begin = start + found[1]!.length;
      entries.push({ key, sections: [...sections, ...keys], value, start: begin, end: start + end });
    }
    if (entries.length >= mostEntries) break;
  }
  return entries;
};

/** `a."b.c".d` → a, b.c, d. */
function partsOf(name: string): string[] {
  return [...name.matchAll(/"([^"]*)"|'([^']*)'|([^\s."']+)/g)].map((part) => part[1] ?? part[2] ?? part[3]!);
}
