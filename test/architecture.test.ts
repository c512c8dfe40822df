// Holds the code to its layers: a folder of src/ imports only from lower levels, type imports included, and folders of
// one level never import each other. The table is the one of docs/architecture.md.
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

const levels: Readonly<Record<string, number>> = {
  model: 0,
  config: 1,
  text: 1,
  packing: 1,
  names: 1,
  threads: 1,
  python: 2,
  secrets: 2,
  rules: 2,
  dataflow: 3,
  patterns: 3,
  settings: 3,
  history: 3,
  log: 3,
  analyze: 4,
  workspace: 4,
  store: 4,
  report: 4,
  notify: 4,
  scan: 5,
  schedule: 6,
  watch: 6,
  daemon: 7,
  cli: 8,
};

interface ImportEdge {
  readonly from: string;
  readonly to: string;
}

const importPattern = /(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)'(\.[^']+)'/g;

/** All relative imports of one file's text, as paths below src/. */
function importsOf(path: string, text: string): ImportEdge[] {
  return [...text.matchAll(importPattern)].map((match) => ({
    from: path,
    to: normalize(join(dirname(path), match[1]!))
      .split(sep)
      .join('/'),
  }));
}

/** Says what is wrong with an import, or null where nothing is. */
function breach({ from, to }: ImportEdge): string | null {
  const [fromFolder, toFolder] = [from.split('/')[0]!, to.split('/')[0]!];
  if (to.startsWith('..')) return null; // rules/, migrations/, package.json: data
  if (fromFolder === toFolder || from === 'main.ts') return null;
  const [fromLevel, toLevel] = [levels[fromFolder], levels[toFolder]];
  if (fromLevel === undefined) return `${from}: folder ${fromFolder} has no level`;
  if (toLevel === undefined) return `${from} imports ${to}: ${toFolder} has no level`;
  return toLevel < fromLevel ? null : `${from} (L${fromLevel}) imports ${to} (L${toLevel})`;
}

describe('architecture', () => {
  const files = globSync('**/*.ts', { cwd: source });
  const texts = files.map((file) => ({
    path: relative(source, join(source, file)).split(sep).join('/'),
    text: readFileSync(join(source, file), 'utf8'),
  }));

  it('lets folders import only from lower levels', () => {
    const breaches = texts.flatMap(({ path, text }) => importsOf(path, text).flatMap((edge) => breach(edge) ?? []));
    expect(breaches).toEqual([]);
  });

  it('keeps tree-sitter in python/ and SQL in store/', () => {
    const strays = texts.flatMap(({ path, text }) => [
      ...(/from 'tree-sitter/.test(text) && !path.startsWith('python/') ? [`${path}: tree-sitter`] : []),
      ...(/from 'better-sqlite3'/.test(text) && !path.startsWith('store/') && path !== 'daemon/lock.ts'
        ? [`${path}: better-sqlite3`]
        : []),
    ]);
    expect(strays).toEqual([]);
  });

  it('keeps the environment in cli/ and daemon/', () => {
    const readers = texts
      .filter(
        ({ path, text }) => /process\.(env|exit|exitCode)\b/.test(text) && !/^(cli\/|daemon\/|main\.ts)/.test(path),
      )
      .map(({ path }) => path);
    expect(readers).toEqual([]);
  });

  it('sees a planted breach', () => {
    const planted = [
      ...importsOf('text/decode.ts', "import { openStore } from '../store/store.ts';"),
      ...importsOf('store/store.ts', "import type { Repository } from '../workspace/find.ts';"),
      ...importsOf('model/x.ts', "const y = await import('../cli/run.ts');"),
    ];
    expect(planted.map(breach).filter((said) => said !== null)).toHaveLength(3);
    expect(importsOf('scan/run.ts', "import { openStore } from '../store/store.ts';").map(breach)).toEqual([null]);
  });
});
