import { describe, expect, it } from 'vitest';
import { pathFilter } from '../../src/workspace/path-filter.ts';

describe('pathFilter', () => {
  it.each<[string, string, boolean]>([
    ['tests', 'tests/a.py', true],
    ['tests', 'src/tests/deep/a.py', true],
    ['tests', 'tests', true],
    ['tests', 'mytests/a.py', false],
    ['tests/', 'src/tests/a.py', true],
    ['/tests', 'tests/a.py', true],
    ['/tests', 'src/tests/a.py', false],
    ['src/generated', 'src/generated/a.py', true],
    ['src/generated', 'other/src/generated/a.py', false],
    ['./src/generated/', 'src/generated/a.py', true],
    ['*.min.js', 'web/a.min.js', true],
    ['**/*.py', 'a.py', true],
    ['**/*.py', '.hidden/a.py', true],
    ['src/**/test_*.py', 'src/a/b/test_c.py', true],
    ['src/*.py', 'src/a/b.py', false],
    ['.env', 'deploy/.env', true],
    ['{docs,man}', 'docs/a.md', true],
    ['TESTS', 'tests/a.py', false],
  ])('%s excludes %s: %s', (glob, path, excluded) => {
    expect(pathFilter([], [glob]).file(path)).toBe(!excluded);
    expect(pathFilter([glob], []).file(path)).toBe(excluded);
  });

  it('lets everything through when it says nothing', () => {
    expect(pathFilter([], []).file('any/.thing')).toBe(true);
    expect(pathFilter([], []).folder('any')).toBe(true);
  });

  it('excludes what it includes as well', () => {
    const filter = pathFilter(['**/*.py'], ['tests']);
    expect(['a.py', 'a.txt', 'tests/a.py'].filter((path) => filter.file(path))).toEqual(['a.py']);
  });

  it('enters no excluded folder, but those that may hold included files', () => {
    const filter = pathFilter(['**/*.py'], ['tests']);
    expect(['', 'src', 'tests', 'src/tests'].filter((path) => filter.folder(path))).toEqual(['', 'src']);
  });

  it('starts at the workspace where paths start below it', () => {
    const filter = pathFilter([], ['/tools', 'app/gen'], 'app');
    expect(['tools/a.py', 'gen/a.py', 'src/a.py'].filter((path) => filter.file(path))).toEqual([
      'tools/a.py',
      'src/a.py',
    ]);
    expect(pathFilter([], ['/app'], 'app').folder('')).toBe(false);
  });
});
