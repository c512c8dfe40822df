import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isIgnored, readIgnoreRules, type IgnoreRules } from '../../src/workspace/ignore-rules.ts';
import { readFolder } from '../../src/workspace/read-folder.ts';
import { writeFiles } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function rulesOf(root: string): Promise<IgnoreRules | null> {
  return readIgnoreRules(root, '', await readFolder(root, ''), null);
}

describe('ignore rules', () => {
  it('tell apart letters of either case, and folders from files', async () => {
    const root = temporaryFolder();
    writeFiles(root, { '.gitignore': 'Build\r\nout/\r\n# out2\r\n' });
    const rules = await rulesOf(root);
    expect(['Build', 'build', 'out/', 'out', 'out2'].filter((path) => isIgnored(path, rules))).toEqual([
      'Build',
      'out/',
    ]);
  });

  it('pass over a rule that could take for ever', async () => {
    const root = temporaryFolder();
    writeFiles(root, { '.gitignore': `${'*a'.repeat(40)}b\n${'**/a/'.repeat(30)}b\n*.o*\n` });
    const rules = await rulesOf(root);
    const started = performance.now();
    expect(isIgnored('a'.repeat(255), rules)).toBe(false);
    expect(isIgnored('a/'.repeat(64), rules)).toBe(false);
    expect(isIgnored('x.o', rules)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('bear the worst that is let through', async () => {
    const root = temporaryFolder();
    writeFiles(root, { '.gitignore': '*a*a*ab\n**/a/**/a/**/b\n' });
    const rules = await rulesOf(root);
    const started = performance.now();
    expect(isIgnored('a'.repeat(255), rules)).toBe(false);
    expect(isIgnored(`${'a/'.repeat(64)}c`, rules)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('are not read from a symlink or a pipe', async () => {
    const root = temporaryFolder();
    writeFiles(root, { rules: '*\n' });
    symlinkSync('rules', join(root, '.gitignore'));
    expect(await rulesOf(root)).toBeNull();
    rmSync(join(root, '.gitignore'));
    writeFiles(root, { '.gitignore': '' });
    const entries = await readFolder(root, '');
    rmSync(join(root, '.gitignore'));
    makeNamedPipe(join(root, '.gitignore'));
    expect(await readIgnoreRules(root, '', entries, null)).toBeNull();
  });
});
