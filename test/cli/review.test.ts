import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, tocsin, type Installation } from '../support/tocsin.ts';

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/review/${name}`, import.meta.url), 'utf8');

function shopWith(files: Readonly<Record<string, string>>): Installation {
  const folder = temporaryFolder();
  gitRepository(join(folder, 'shop'), files);
  return installation(folder, join(folder, 'shop'));
}

/** `line rule-like beginning` of each item, under its heading. */
function itemsOf(markdown: string): string[] {
  return markdown.split('\n').flatMap((line) => {
    const heading = /^## (.+)/.exec(line)?.[1];
    const place = /^- `[^:`]+:(\d+)` (.*)/.exec(line);
    return heading ?? (place === null ? [] : `${place[1]} ${place[2]}`);
  });
}

describe('tocsin review', () => {
  it('says of a handler what a reviewer should, and nothing else', async () => {
    const home = shopWith({ 'nova/guest_key.py': fixture('guest_key.py') });
    const { code, out } = await tocsin(home, 'review', 'nova/guest_key.py');
    expect(code).toBe(0);
    expect(out).toMatch(/^# Review\n\n\*\*\d security findings?: 1 high/);
    const items = itemsOf(out);
    expect(items.filter((item) => /^\d+ (?!\(medium severity)/.test(item))).toEqual([
      expect.stringMatching(/^48 \(high severity, \w+ confidence\) The password `passphrase` is stored as it is/),
      '23 split_passphrase turns a missing passphrase into an empty one and goes on with it.',
      "25 (low severity, medium confidence) The request's body is read by str.decode, and nobody catches the error that other data raises.",
      "32 serve_passphrase answers a request with an administrator's rights, and asks no policy here.",
      '38 (low severity, medium confidence) req.content_length is None where it is not sent, and `>` raises an error then.',
      '37 exc.HTTPConflict() is raised without detail on what was wrong.',
      '47 webob.exc.HTTPBadRequest is raised in an except without from.',
      '51 A method that the handler does not know is answered with 400, where 405 says what is wrong.',
      '17 read_passphrase has no type hints for instance and its result.',
      '22 split_passphrase has no type hints for context, passphrase and its result.',
      '31 serve_passphrase has no type hints for req, guest_data and its result.',
      '3 Import zip hides the builtin of that name.',
      '22 Parameter context of split_passphrase hides the import of that name.',
      '22 Parameter context of split_passphrase is never read.',
      '31 serve_passphrase returns a value in line 34 and falls off its end on another path.',
      '31 serve_passphrase serves GET and POST, each in a branch of its own.',
    ]);
    expect(out).toContain('- Imports: all 6 are used.\n');
    expect(out).toContain('- Naming and style: one style: all 5 names of two words or more are in snake_case.\n');
  });

  it('is a view over the findings that scan records', async () => {
    const home = shopWith({ 'guest_key.py': fixture('guest_key.py') });
    const reviewed = JSON.parse((await tocsin(home, 'review', '--format', 'json')).out) as {
      sections: { findings: { id: string }[] }[];
    };
    const listed = JSON.parse((await tocsin(home, 'findings', '--all', '--format', 'json')).out) as {
      findings: { id: string }[];
    };
    const ids = (findings: readonly { id: string }[]): string[] => findings.map(({ id }) => id).toSorted();
    expect(ids(reviewed.sections.flatMap(({ findings }) => findings))).toEqual(ids(listed.findings));
    expect((await tocsin(home, 'scan', '--quiet', '--fail-on', 'note', '--category', 'review')).code).toBe(0);
    const sarif = JSON.parse((await tocsin(home, 'review', '--format', 'sarif')).out) as {
      runs: { results: unknown[] }[];
    };
    expect(sarif.runs[0]!.results).toHaveLength(listed.findings.length);
  });

  it('reviews a change', async () => {
    const home = shopWith({ 'a.py': 'import os\n\ndef f(x):\n    return 1\n' });
    writeFiles(home.cwd, { 'a.py': 'import os\nimport re\n\ndef f(x):\n    return 1\n' });
    const since = await tocsin(home, 'review', '--since', 'HEAD');
    expect(itemsOf(since.out)).toEqual(['1. Imports', '2 re is imported and not used.']);
    expect(since.out).toContain('**No security defects were found in what changed since HEAD.**');
    expect(itemsOf((await tocsin(home, 'review', '--staged')).out)).toEqual([]);
    git(home.cwd, 'add', 'a.py');
    expect(itemsOf((await tocsin(home, 'review', '--staged')).out)).toHaveLength(2);
    const both = await tocsin(home, 'review', '--staged', '--since', 'HEAD');
    expect(both.code).toBe(2);
    expect((await tocsin(home, 'review', '--since', 'nowhere')).error).toContain('has no revision "nowhere"');
  });

  it('compares with a review in prose', async () => {
    const home = shopWith({ 'guest_key.py': fixture('guest_key.py'), 'claims.txt': fixture('claims.txt') });
    const { out } = await tocsin(home, 'review', 'guest_key.py', '--against', 'claims.txt', '--format', 'json');
    const { claims } = JSON.parse(out) as { claims: { claim: string | null; verdict: string }[] };
    expect(claims.map(({ claim, verdict }) => `${claim}: ${verdict}`)).toEqual([
      'no-security-defects: false',
      'mixed-naming: false',
      'missing-type-hints: true',
      'no-validation: half',
      'plaintext-password: half',
      'exception-without-detail: half',
      'unused-import: false',
      'organisation: opinion',
      'null: opinion',
    ]);
    const together = await tocsin(home, 'review', '--against', 'claims.txt', '--staged');
    expect(together).toMatchObject({ code: 2, error: expect.stringContaining('cannot be used with') });
    const missing = await tocsin(home, 'review', '--against', 'nowhere.txt');
    expect(missing).toMatchObject({ code: 2, error: expect.stringContaining("The review can't be read") });
  });
});
