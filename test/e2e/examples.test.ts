// Every example of every help text, run as it stands there.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, program, startTocsin, tocsin, type Installation, type RunResult } from '../support/tocsin.ts';

/** The lines below `Example:` and `Examples:` in docs/cli.md, which is made of the help texts. */
function examples(): readonly string[] {
  const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  return [...page.matchAll(/^Examples?:\n((?: {2}.+\n)+)/gm)].flatMap(([, lines]) =>
    lines!
      .trimEnd()
      .split('\n')
      .map((line) => line.trim()),
  );
}

/** Runs a line of a shell that knows a command `tocsin`. */
function shell(line: string, { cwd, environment }: Installation): Promise<RunResult> {
  const path = `${join(environment['HOME']!, 'bin')}:${environment['PATH']}`;
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { cwd, env: { ...environment, PATH: path } }, (error, out, errorText) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, error: errorText });
    });
  });
}

describe('the examples of the help texts', { timeout: 120_000 }, () => {
  it('work', async () => {
    const home = temporaryFolder();
    const shop = join(home, 'src', 'shop');
    gitRepository(shop, {
      'a.py': 'import hashlib\nx = hashlib.md5(b"")\n',
      'app/auth.py': 'import os\n',
      'chat-answer.txt': 'The code imports `os` but does not use it.\n',
    });
    writeFiles(home, {
      'tocsin.yaml': 'workspaces:\n  - path: src\n',
      'bin/tocsin': `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
    });
    chmodSync(join(home, 'bin', 'tocsin'), 0o755);
    mkdirSync(join(shop, 'my-rules'));
    const installed = installation(home, shop);
    await tocsin(installed, 'scan', '--quiet');
    const { out } = await tocsin(installed, 'findings');
    const id = /PW-[0-9A-Z]{4,}/.exec(out)![0];

    const lines = examples();
    expect(lines.length).toBeGreaterThan(12);
    for (const line of lines.filter((each) => !each.startsWith('tocsin watch'))) {
      const { code, error } = await shell(line.replace('PW-7F3K', id), installed);
      expect({ line, code, error: line.includes('scan') ? '' : error }).toEqual({ line, code: 0, error: '' });
    }
    for (const file of ['shop.sarif', 'passwords.csv', 'config.schema.json']) {
      expect(existsSync(join(shop, file))).toBe(true);
    }
    const watch = startTocsin(installed, 'watch', join(home, 'src'));
    await watch.waitFor(/analysed in .*\n/);
    expect(await watch.end('SIGINT')).toBe(0);
  });
});
