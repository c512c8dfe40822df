import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import type { FileAnalysis } from '../../src/model/analysis.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RuleInfo } from '../../src/model/rule.ts';
import type { ScanEvent, ScanRequest } from '../../src/model/scan.ts';
import type { SourceFile } from '../../src/model/source-file.ts';
import { runScan, type ScanResult, type ScanServices } from '../../src/scan/run-scan.ts';
import { openStore } from '../../src/store/open-store.ts';
import { gitWith } from '../../src/workspace/git.ts';
import { pathFilter } from '../../src/workspace/path-filter.ts';
import { boundByPermissions } from '../support/bound-by-permissions.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const rule: RuleInfo = {
  id: 'python/passwords/bad-word',
  aliases: ['PW999'],
  title: 'Bad word',
  severity: 'high',
  confidence: 'high',
  category: 'password-handling',
  cwe: ['CWE-259'],
  asvs: [],
  why: 'Because.',
  fix: 'Do not.',
  references: [],
  preview: false,
};

/** An analysis that reports every line that says `bad`. */
function findBad(file: SourceFile): FileAnalysis {
  const findings = file.text.split('\n').flatMap((text, index): Finding[] => {
    const column = text.indexOf('bad');
    if (column === -1) return [];
    const line = index + 1;
    const region = { startLine: line, startColumn: column + 1, endLine: line, endColumn: column + 4 };
    return [
      {
        ruleId: rule.id,
        category: rule.category,
        severity: rule.severity,
        confidence: rule.confidence,
        message: 'A bad word.',
        location: { path: file.path, region },
        scope: '',
        fingerprint: text.trim(),
        ordinal: 0,
        trace: [],
        suppression: null,
        secret: null,
      },
    ];
  });
  const diagnostics = { syntaxErrors: 0, syntaxErrorLines: [], notes: [] };
  return { outcome: 'analyzed', path: file.path, contentHash: file.contentHash, findings, diagnostics };
}

async function timeOut({ path, contentHash }: SourceFile): Promise<FileAnalysis> {
  return { outcome: 'failed', path, contentHash, error: 'timeout' };
}

function bench(root: string, overrides: Partial<ScanServices> = {}) {
  const store = openStore({ file: ':memory:', clock: () => new Date() });
  onTestFinished(() => store.close());
  const analyzed: string[] = [];
  const events: ScanEvent[] = [];
  const services: ScanServices = {
    store,
    flows: null,
    unfollowed: new Set(),
    git: gitWith(process.env),
    ruleSet: { version: 'r1', rules: [rule] },
    analyze: async (file) => {
      analyzed.push(file.path);
      return findBad(file);
    },
    maxFileBytes: 1024,
    parallel: 2,
    holder: { pid: process.pid, host: 'here' },
    emit: (event) => void events.push(event),
    note: () => undefined,
    clock: () => performance.now(),
    ...overrides,
  };
  const scan = (request: Partial<ScanRequest> = {}, more: Partial<ScanServices> = {}): Promise<ScanResult> =>
    runScan(
      { repository: { root, kind: 'git' }, filter: pathFilter([], []) },
      { repository: root, trigger: 'manual', ...request },
      { ...services, ...more },
    );
  return { store, scan, analyzed, events, services };
}

/** So long ago that no file counts as just changed. */
function age(root: string, ...paths: readonly string[]): void {
  for (const path of paths) utimesSync(join(root, path), 1_600_000_000.5, 1_600_000_000.5);
}

