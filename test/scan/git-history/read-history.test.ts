import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { KnownSecret } from '../../../src/model/secret-history.ts';
import { createBlobPool } from '../../../src/scan/git-history/blob-pool.ts';
import type { HistoryServices } from '../../../src/scan/git-history/contents.ts';
import { readHistory, type HistoryResult } from '../../../src/scan/git-history/read-history.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { gitWith } from '../../../src/workspace/git.ts';
import { pathFilter } from '../../../src/workspace/path-filter.ts';
import { git, gitRepository, writeFiles } from '../../support/git-repository.ts';
import {
  expectedPast,
  makeRepository,
  secretOfLength,
  valueOf,
  type ExpectedPast,
  type MadeCommit,
} from '../../support/history-of-secrets.ts';
import { secretRules } from '../../support/secret-rules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const rules = await secretRules();
const key = new TextEncoder().encode('a key for tests');
const pool = createBlobPool({
  workers: 1,
  fileTimeout: 60_000,
  workerMemory: 512,
  data: { rules, key, environment: process.env },
});
afterAll(() => pool.close());

function openMemory(file = ':memory:'): Store {
  const store = openStore({ file, clock: () => new Date('2026-01-01T00:00:00Z') });
  onTestFinished(() => store.close());
  return store;
}

function read(
  root: string,
  store: Store,
  changes: Partial<HistoryServices> & { readonly unreachable?: boolean; readonly signal?: AbortSignal } = {},
): Promise<HistoryResult> {
  const { unreachable = false, signal, ...services } = changes;
  return readHistory(
    { repository: { root, kind: 'git' }, filter: pathFilter([], []) },
    { unreachable },
    {
      store,
      git: gitWith(process.env),
      pool,
      rules: 'rules',
      maxFileBytes: 1_000_000,
      holder: { pid: process.pid, host: 'here' },
      note: () => undefined,
      progress: () => undefined,
      clock: () => 0,
      ...services,
    },
    signal,
  );
}

/** What the store says, in the form of `expectedPast`. */
function toldPast(store: Store, ids: readonly string[]): ExpectedPast[] {
  return store
    .secrets()
    .map(({ length, past }) => {
      const { brought, removed, inHead } = past[0]!;
      return {
        secret: secretOfLength(length),
        brought: ids.indexOf(brought.id),
        removed: removed === null ? null : ids.indexOf(removed.id),
        inHead,
      };
    })
    .toSorted((a, b) => a.secret - b.secret);
}

function only(secrets: readonly KnownSecret[]): KnownSecret {
  expect(secrets).toHaveLength(1);
  return secrets[0]!;
}

const tree = fc.dictionary(
  fc.constantFrom('a.yml', 'b.yml', 'deep/c.yml', 'tests/d.yml'),
  fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
  { noNullPrototype: true },
);

