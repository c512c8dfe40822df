// Unused imports beside those of ruff's F401, on checked-out projects:
//   tsx bench/review/compare-ruff.ts RUFF FOLDER…
// Prints the numbers of each project, and each difference: project, file, line, column, name, who reports it.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { unusedImport } from '../../src/analyze/checks/unused-import.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { decode } from '../../src/text/decode.ts';

interface RuffMessage {
  readonly code: string | null;
  readonly filename: string;
  readonly message: string;
  /** Where the name that is bound ends. */
  readonly end_location: { readonly row: number; readonly column: number };
}

const [ruff, ...folders] = process.argv.slice(2);
if (ruff === undefined || folders.length === 0) throw new Error('usage: compare-ruff.ts RUFF FOLDER…');
for (const folder of folders) compare(ruff, folder);

function compare(program: string, folder: string): void {
  const files = execFileSync('git', ['-C', folder, 'ls-files', '-z', '*.py'], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
  const imports = { count: 0 };
  const ours = new Map(files.flatMap((file) => unusedIn(folder, file, imports)));
  const theirs = new Map(unusedByRuff(program, folder, files));
  const all = new Map([...theirs, ...ours]);
  const differences = [...all].filter(([place]) => ours.has(place) !== theirs.has(place)).toSorted(byPlace);
  const both = all.size - differences.length;
  const project = basename(folder);
  console.log(
    `# ${project}: ${files.length} files, ${imports.count} imports; reported by both ${both}, only by tocsin ` +
      `${ours.size - both}, only by ruff ${theirs.size - both}`,
  );
  for (const [place, name] of differences) {
    console.log([project, place, name, ours.has(place) ? 'tocsin' : 'ruff'].join('\t'));
  }
}

/** By the place where the name ends in the import statement. */
function unusedIn(folder: string, file: string, imports: { count: number }): [place: string, name: string][] {
  const decoded = decode(readFileSync(join(folder, file)), { python: true });
  if (decoded.kind === 'binary') return [];
  const facts = analyzeModule(file, decoded.text);
  imports.count += facts.imports.length;
  return unusedImport(facts, decoded.text).map(({ region, captures }) => [
    `${file}\t${region.endLine}\t${region.endColumn}`,
    captures['name'] ?? '',
  ]);
}

function unusedByRuff(program: string, folder: string, files: readonly string[]): [place: string, name: string][] {
  const args = ['check', '--isolated', '--no-cache', '--select', 'F401', '--output-format', 'json', '--exit-zero'];
  const { stdout } = spawnSync(program, [...args, ...files], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  return (JSON.parse(stdout) as RuffMessage[])
    .filter(({ code }) => code === 'F401')
    .map(({ filename, message, end_location: end }) => [
      `${relative(folder, filename)}\t${end.row}\t${end.column}`,
      /^`([^`]+)`/.exec(message)?.[1] ?? '',
    ]);
}

function byPlace([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}