describe('runScan', () => {
  it('tells where data could not be followed, and tries again, in another process too', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n', 'b.py': 'good\n', 'c.txt': 'good\n' });
    age(root, 'a.py', 'b.py', 'c.txt');
    const asked: string[] = [];
    const notes: string[] = [];
    const failing: NonNullable<ScanServices['flows']> = {
      rules: [],
      offer: () => undefined,
      factsOf: async () => null,
      follow: async () => {
        asked.push('follow');
        return { outcome: 'failed', error: 'it fell over' };
      },
    };
    const { scan } = bench(root, { flows: failing, note: (text) => void notes.push(text) });
    // What a process that ended knew of failures, the next one does not.
    const inNewProcess = (flows: ScanServices['flows']) => scan({}, { flows, unfollowed: new Set() });

    expect(await inNewProcess(failing)).toMatchObject({ isUnfollowed: true, coverage: null, summary: { opened: 1 } });
    expect(notes).toEqual([
      `Data flow in ${root} was not followed: it fell over. Its earlier findings stay as they are.`,
    ]);
    expect(await inNewProcess(failing)).toMatchObject({ isUnfollowed: true });
    expect(asked).toHaveLength(2);

    const coverage = { functions: 0, cutShort: 0, unresolved: new Map(), unmodelled: new Map() };
    const analysis = { files: [], notes: [], coverage };
    const working = { ...failing, follow: async () => ({ outcome: 'analyzed' as const, analysis }) };
    expect(await inNewProcess(working)).toMatchObject({ isUnfollowed: false, coverage });
    expect(await inNewProcess(failing)).toMatchObject({ isUnfollowed: false, coverage: null });
    expect(asked).toHaveLength(2);
  });

  it('reads what changed and nothing else; an unchanged tree adds nothing but the record of the scan', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n', 'b.py': 'good\n' });
    age(root, 'a.py', 'b.py');
    const { store, scan, analyzed } = bench(root);

    expect((await scan()).summary).toMatchObject({ opened: 1, fixed: 0 });
    expect(analyzed.toSorted()).toEqual(['a.py', 'b.py']);
    // When it was last seen is the time of the last scan, not a fact of its own.
    const known = () => ({
      findings: store.findings().map((finding) => ({ ...finding, lastSeen: null })),
      events: store.events(),
    });
    const before = known();
    const again = await scan();
    expect(again.files).toMatchObject({ analyzed: 0, unchanged: 2 });
    expect(analyzed).toHaveLength(2);
    expect(known()).toEqual(before);
    expect(store.scans()).toHaveLength(2);

    writeFileSync(join(root, 'b.py'), 'now bad\n');
    expect((await scan()).summary).toMatchObject({ opened: 1, fixed: 0 });
    expect(analyzed).toHaveLength(3);
  });

  it('follows a finding through a fix, a relapse and a rename', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'one\nbad\n' });
    const { store, scan } = bench(root);
    await scan();
    const id = store.findings()[0]!.id;
    const state = () => store.findings().map((finding) => [finding.id, finding.status, finding.location.path]);

    writeFileSync(join(root, 'a.py'), 'one\ngood\n');
    await scan();
    expect(state()).toEqual([[id, 'fixed', 'a.py']]);
    git(root, 'checkout', '-q', '--', 'a.py');
    await scan();
    expect(state()).toEqual([[id, 'open', 'a.py']]);
    renameSync(join(root, 'a.py'), join(root, 'b.py'));
    await scan();
    expect(state()).toEqual([[id, 'open', 'b.py']]);
    expect(store.findingEvents(id).map(({ type }) => type)).toEqual(['opened', 'fixed', 'reopened']);
  });

  it('looks at the asked paths only, deletions included', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'src/a.py': 'bad\n', 'lib/b.py': 'bad\n' });
    const { store, scan } = bench(root);
    await scan();
    rmSync(join(root, 'src/a.py'));
    rmSync(join(root, 'lib/b.py'));
    await scan({ paths: ['src'] });
    const open = () => store.findings({ statuses: ['open'] }).map(({ location }) => location.path);
    expect(open()).toEqual(['lib/b.py']);
    await scan();
    expect(open()).toEqual([]);
  });

  it('says closed, not fixed, where the code is as it was', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n', 'b.py': 'bad too\n' });
    const { store, scan } = bench(root);
    await scan();
    writeFileSync(join(root, '.gitignore'), 'a.py\n');
    git(root, 'rm', '-q', '--cached', 'a.py');
    await scan();
    await scan(
      {},
      {
        ruleSet: { version: 'r2', rules: [] },
        analyze: async (file) => ({ ...findBad(file), findings: [] }) as FileAnalysis,
      },
    );
    expect(store.findings().map(({ location, status, closeReason }) => [location.path, status, closeReason])).toEqual([
      ['a.py', 'closed', 'path-ignored'],
      ['b.py', 'closed', 'rule-off'],
    ]);
  });

  it('keeps the findings of a file that could not be analysed, and tries it again', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n' });
    const { store, scan } = bench(root);
    await scan();
    writeFileSync(join(root, 'a.py'), 'good\n');
    const failed = await scan({}, { analyze: timeOut });
    expect(failed.files.failed).toBe(1);
    expect(store.findings({ statuses: ['open'] })).toHaveLength(1);
    expect(store.unanalyzedFiles()).toMatchObject([{ path: 'a.py', outcome: 'failed', detail: 'timeout' }]);
    expect((await scan()).summary.fixed).toBe(1);
    expect(store.unanalyzedFiles()).toEqual([]);
  });

  it('sees in an audit what size and times hide', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'good\n' });
    age(root, 'a.py');
    const { scan } = bench(root);
    await scan();
    const handle = openSync(join(root, 'a.py'), 'r+');
    writeSync(handle, 'bad!\n');
    closeSync(handle);
    age(root, 'a.py');
    expect((await scan()).summary.opened).toBe(0);
    expect((await scan({ trigger: 'schedule', reread: true })).summary.opened).toBe(1);
  });

  it('tells what of a file was not understood', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'good\n' });
    const { store, scan } = bench(root);
    const diagnostics = { syntaxErrors: 2, syntaxErrorLines: [3, 9], notes: [] };
    await scan({}, { analyze: async (file) => ({ ...findBad(file), diagnostics }) as FileAnalysis });
    expect(store.unanalyzedFiles()).toEqual([
      { repository: root, path: 'a.py', outcome: 'partial', detail: 'syntax error in line 3, 9' },
    ]);
  });

  it('skips what is too large, and says so', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'big.txt': 'bad\n'.repeat(1000), 'a.py': 'good\n' });
    const { store, scan } = bench(root);
    expect((await scan()).files).toMatchObject({ analyzed: 1, skipped: 1 });
    expect(store.unanalyzedFiles()[0]!.detail).toContain('too-large');
  });

  it('uses what a stopped scan had analysed', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}.py`, 'bad\n'])));
    const { store, scan, services, analyzed } = bench(root, { parallel: 1 });
    const stop = new AbortController();
    let done = 0;
    const stopping = runScan(
      { repository: { root, kind: 'git' }, filter: pathFilter([], []) },
      { repository: root, trigger: 'manual' },
      {
        ...services,
        analyze: async (file) => {
          done += 1;
          if (done === 10) stop.abort();
          return findBad(file);
        },
      },
      stop.signal,
    );
    await expect(stopping).rejects.toThrow('stopped');
    expect(store.scans()[0]!.status).toBe('aborted');
    expect(store.findings()).toEqual([]);
    expect((await scan()).summary.opened).toBe(20);
    expect(analyzed).toHaveLength(10);
  });

  it('changes nothing where the repository is gone, empty, or no repository any more', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n' });
    const { store, scan } = bench(root);
    await scan();
    renameSync(root, `${root}.away`);
    await expect(scan()).rejects.toThrow('gone');
    mkdirSync(root);
    await expect(scan()).rejects.toThrow('unmounted');
    writeFileSync(join(root, 'b.py'), 'good\n');
    await expect(scan()).rejects.toThrow('no git repository');
    expect(store.findings({ statuses: ['open'] })).toHaveLength(1);
    expect(store.scans({ status: 'failed' })).toHaveLength(3);
  });

  it('closes nothing where the repository goes while it is scanned', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n', 'b.py': 'bad\n' });
    const { store, scan } = bench(root, { parallel: 1 });
    await scan();
    const takeAway = async (file: SourceFile): Promise<FileAnalysis> => {
      renameSync(root, `${root}.away`);
      return findBad(file);
    };
    await expect(scan({}, { ruleSet: { version: 'r2', rules: [rule] }, analyze: takeAway })).rejects.toThrow('gone');
    expect(store.findings({ statuses: ['open'] })).toHaveLength(2);
    renameSync(`${root}.away`, root);
    expect((await scan()).summary).toMatchObject({ reopened: 0, fixed: 0, unchanged: 2 });
  });

  it('closes nothing in a file that is away for a moment', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n', 'b.py': 'bad\n', 'c.py': 'bad\n' });
    const { store, scan } = bench(root, { parallel: 1 });
    await scan();
    const [away, back] = [join(root, 'b.py'), join(root, 'b.py~')];
    // While a.py is analysed b.py goes, and while c.py is, it comes back.
    const shuffle = async (file: SourceFile): Promise<FileAnalysis> => {
      if (file.path === 'a.py') renameSync(away, back);
      if (file.path === 'c.py') renameSync(back, away);
      return findBad(file);
    };
    const next = await scan({}, { ruleSet: { version: 'r2', rules: [rule] }, analyze: shuffle });
    expect(next.summary).toMatchObject({ fixed: 0, closed: 0, unchanged: 3 });
    expect(next.files).toMatchObject({ analyzed: 2, deleted: 0 });
    expect(store.fileStates(1).get('b.py')).toMatchObject({ ruleSet: 'r1' });
  });

  it('keeps the findings of a folder that can not be read, and says so', async () => {
    const root = join(temporaryFolder(), 'shop');
    writeFiles(root, { 'in/a.py': 'bad\n', 'in/b.py': 'bad\n', 'c.py': 'bad\n' });
    const { store, services } = bench(root);
    const asFolder = { repository: { root, kind: 'folder' as const }, filter: pathFilter([], []) };
    const request = { repository: root, trigger: 'manual' as const };
    await runScan(asFolder, request, services);
    const closed = async (mode: number): Promise<ScanResult> => {
      chmodSync(join(root, 'in'), mode);
      return boundByPermissions(dirname(root), () => runScan(asFolder, request, services));
    };
    onTestFinished(() => chmodSync(join(root, 'in'), 0o755));

    const shut = await closed(0o000);
    expect(shut.summary).toMatchObject({ fixed: 0, closed: 0, unchanged: 3 });
    expect(shut.files).toMatchObject({ skipped: 2, deleted: 0 });
    expect(store.unanalyzedFiles().map(({ path, detail }) => [path, detail])).toEqual([
      ['in/a.py', 'unreadable: EACCES'],
      ['in/b.py', 'unreadable: EACCES'],
    ]);

    // Its files can be opened by their names, but no longer listed; one of them is really gone.
    rmSync(join(root, 'in'), { recursive: true });
    writeFiles(root, { 'in/a.py': 'bad\n' });
    const hidden = await closed(0o711);
    expect(hidden.summary).toMatchObject({ fixed: 1, closed: 0, unchanged: 2 });
    expect(store.unanalyzedFiles()).toEqual([]);
  });

  it('tells what it does, in order', async () => {
    const root = join(temporaryFolder(), 'shop');
    gitRepository(root, { 'a.py': 'bad\n' });
    const { scan, events } = bench(root);
    await scan();
    expect(events.map(({ type }) => type)).toEqual(['scan.started', 'scan.file', 'finding.opened', 'scan.finished']);
  });
});
