// INI files as configparser reads them, setup.cfg, alembic.ini, Java's properties: sections, `key = value`, `key: value`.
// A value that goes on in indented lines is its first line.
import { type FileEntry, type FileReader, lineValue, linesOf, mostEntries } from './file-entry.ts';

const heading = /^\[([^\]]{1,200})\]/;
const option = /^([^=:\s[][^=:]{0,199}?)[ \t]{0,20}[=:]/;

export const readIni: FileReader = (text) => {
  const entries: FileEntry[] = [];
  let sections: readonly string[] = [];
  for (const { text: line, start } of linesOf(text)) {
    const section = heading.exec(line);
    if (section !== null) sections = [section[1]!.trim()];
    if (section !== null || /^\s|^[#;!]/.test(line)) continue;
    const found = option.exec(line);
    if (found === null) continue;
    const { value, end } = lineValue(line, found[0].length, '#;');
    entries.push({ key: found[1]!, sections, value, start, end: start + end });
    if (entries.length >= mostEntries) break;
  }
  return entries;
};
