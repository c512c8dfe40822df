import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { escapeControl } from '../../src/text/display.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin } from '../support/tocsin.ts';

async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  const folder = temporaryFolder();
  return tocsin(installation(folder, folder), ...args);
}

describe('a wrong command line', () => {
  it.each([
    [['scann'], "unknown command 'scann'", 'scan?'],
    [['scann', '--help'], "unknown command 'scann'", 'scan?'],
    [['help', 'shwo'], "unknown command 'shwo'", 'show?'],
    [['scan', '--fail-onn', 'high'], "unknown option '--fail-onn'", '--fail-on?'],
    [['config', 'chekc'], "unknown command 'chekc'", 'check?'],
    [['rules', 'lst'], 'There is no command "rules lst"', 'Did you mean `tocsin rules list`?'],
    [['rules', 'PW016'], 'There is no command "rules PW016"', '`tocsin rules show PW016`'],
    [['rules', 'show', 'weak-hsh'], 'No rule is called "weak-hsh"', 'Did you mean weak-hash?'],
    [['findings', '--severity', 'hgih'], '"hgih" is none of', 'critical, high'],
    // Names that every JavaScript object has.
    [['constructor'], "unknown command 'constructor'", ''],
    [['__proto__'], "unknown command '__proto__'", ''],
  ])('%j is refused with what is right', async (args, message, hint) => {
    const { code, out, error } = await run(...args);
    expect(error).toContain(message);
    expect(error).toContain(hint);
    expect(error).not.toMatch(/^\s+at /m);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('help', () => {
  it.each([
    [['help'], 'tocsin [options] [command]'],
    [['help', 'help'], 'tocsin [options] [command]'],
    [['help', 'scan'], 'tocsin scan [options] [path...]'],
    [['help', 'rules', 'show'], 'tocsin rules show [options] <rule>'],
    [['rules', '--help'], 'tocsin rules [options] [command]'],
  ])('%j is help', async (args, usage) => {
    const { code, out, error } = await run(...args);
    expect(out.split('\n')[0]).toBe(`Usage: ${usage}`);
    expect({ code, error }).toEqual({ code: 0, error: '' });
  });
});

describe('what others named', () => {
  const hostile = 'red\u001b[31m\u001b]0;title\u0007\u202e';

  it.each([
    [hostile],
    ['scan', hostile],
    ['scan', `--${hostile}`],
    ['watch', hostile],
    ['rules', hostile],
    ['rules', 'show', hostile],
    ['rules', 'check', 'rules'],
    ['findings', '--severity', hostile],
    ['findings', '--database', hostile],
    ['findings', '--config', hostile],
    ['scan', '--output', `${hostile}/report`],
    ['config', 'check'],
    ['config', 'check', '--config', 'wrong.yaml'],
    ['config', 'show'],
    ['doctor'],
  ])('is printed inert: %j', async (...args) => {
    const folder = temporaryFolder();
    const cwd = join(folder, hostile);
    mkdirSync(cwd);
    writeFiles(cwd, {
      'config.yaml': 'workspaces:\n  - path: "gone\\e[31m"\n',
      'wrong.yaml': `a${hostile.replaceAll(/[^\w[\];]/g, '')}: 1\n"b\\e[31m": 2\n`,
      [`rules/${hostile}.yaml`]: 'nothing: "\\e[31m"\n',
    });
    const { out, error } = await tocsin(installation(folder, cwd), ...args);
    expect(out + error).toMatch(/\\x1b\[31m/);
    expect((out + error).split('\n').filter((line) => line !== escapeControl(line))).toEqual([]);
  });
});
