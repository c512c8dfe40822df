// Source with what is known of its parts written beneath them, the way compilers point at errors.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import type { Region } from '../../src/model/location.ts';

export interface Mark {
  readonly region: Region;
  readonly text: string;
}

/** The source, each line followed by its marks; equal marks on one place are written once. */
export function caretSnapshot(source: string, marks: readonly Mark[]): string {
  const byLine = new Map<number, Set<string>>();
  const sorted = marks.toSorted(
    (a, b) => a.region.startColumn - b.region.startColumn || a.region.endColumn - b.region.endColumn,
  );
  for (const { region, text } of sorted) {
    const { startLine, startColumn, endLine, endColumn } = region;
    const width = endLine === startLine ? endColumn - startColumn : 1;
    const lines = byLine.get(startLine) ?? new Set();
    byLine.set(startLine, lines.add(`${' '.repeat(startColumn - 1)}${'^'.repeat(Math.max(1, width))} ${text}`));
  }
  return source
    .split('\n')
    .flatMap((line, at) => [line, ...(byLine.get(at + 1) ?? [])])
    .join('\n');
}

export interface Fixture {
  /** `classes.py` */
  readonly name: string;
  readonly source: string;
  /** Where its snapshot is kept. */
  readonly snapshot: string;
}

/** The fixtures in a folder of test/fixtures/python. */
export function fixturesIn(folder: string): Fixture[] {
  const paths = globSync(`fixtures/python/${folder}/*.py`, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    absolute: true,
  });
  return paths.toSorted().map((path) => ({
    name: basename(path),
    source: readFileSync(path, 'utf8'),
    snapshot: fileURLToPath(new URL(`../snapshots/python/${folder}/${basename(path, '.py')}.txt`, import.meta.url)),
  }));
}
