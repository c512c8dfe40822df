import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin, type RunResult } from '../support/tocsin.ts';

async function check(text: string): Promise<RunResult> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.yaml'), text);
  const { code, out, error } = await tocsin(installation(folder, folder), 'config', 'check');
  const plain = (printed: string): string => printed.replaceAll(`${folder}/`, '');
  return { code, out: plain(out), error: plain(error) };
}

describe('tocsin config check', () => {
  it.each([
    [
      'workspaces:\n  - pth: .\n',
      ['2:5 workspaces[0].path is missing', '2:5 Unknown key "pth" — did you mean "path"?'],
    ],
    ['rules:\n  enabel: ["*"]\n', ['2:3 Unknown key "enabel" — did you mean "enable"?']],
    ['limits: {}\nlimts: {}\n', ['2:1 Unknown key "limts" — did you mean "limits"?']],
    ['limits:\n  workers: "2"\n', ['2:12 limits.workers: expected a whole number from 1 to 64, got "2"']],
    ['limits:\n  fileTimeout: 10\n', ['2:16 limits.fileTimeout: expected a duration such as']],
    ['limits:\n  maxFileSize: 3 potatoes\n', ['2:16 limits.maxFileSize: expected a size such as']],
    ['watch:\n  quiet: 10s\n  upperBound: 1s\n', ['2:10 watch.quiet is longer than watch.upperBound']],
    ['schedule:\n  audit: "61 * * * *"\n', ['2:10 schedule.audit: "61" is not possible as minute']],
    ['schedule:\n  timeZone: Mars/Base\n', ['2:13 schedule.timeZone: expected a time zone']],
    ['notify:\n  command: echo hi\n', ['2:12 notify.command: expected a list']],
    ['rules:\n  severity:\n    "python/**": hgih\n', ['3:18 rules.severity', 'did you mean "high"?']],
    ['rules:\n  disable: ["!x", ""]\n', ['2:13 rules.disable[0]', '2:19 rules.disable[1]']],
    ['rules: {}\nrules: {}\n', ['2:1 The key "rules" stands twice']],
    ['workspaces: [\n', ['2:1 ']],
    ['workspaces:\n  - path: .\n  - path: ./\n', ['3:11 workspaces[1].path: the same folder']],
  ])('tells what is wrong in %j, and where', async (text, problems) => {
    const { code, out, error } = await check(text);
    for (const problem of problems) expect(error).toContain(problem);
    expect(error).toContain('config.yaml:');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('tells names of rules that fit none, and what was probably meant', async () => {
    const { code, error } = await check(
      'rules:\n  enable: ["**", nope/**]\n  disable: [weak-hash, PW0166]\n  severity:\n    pyhton/**: low\n    PW016: low\n',
    );
    expect(error.split('\n').slice(0, 4)).toEqual([
      'tocsin: config.yaml:2:18 No rule fits "nope/**"',
      'config.yaml:3:13 No rule fits "weak-hash" — did you mean "python/passwords/weak-hash"?',
      'config.yaml:3:24 No rule fits "PW0166" — did you mean "PW016"?',
      'config.yaml:5:5 No rule fits "pyhton/**"',
    ]);
    expect(code).toBe(2);
  });

  it('tells rule files that are not used', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'config.yaml': 'rules:\n  folders: [rules, gone]\n',
      'rules/mine/bad.yaml': 'id: mine/bad\n',
    });
    const { code, error } = await tocsin(installation(folder, folder), 'config', 'check');
    expect(error).toMatch(/rules\/mine\/bad\.yaml:1:1 title is missing/);
    expect(error).toMatch(/\/gone:1:1 .*ENOENT/);
    expect(code).toBe(2);
  });

  it('says what is in force', async () => {
    expect(await check('limits:\n  workers: 2\n')).toEqual({ code: 0, out: 'config.yaml is right.\n', error: '' });
    expect(await check('')).toEqual({ code: 0, out: 'config.yaml is right.\n', error: '' });
    const folder = temporaryFolder();
    expect((await tocsin(installation(folder, folder), 'config', 'check')).out).toMatch(/does not exist: the defaults/);
  });

  it("says when it takes the file for another program's", async () => {
    const { code, out } = await check('title: My blog\nlog:\n  level: debug\n');
    expect(out).toMatch(/^config\.yaml holds no workspaces, .* name it with --config\.\n$/);
    expect(code).toBe(0);
  });
});
