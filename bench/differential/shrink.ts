// Making a program smaller while something remains true of it: statements are taken out, with what stands below them, or only
// what stands below them is left.
import type { SmallProgram } from './generate.ts';

interface Line {
  readonly text: string;
  readonly indent: number;
}

/** The smallest program found of which it still holds. */
export async function shrink(
  program: SmallProgram,
  holds: (program: SmallProgram) => Promise<boolean>,
): Promise<SmallProgram> {
  let best = program;
  for (let size = -1; size !== sizeOf(best);) {
    size = sizeOf(best);
    for (const path of Object.keys(best.files)) {
      // From the end: what is used stands before what uses it.
      for (let at = linesOf(best, path).length - 1; at >= 0; at--) {
        for (const smaller of withoutStatement(linesOf(best, path), at)) {
          const candidate = { files: withFile(best, path, smaller) };
          if (!(await holds(candidate))) continue;
          best = candidate;
          break;
        }
      }
    }
  }
  return best;
}

function sizeOf({ files }: SmallProgram): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0);
}

function linesOf({ files }: SmallProgram, path: string): Line[] {
  return (files[path] ?? '')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => ({ text: text.trim(), indent: text.length - text.trimStart().length }));
}

function withFile({ files }: SmallProgram, path: string, lines: readonly Line[]): Record<string, string> {
  const text = lines.map((line) => `${' '.repeat(line.indent)}${line.text}\n`).join('');
  return { ...files, [path]: text };
}

function* withoutStatement(lines: readonly Line[], at: number): Iterable<Line[]> {
  const line = lines[at];
  if (line === undefined) return;
  let end = at + 1;
  while (end < lines.length && lines[end]!.indent > line.indent) end += 1;
  const below = lines.slice(at + 1, end);
  const [before, after] = [lines.slice(0, at), lines.slice(end)];
  yield [...before, ...after];
  if (below.length > 0) yield [...before, ...below.map((one) => ({ ...one, indent: one.indent - 4 })), ...after];
  if (line.text !== 'pass') yield [...before, { ...line, text: 'pass' }, ...after];
  // `a = b = c` and the like: what is calculated, without what it was calculated from.
  const [, target, value] = /^(\w+) = (.+)$/.exec(line.text) ?? [];
  if (target === undefined || value === undefined || below.length > 0) return;
  for (const name of new Set(value.match(/\b[vx]\d+\b|\bsource_\d+\(\)/g))) {
    if (name !== value) yield [...before, { ...line, text: `${target} = ${name}` }, ...after];
  }
}
