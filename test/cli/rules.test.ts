import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin } from '../support/tocsin.ts';

const builtIn = fileURLToPath(new URL('../../rules', import.meta.url));

describe('tocsin rules check', () => {
  it('does not compare the built-in folder with itself, by whichever name', async () => {
    const folder = temporaryFolder();
    const home = installation(folder, folder);
    symlinkSync(builtIn, join(folder, 'link'));
    for (const name of [`${builtIn}/`, 'link']) {
      const { error, out } = await tocsin(home, 'rules', 'check', name);
      expect(error).not.toContain('already taken');
      expect(out).toMatch(/^[1-9]\d+ rules read, /);
    }
  });

  it('tells an id that a built-in rule has', async () => {
    const folder = temporaryFolder();
    const home = installation(folder, folder);
    const rule = 'python/passwords/weak-hash.yaml';
    cpSync(join(builtIn, rule), join(folder, 'mine', rule), { recursive: true });
    const { code, error, out } = await tocsin(home, 'rules', 'check', 'mine');
    expect(error).toMatch(/mine\/python\/passwords\/weak-hash\.yaml:1:5 .*already taken by/);
    expect(out).toMatch(/^0 rules read, /);
    expect(code).toBe(2);
  });

  it('counts the rules of the folder alone', async () => {
    const folder = temporaryFolder();
    const home = installation(folder, folder);
    const rule = (id: string): string =>
      [
        `id: ${id}\ntitle: Eval\nseverity: low\nconfidence: low\ncategory: review\ncwe: [CWE-95]`,
        'message: "{callee} runs text."\nwhy: It does.\nfix: Leave it out.\nreferences: [https://example.org/]',
        'match:\n  pattern:\n    any:\n      - call: eval',
        'examples:\n  bad: [{ name: bad, code: eval(x) }]\n  good: [{ name: good, code: print(x) }]\n',
      ].join('\n');
    writeFiles(folder, { 'mine/own/eval.yaml': rule('own/eval'), 'mine-too/own/other.yaml': rule('own/other') });
    expect((await tocsin(home, 'rules', 'check', 'mine')).out).toMatch(/^1 rule read, /);
  });

  it('refuses what is no folder', async () => {
    const folder = temporaryFolder();
    const home = installation(folder, folder);
    writeFiles(folder, { 'file.yaml': '' });
    for (const name of ['file.yaml', 'nothing']) {
      const { code, error } = await tocsin(home, 'rules', 'check', name);
      expect(error).toBe(`tocsin: ${join(folder, name)} is not a folder.
Name the folder that your rules are in.
`);
      expect(code).toBe(2);
    }
  });
});
