import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { boundInstallation, installation, startTocsin, tocsin, type Installation } from '../support/tocsin.ts';

function shopWith(folder: string, files: Readonly<Record<string, string>>): Installation {
  gitRepository(join(folder, 'shop'), files);
  return installation(folder, join(folder, 'shop'));
}

describe('tocsin scan', () => {
  it('says that a file which git ignores was not looked at', async () => {
    const home = shopWith(temporaryFolder(), { '.gitignore': '*.env\n', 'a.py': 'x = 1\n' });
    writeFiles(home.cwd, { 'live.env': 'x\n' });
    const { code, out, error } = await tocsin(home, 'scan', 'live.env');
    expect(error).toContain(`No file was scanned: git or the configuration ignores ${join(home.cwd, 'live.env')}`);
    expect({ code, out }).toEqual({ code: 0, out: 'No findings\n' });
    expect((await tocsin(home, 'scan', 'a.py')).error).not.toContain('No file was scanned');
  });
});

describe('the exit code of a scan', () => {
  const weak = 'import hashlib\nx = hashlib.md5(b"")\n';

  it('is 1 where the list holds something as severe as --fail-on says', async () => {
    const home = shopWith(temporaryFolder(), { 'a.py': weak });
    const codeOf = async (...args: readonly string[]): Promise<number> =>
      (await tocsin(home, 'scan', '--quiet', ...args)).code;
    expect(await codeOf()).toBe(0);
    expect(await codeOf('--fail-on', 'medium')).toBe(1);
    expect(await codeOf('--fail-on', 'note', '--format', 'json')).toBe(1);
    expect(await codeOf('--fail-on', 'high')).toBe(0);
    expect(await codeOf('--fail-on', 'medium', '--category', 'secrets')).toBe(0);
  });

  it('is 3 with --strict where a file failed', async () => {
    const folder = temporaryFolder();
    // Text, not Python: ending a thread inside the Python parser can end the process.
    const slow = Array.from(
      { length: 25_000 },
      (_, index) => `key_${index}_password: ${index * 7919}Zq${index * 104_729}\n`,
    );
    const home = shopWith(folder, { 'slow.txt': slow.join('') });
    const config = join(folder, 'config.yaml');
    writeFiles(folder, { 'config.yaml': 'limits:\n  fileTimeout: 30ms\n  workers: 1\n' });
    const scan = async (...args: readonly string[]): ReturnType<typeof tocsin> =>
      tocsin(home, 'scan', '--config', config, ...args);
    expect((await scan('--strict')).code).toBe(3);
    expect((await scan('--strict', '--quiet')).error).toBe('');
    expect(await scan()).toMatchObject({
      code: 0,
      error: expect.stringMatching(/could not be analysed\n +slow\.txt: timeout/),
    });
  });

  it('is 3 with --strict where a file can not be read', async () => {
    const folder = temporaryFolder();
    const plain = join(folder, 'plain');
    writeFiles(plain, { 'a.py': 'x = 1\n', 'closed.py': 'x = 1\n' });
    const home = installation(folder, plain);
    chmodSync(join(plain, 'closed.py'), 0o000);
    chmodSync(join(folder, 'state'), 0o777);
    chmodSync(folder, 0o755);
    expect((await tocsin(boundInstallation(home), 'scan', '--strict')).code).toBe(3);
  });

  it('is 2 where options contradict each other', async () => {
    const home = shopWith(temporaryFolder(), {});
    const { code, error } = await tocsin(home, 'scan', '--quiet', '--verbose');
    expect(error).toMatch(/'-q, --quiet' cannot be used with option '-v, --verbose'/);
    expect(code).toBe(2);
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a scan in order; the next one goes on from there', async (signal, code) => {
    const folder = temporaryFolder();
    // Text, so that no thread is ended inside the Python parser.
    const files = Array.from({ length: 600 }, (_, index) => [`f${index}.txt`, `${index} text\n`.repeat(500)] as const);
    const home = shopWith(folder, Object.fromEntries(files));
    const scan = startTocsin(home, 'scan', '--verbose');
    await scan.waitForLines(/^analyzed /gm, 20);
    expect(await scan.end(signal)).toBe(code);
    expect(scan.printed()).toMatch(/The scan was stopped\. What was analysed is kept for the next scan\.\n$/);
    expect(scan.printed().match(/^analyzed /gm)!.length).toBeLessThan(600);

    const status = JSON.parse((await tocsin(home, 'status', '--format', 'json')).out) as { scans: unknown[] };
    expect(status.scans).toMatchObject([{ status: 'aborted', finishedAt: expect.any(String) as string }]);
    const next = await tocsin(home, 'scan');
    expect(next.error).toMatch(/of 600 files/);
    expect(next.code).toBe(0);
    expect((await tocsin(home, 'doctor')).out).toMatch(/^ok +database/m);
  });
});
