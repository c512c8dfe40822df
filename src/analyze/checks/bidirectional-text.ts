// Characters that make an editor show text in another order than Python reads it (Unicode's bidirectional controls), so
// that what looks like a comment or text is code, or the other way round. Reported where a line leaves one open: text of
// right-to-left languages that closes what it opens reads as it is written.
// Boucher and Anderson, "Trojan Source: Invisible Vulnerabilities", 2021 (CVE-2021-42574).
import { createLineIndex } from '../../text/line-index.ts';
import type { Check, CheckHit } from './check.ts';

const opening = /[\u202A\u202B\u202D\u202E\u2066\u2067\u2068]/u;
const control = /[\u202A-\u202E\u2066-\u2069]/gu;
const [popEmbedding, popIsolate] = ['\u202C', '\u2069'];

export const bidirectionalText: Check = (_facts, text) => {
  if (!opening.test(text)) return [];
  const lines = createLineIndex(text);
  const hits: CheckHit[] = [];
  for (let line = 1; line <= lines.lineCount; line++) {
    const written = lines.lineText(line);
    const open = firstLeftOpen(written);
    if (open === null) continue;
    const region = { startLine: line, startColumn: open + 1, endLine: line, endColumn: written.length + 1 };
    hits.push({ region, captures: {} });
  }
  return hits;
};

/** Where the first control stands that the line does not close; null where all are closed, in their order. */
function firstLeftOpen(line: string): number | null {
  const open: { readonly place: number; readonly closedBy: string }[] = [];
  for (const { 0: character, index } of line.matchAll(control)) {
    if (opening.test(character)) {
      open.push({ place: index, closedBy: character >= '\u2066' ? popIsolate : popEmbedding });
    } else if (open.at(-1)?.closedBy === character) {
      open.pop();
    }
  }
  return open[0]?.place ?? null;
}