/** Commits whose parents are some of those before them. */
const histories = fc
  .array(fc.record({ tree, parents: fc.array(fc.nat(1000), { maxLength: 3 }), keeps: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((drafts) => {
    const commits: MadeCommit[] = [];
    for (const [at, draft] of drafts.entries()) {
      const parents = at === 0 ? [] : [...new Set(draft.parents.map((parent) => at - 1 - (parent % Math.min(at, 4))))];
      // Most commits of real projects leave most files as they are.
      const before = draft.keeps && parents.length > 0 ? commits[parents[0]!]!.tree : {};
      commits.push({ parents, tree: { ...before, ...draft.tree } });
    }
    return commits;
  });

function refsOf(commits: readonly MadeCommit[], more: readonly number[]): Record<string, number> {
  const names = ['refs/heads/other', 'refs/tags/v1', 'refs/remotes/origin/x', 'refs/stash'];
  const others = more.map((at, index) => [names[index]!, at % commits.length] as const);
  return { 'refs/heads/main': commits.length - 1, ...Object.fromEntries(others) };
}

describe('readHistory', () => {
  it('says of every secret what a look at every file of every commit says', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(1000), { maxLength: 4 }), async (commits, more) => {
        const root = temporaryFolder();
        const refs = refsOf(commits, more);
        const ids = makeRepository(root, commits, refs);
        const store = openMemory();
        await read(root, store);
        expect(toldPast(store, ids)).toEqual(expectedPast(commits, refs));
        rmSync(root, { recursive: true });
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('says the same whether history was read at once or as it grew', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat(1000), { maxLength: 4 }), async (commits, more) => {
        const root = temporaryFolder();
        const refs = refsOf(commits, more);
        const ids = makeRepository(root, commits, refs);
        const store = openMemory();
        const targets = Object.entries(refs);
        for (const [ref] of targets) git(root, 'update-ref', '-d', ref);
        for (const [at, id] of ids.entries()) {
          if (at % 4 === 3) {
            git(root, 'update-ref', 'refs/heads/main', id);
            // oxlint-disable-next-line no-await-in-loop -- one state after the other
            await read(root, store);
          }
        }
        git(root, 'update-ref', '-d', 'refs/heads/main');
        for (const [ref, at] of targets) git(root, 'update-ref', ref, ids[at]!);
        await read(root, store);
        expect(toldPast(store, ids)).toEqual(expectedPast(commits, refs));
        rmSync(root, { recursive: true });
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('goes on where it was broken off, and reads nothing twice', async () => {
    const root = temporaryFolder();
    const commits = Array.from({ length: 700 }, (_, at): MadeCommit => {
      return { parents: at === 0 ? [] : [at - 1], tree: { [`file${at}.yml`]: [at % 5] } };
    });
    const refs = { 'refs/heads/main': commits.length - 1 };
    const ids = makeRepository(root, commits, refs);
    const file = join(temporaryFolder(), 'tocsin.db');
    const first = openStore({ file, clock: () => new Date('2026-01-01T00:00:00Z') });
    const broken = read(root, first, {
      progress(done) {
        if (done > 0) throw new Error('pulled the plug');
      },
    });
    await expect(broken).rejects.toThrow('pulled the plug');
    first.close();

    const store = openMemory(file);
    const { commits: rest } = await read(root, store);
    expect(rest).toBe(700 - 256);
    expect(toldPast(store, ids)).toEqual(expectedPast(commits, refs));
    expect(await read(root, store)).toMatchObject({ commits: 0, blobs: 0, unread: 0 });
  });

  it('stops when it is told to', async () => {
    const root = temporaryFolder();
    makeRepository(root, [{ parents: [], tree: { 'a.yml': [1] } }], { 'refs/heads/main': 0 });
    const signal = AbortSignal.abort();
    await expect(read(root, openMemory(), { signal })).rejects.toThrow('stopped');
  });

  it('reads all again for other rules', async () => {
    const root = temporaryFolder();
    makeRepository(root, [{ parents: [], tree: { 'a.yml': [1] } }], { 'refs/heads/main': 0 });
    const store = openMemory();
    await read(root, store);
    expect((await read(root, store, { rules: 'others' })).commits).toBe(1);
    expect(store.secrets()).toHaveLength(1);
  });

  it('tells disk only from staged, committed and pushed, and what is to be done', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'readme.md': 'hello\n' });
    const store = openMemory();
    writeFiles(root, { 'a.yml': `password: ${valueOf(1)}\n` });
    git(root, 'add', '-A');
    await read(root, store);
    expect(only(store.secrets())).toMatchObject({
      exposure: 'staged',
      advice: 'unstage',
      severity: 'medium',
      past: [],
    });

    git(root, 'commit', '-q', '-m', 'Add');
    await read(root, store);
    expect(only(store.secrets())).toMatchObject({ exposure: 'committed', advice: 'rewrite', severity: 'high' });

    git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    await read(root, store);
    expect(only(store.secrets())).toMatchObject({ exposure: 'pushed', advice: 'rotate', severity: 'critical' });

    git(root, 'rm', '-q', 'a.yml');
    git(root, 'commit', '-q', '-m', 'Remove');
    await read(root, store);
    const gone = only(store.secrets());
    expect(gone).toMatchObject({ exposure: 'pushed', advice: 'rotate', places: [] });
    expect(gone.past[0]!.removed).toMatchObject({ id: git(root, 'rev-parse', 'HEAD').trim(), author: 'Test' });
  });

  it('forgets a secret when no ref leads to it any more, and finds it again on request', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'readme.md': 'hello\n' });
    writeFiles(root, { 'a.yml': `password: ${valueOf(1)}\n` });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Add');
    const store = openMemory();
    await read(root, store);
    expect(store.secrets()).toHaveLength(1);
    git(root, 'reset', '-q', '--hard', 'HEAD~1');
    await read(root, store);
    expect(store.secrets()).toEqual([]);
    await read(root, store, { unreachable: true });
    expect(only(store.secrets()).past[0]!.brought).toMatchObject({ path: '', committedAt: null });
  });

  it('reads older entries of the stash, and what tags name without a commit', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.yml': 'title: x\n' });
    for (const secret of [1, 2]) {
      writeFiles(root, { 'a.yml': `password: ${valueOf(secret)}\n` });
      git(root, 'stash', '-q');
    }
    writeFiles(root, { blob: `password: ${valueOf(3)}\n` });
    git(root, 'tag', '-a', '-m', 'x', 'blob', git(root, 'hash-object', '-w', 'blob').trim());
    git(root, 'tag', '-a', '-m', 'x', 'twice', 'blob');
    const store = openMemory();
    await read(root, store);
    expect(
      store
        .secrets()
        .map(({ length }) => secretOfLength(length))
        .toSorted((a, b) => a - b),
    ).toEqual([1, 2, 3]);
  });

  it('knows a value that another one took the place of', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.yml': `password: ${valueOf(1)}\n`, 'b.yml': `other_password: ${valueOf(1)}\n` });
    writeFiles(root, { 'a.yml': `password: ${valueOf(2)}\n` });
    git(root, 'commit', '-q', '-a', '-m', 'Change');
    const store = openMemory();
    await read(root, store);
    const old = (): KnownSecret => store.secrets().find(({ length }) => secretOfLength(length) === 1)!;
    const next = store.secrets().find(({ length }) => secretOfLength(length) === 2)!;
    expect(old()).toMatchObject({ successor: next.name, advice: 'finish' });

    writeFiles(root, { 'b.yml': `other_password: ${valueOf(2)}\n` });
    git(root, 'commit', '-q', '-a', '-m', 'Change there, too');
    await read(root, store);
    expect(old()).toMatchObject({ successor: next.name, advice: 'none', places: [] });
  });

  it('is not misled by what a repository can put in the way', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'start.txt': 'x\n' });
    const odd = ['a\nb.yml', '\u001b[31mred.yml', ' lead.yml', 'tab\there.yml', '"quoted".yml', ':colon.yml'];
    writeFiles(root, Object.fromEntries(odd.map((path, at) => [path, `password: ${valueOf(at + 1)}\n`])));
    writeFiles(root, { 'huge.yml': `password: ${valueOf(9)}\n${'x'.repeat(2_000_000)}\n` });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Odd');
    const hidden = git(root, 'rev-parse', 'HEAD').trim();
    // A replacement and a graft that hide the commit, a ref with a line break in its name, one that leads nowhere.
    git(root, 'replace', hidden, git(root, 'rev-parse', 'HEAD~1').trim());
    writeFileSync(join(root, '.git/info/grafts'), `${hidden}\n`);
    writeFileSync(join(root, '.git/refs/heads/two\nlines'), `${hidden}\n`);
    writeFileSync(join(root, '.git/refs/heads/nowhere'), `${'1'.repeat(40)}\n`);
    appendFileSync(
      join(root, '.git/config'),
      '[log]\n\tshowRoot = false\n[diff]\n\trenames = copies\n\torderFile = /dev/zero\n\trelative = true\n\tnoprefix = true\n',
    );
    const before = readFileSync(join(root, '.git/index'));
    const store = openMemory();
    const { unread } = await read(root, store);
    expect(unread).toBe(1);
    expect(
      store
        .secrets()
        .map(({ past }) => past[0]!.brought.path)
        .toSorted(),
    ).toEqual(odd.toSorted());
    expect(readFileSync(join(root, '.git/index'))).toEqual(before);
  });
});
