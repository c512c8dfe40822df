import { expect, it } from 'vitest';
import { pathFacts } from '../../src/secrets/path-facts.ts';

it('reads formats from names', () => {
  const formats = [
    '.env.local',
    'a/b.yml',
    'Dockerfile',
    'Dockerfile.dev',
    'a.sh',
    'a.XML',
    'a.md',
    'a.go',
    'credentials',
    '',
  ];
  expect(formats.map((path) => pathFacts(path).format)).toEqual([
    'settings',
    'settings',
    'shell',
    'shell',
    'shell',
    'markup',
    'prose',
    'code',
    'settings',
    'prose',
  ]);
});

it('knows tests, examples and documentation', () => {
  const made = [
    'tests/a.py',
    'a/test_b.py',
    'a/b_test.go',
    'a.spec.ts',
    'docs/a.yaml',
    '.env.example',
    'README.md',
    'conftest.py',
  ];
  const real = ['src/a.py', 'src/contest.py', 'latest/a.go', 'src/attestation/b.ts', '.env'];
  expect(made.filter((path) => !pathFacts(path).madeUp)).toEqual([]);
  expect(real.filter((path) => pathFacts(path).madeUp)).toEqual([]);
});

it('knows lock files and translations', () => {
  const generated = [
    'package-lock.json',
    'a/yarn.lock',
    'poetry.lock',
    'go.sum',
    'a.min.js',
    'locales/de.json',
    'po/de.po',
  ];
  expect(generated.filter((path) => !pathFacts(path).generated)).toEqual([]);
  expect(['package.json', 'src/locksmith.ts', 'block.json'].filter((path) => pathFacts(path).generated)).toEqual([]);
});
