// What each format of each command says of a repository that means no good, as the built program prints it: JSON as
// docs/json.md has it, SARIF that Microsoft's validator takes, CSV that no spreadsheet runs, text that no terminal obeys.
import { mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeControl } from '../../src/text/display.ts';
import { git, gitRepository } from '../support/git-repository.ts';
import { validatorResults } from '../support/sarif-validator.ts';
import { installation, tocsin, type Installation } from '../support/tocsin.ts';

const weak = 'import hashlib\nx = hashlib.md5(b"")\ndb_password = "Kq7hunter2verypw9"\n';
const names = [
  '=cmd()|x.py',
  '+a/@b.py',
  '-c.py',
  'new\nline.py',
  'tab\t.py',
  '\u001b[31m\u001b]0;t\u0007.py',
  'a,"b";c.py',
];

let folder: string;
let home: Installation;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'tocsin-test-'));
  home = await hostileShop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A repository with such names, one finding that was fixed, one that a comment suppresses, and a file in part broken. */
async function hostileShop(): Promise<Installation> {
  const shop = join(folder, '=shop\u202e');
  gitRepository(shop, Object.fromEntries(names.map((name) => [name, weak])));
  writeFileSync(Buffer.concat([Buffer.from(`${shop}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.py')]), weak);
  writeFileSync(join(shop, 'fixed.py'), weak);
  writeFileSync(join(shop, 'broken.py'), `${weak}def (:\n`);
  writeFileSync(
    join(shop, 'suppressed.py'),
    'import hashlib\nx = hashlib.md5(b"")  # tocsin: ignore[PW016] =reason()\n',
  );
  const installed = installation(folder, shop);
  await tocsin(installed, 'scan', '--quiet');
  renameSync(join(shop, 'fixed.py'), join(folder, 'elsewhere'));
  git(shop, 'add', '-A');
  await tocsin(installed, 'secrets', 'scan', '--quiet');
  return installed;
}

async function printed(...args: readonly string[]): Promise<string> {
  const { code, out, error } = await tocsin(home, ...args);
  expect({ args, code, error }).toEqual({ args, code: 0, error: '' });
  return out;
}

/** The members in the first columns of the tables under each heading of docs/json.md. */
function documented(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
  const sections = page.split(/^#+ /m).slice(1);
  return new Map(
    sections.map((section) => {
      const cells = Array.from(section.matchAll(/^\| (`[^|]+`) \|/gm), ([, cell]) => cell!);
      const members = cells.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name!));
      return [section.split('\n')[0]!.replaceAll('`', ''), members.toSorted()];
    }),
  );
}

type Json = Readonly<Record<string, unknown>>;

function first(list: unknown): Json {
  return (list as readonly Json[])[0]!;
}

// Many processes, one of them the validator's.
describe('the formats', { timeout: 90_000 }, () => {
  it('JSON has the members that docs/json.md tells, all of them and no other', async () => {
    const pages = documented();
    const expectMembers = (value: Json, ...sections: readonly string[]): void => {
      const wanted = sections.flatMap((section) => pages.get(section) ?? ['no such section']);
      expect({ sections, members: Object.keys(value).toSorted() }).toEqual({ sections, members: wanted.toSorted() });
    };
    const json = async (...args: readonly string[]): Promise<Json> => {
      const text = await printed(...args, '--format', 'json');
      expect(text.split('\n').filter((line) => line !== escapeControl(line))).toEqual([]);
      return JSON.parse(text) as Json;
    };

    const findings = await json('findings', '--status', 'all', '--all');
    expectMembers(findings, 'Every document', 'tocsin findings');
    for (const finding of findings['findings'] as readonly Json[]) expectMembers(finding, 'A finding');
    const paths = (findings['findings'] as { location: { path: string } }[]).map(({ location }) => location.path);
    expect(new Set(paths)).toEqual(
      new Set([...names, String.raw`\xff\xfe.py`, 'broken.py', 'fixed.py', 'suppressed.py']),
    );

    const show = await json('show', first(findings['findings'])['id'] as string);
    expectMembers(show, 'Every document', 'tocsin show ID');
    expectMembers(show['rule'] as Json, 'A rule');
    expectMembers(first(show['history']), 'An event');

    expectMembers(await json('history'), 'Every document', 'tocsin history');
    const scan = await json('scan', '--quiet');
    expectMembers(scan, 'Every document', 'tocsin scan');
    expectMembers(first(scan['scans']), 'A scan');
    expect(scan['unanalyzed']).toMatchObject([{ path: 'broken.py', outcome: 'partial' }]);
    const status = await json('status');
    expectMembers(status, 'Every document', 'tocsin status');
    expectMembers(first(status['scans']), 'A scan');
    const secrets = await json('secrets');
    expectMembers(secrets, 'Every document', 'tocsin secrets, tocsin secrets scan and tocsin secrets show NAME');
    const secret = first(secrets['secrets']);
    expectMembers(secret, 'A secret');
    expectMembers(first(secret['past'])['brought'] as Json, 'A commit of a secret');
    const rules = await json('rules', 'list');
    expectMembers(rules, 'Every document', 'tocsin rules');
    expectMembers(first(rules['rules']), 'A rule', 'A rule of tocsin rules');
    expectMembers(await json('rules', 'show', 'PW016'), 'Every document', 'tocsin rules');
  });

  it.each([[['scan', '--quiet']], [['findings', '--status', 'all', '--all']], [['secrets']]])(
    'SARIF of %j satisfies the validator',
    async (args) => {
      expect(validatorResults(await printed(...args, '--format', 'sarif'))).toEqual([]);
    },
  );

  it('CSV is one line a finding, and no cell of it a formula', async () => {
    for (const args of [
      ['scan', '--quiet'],
      ['findings', '--status', 'all', '--all'],
    ]) {
      const lines = (await printed(...args, '--format', 'csv')).split('\r\n');
      expect(lines.pop()).toBe('');
      const cells = lines.map((line) => Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)));
      expect(new Set(cells.map((row) => row.length)).size).toBe(1);
      const texts = cells.flat().map(([, quoted, bare]) => quoted ?? bare ?? '');
      expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text) || text !== escapeControl(text))).toEqual([]);
      expect(texts).toContain("'=cmd()|x.py");
    }
  });

  it('text is inert', async () => {
    const { events } = JSON.parse(await printed('history', '--format', 'json')) as {
      events: { finding: string }[];
    };
    const ids = [...new Set(events.map(({ finding }) => finding))];
    const commands = [['findings', '--all'], ['secrets'], ['secrets', 'show', 'S1'], ['history'], ['status'], ['scan']];
    for (const args of [...commands, ...ids.slice(0, 2).map((id) => ['show', id])]) {
      const { out, error, code } = await tocsin(home, ...args);
      expect((out + error).split('\n').filter((line) => line !== escapeControl(line))).toEqual([]);
      expect(code).toBe(0);
    }
  });
});
