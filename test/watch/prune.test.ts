import { expect, it } from 'vitest';
import { join } from 'node:path';
import { compilePruneRules, defaultPruneRules } from '../../src/watch/prune.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('prunes by name wherever the folder stands, and by place', () => {
  const { byName } = compilePruneRules({ ...defaultPruneRules, paths: ['/r/vendor/other'] });
  expect(['/r/.git', '/r/a/node_modules', '/r/vendor/other'].map(byName)).toEqual([true, true, true]);
  expect(['/r/git', '/r/node_modules2', '/r/vendor', '/x/other'].map(byName)).toEqual([false, false, false, false]);
});

it('prunes a virtual environment by what stands in it, whatever its name', () => {
  const root = temporaryFolder();
  writeFiles(root, { 'tools/pyvenv.cfg': 'home = /usr/bin', 'src/app.py': '' });
  const { byName, folder } = compilePruneRules(defaultPruneRules);
  expect(byName(join(root, 'tools'))).toBe(false);
  expect(folder(join(root, 'tools'))).toBe(true);
  expect(folder(join(root, 'src'))).toBe(false);
});
