import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import type { FileAnalysis } from '../../src/model/analysis.ts';
import type { Finding } from '../../src/model/finding.ts';
import { idsOf, openTestStore, ruleInfo, scanTexts } from './scenario.ts';

/** Makes every finding of an analysis low. */
function lower(analysis: FileAnalysis): FileAnalysis {
  if (analysis.outcome !== 'analyzed') return analysis;
  const findings = analysis.findings.map((finding): Finding => ({ ...finding, severity: 'low', confidence: 'medium' }));
  return { ...analysis, findings };
}

/** Gives every finding a severity that does not exist, as a bug would. */
function misgraded(analysis: FileAnalysis): FileAnalysis {
  if (analysis.outcome !== 'analyzed') return analysis;
  // @ts-expect-error: not a severity
  const findings = analysis.findings.map((finding): Finding => ({ ...finding, severity: 'awful' }));
  return { ...analysis, findings };
}

function emptied(analysis: FileAnalysis): FileAnalysis {
  return analysis.outcome === 'analyzed' ? { ...analysis, findings: [] } : analysis;
}

describe('finishScan', () => {
  it('opens, and keeps a finding as it was seen', () => {
    const store = openTestStore();
    const { scan, summary, events } = scanTexts(store, { 'a.py': 'x\nbad 1' }, { head: 'c0ffee' });
    expect(summary).toEqual({ opened: 1, reopened: 0, fixed: 0, closed: 0, unchanged: 0 });
    const [stored] = store.findings();
    expect(events).toEqual([{ type: 'opened', finding: stored }]);
    expect(stored).toMatchObject({
      id: expect.stringMatching(/^PW-[0-9A-HJKMNP-TV-Z]{4}$/),
      repository: '/repository',
      status: 'open',
      closeReason: null,
      closedAt: null,
      firstCommit: 'c0ffee',
      reopened: 0,
      severity: 'high',
      location: { path: 'a.py', region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 6 } },
    });
    expect(stored!.firstSeen).toBe(store.scans()[0]!.finishedAt);
    expect(store.findingEvents(stored!.id)).toMatchObject([
      { type: 'opened', scan, commit: 'c0ffee', reason: null, path: 'a.py', line: 2 },
    ]);
  });

  it('fixes, reopens with the same id and first seen, and remembers where it was', () => {
    const store = openTestStore();
    const opened = scanTexts(store, { 'a.py': 'bad 1' });
    const [id] = idsOf(opened, 'opened');
    expect(idsOf(scanTexts(store, { 'a.py': '' }), 'fixed')).toEqual([id]);
    expect(store.findings()[0]).toMatchObject({ status: 'fixed', closeReason: 'code-changed' });
    const back = scanTexts(store, { 'a.py': '\nbad 1' });
    expect(back.summary).toEqual({ opened: 0, reopened: 1, fixed: 0, closed: 0, unchanged: 0 });
    expect(back.events[0]!.finding).toMatchObject({
      id,
      status: 'open',
      closedAt: null,
      reopened: 1,
      firstSeen: opened.events[0]!.finding.firstSeen,
      location: { region: { startLine: 2 } },
    });
    scanTexts(store, { 'b.py': '\nbad 1' });
    expect(store.occurrences(id!)).toMatchObject([
      { path: 'a.py', line: 1, fromScan: 1, toScan: 2, endReason: 'code-changed' },
      { path: 'a.py', line: 2, fromScan: 3, toScan: 4, endReason: 'moved' },
      { path: 'b.py', line: 2, fromScan: 4, toScan: null, to: null, endReason: null },
    ]);
    expect(store.findingEvents(id!).map(({ type }) => type)).toEqual(['opened', 'fixed', 'reopened']);
    expect(store.countFindings()).toBe(1);
  });

  it('closes with its reason what a change of rules took away', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'bad 1\nsecret abc' });
    const off = scanTexts(
      store,
      { 'a.py': 'bad 1\nsecret abc' },
      {
        ruleSet: { version: 'v2', rules: [ruleInfo('s')] },
        alter: emptied,
      },
    );
    expect(off.summary).toEqual({ opened: 0, reopened: 0, fixed: 0, closed: 2, unchanged: 0 });
    expect(off.events.map(({ finding }) => [finding.ruleId, finding.closeReason])).toEqual([
      ['r', 'rule-off'],
      ['s', 'rule-changed'],
    ]);
  });

  it('writes nothing but its own row when nothing changed', () => {
    const store = openTestStore();
    const files = { 'a.py': 'bad 1\nbad 2', 'b.py': 'secret abc' };
    scanTexts(store, files);
    const before = store.findings();
    const { summary, events } = scanTexts(store, files);
    expect(summary).toEqual({ opened: 0, reopened: 0, fixed: 0, closed: 0, unchanged: 3 });
    expect(events).toEqual([]);
    const lastSeen = store.scans()[0]!.finishedAt;
    expect(store.findings()).toEqual(before.map((finding) => ({ ...finding, lastSeen })));
    expect(store.events()).toHaveLength(3);
  });

  it('takes over what a rule says anew of a known finding, without an event', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'bad 1' });
    const again = scanTexts(
      store,
      { 'a.py': 'bad 1' },
      { ruleSet: { version: 'v2', rules: [ruleInfo('r')] }, alter: lower },
    );
    expect(again.events).toEqual([]);
    expect(store.findings()[0]).toMatchObject({ severity: 'low', confidence: 'medium', status: 'open' });
  });

  it('leaves findings of a file that failed as they are, and their last sighting too', () => {
    const store = openTestStore();
    const first = scanTexts(store, { 'a.py': 'bad 1' });
    const failed = scanTexts(
      store,
      { 'a.py': 'changed' },
      { alter: ({ path }) => ({ outcome: 'failed', path, contentHash: null, error: 'took too long' }) },
    );
    expect(failed.events).toEqual([]);
    expect(store.findings()[0]).toMatchObject({ status: 'open', lastSeen: first.events[0]!.finding.firstSeen });
    expect(store.unanalyzedFiles()).toEqual([
      { repository: '/repository', path: 'a.py', outcome: 'failed', detail: 'took too long' },
    ]);
  });

  it('gives the hash of a secret to nobody, and knows the secret by it', () => {
    const store = openTestStore();
    const first = scanTexts(store, { 'a.py': 'secret abc', 'b.py': 'secret abc' });
    expect(first.events.map(({ finding }) => finding.secret)).toEqual([
      { kind: 'k', length: 3, preview: '', hmac: '' },
      { kind: 'k', length: 3, preview: '', hmac: '' },
    ]);
    expect(idsOf(first, 'opened').every((id) => id.startsWith('SE-'))).toBe(true);
    const rotated = scanTexts(store, { 'a.py': 'secret xyz', 'b.py': 'secret abc' });
    expect(rotated.summary).toEqual({ opened: 1, reopened: 0, fixed: 1, closed: 0, unchanged: 1 });
  });

  it('keeps repositories apart', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'bad 1' }, { root: '/one' });
    scanTexts(store, { 'a.py': 'bad 1' }, { root: '/two' });
    scanTexts(store, {}, { root: '/one' });
    expect(store.findings().map(({ repository, status }) => [repository, status])).toEqual([
      ['/one', 'fixed'],
      ['/two', 'open'],
    ]);
  });

  it('records nothing for a scan that was ended meanwhile', () => {
    const store = openTestStore();
    const { scan } = scanTexts(store, { 'a.py': 'bad 1' }, { unfinished: true });
    store.abortScan(scan, 'aborted', 'stopped');
    const empty = { matches: [], opened: [], gone: [] };
    const files = { listed: 0, analyzed: 0, unchanged: 0, skipped: 0, failed: 0, deleted: 0 };
    const finish = (): unknown => store.finishScan(scan, { matching: empty, fileStates: [], removedPaths: [], files });
    expect(finish).toThrow(UserError);
    expect(store.scans()[0]).toMatchObject({ status: 'aborted', error: 'stopped', summary: null });
  });

  it('records all or nothing', () => {
    const store = openTestStore();
    const first = scanTexts(store, { 'a.py': 'bad 1' });
    expect(() => scanTexts(store, { 'b.py': 'bad 2', 'a.py': '' }, { alter: misgraded })).toThrow(/CHECK/);
    expect(store.findings()).toEqual(first.events.map(({ finding }) => finding));
    expect([...store.fileStates(1).keys()]).toEqual(['a.py']);
  });

  it('takes any path', () => {
    const store = openTestStore();
    const paths = ['o\'b"r;--.py', 'new\nline.py', '\u{1f511} key.py', '%_*?[a].py', String.raw`\xff.py`, ' '];
    scanTexts(store, Object.fromEntries(paths.map((path) => [path, 'bad 1'])));
    for (const path of paths)
      expect(store.findings({ paths: [path] }).map(({ location }) => location.path)).toContain(path);
    expect(store.countFindings()).toBe(paths.length);
    const gone = scanTexts(store, {});
    expect(gone.summary.fixed).toBe(paths.length);
  });

  it('is quick: 10,000 findings in 5,000 files', () => {
    const store = openTestStore();
    const files = Object.fromEntries(
      Array.from({ length: 5000 }, (_, file) => [`d/f${file}.py`, `line ${file}\nbad 1\nbad 2`]),
    );
    const began = performance.now();
    expect(scanTexts(store, files).summary.opened).toBe(10_000);
    const first = performance.now();
    expect(scanTexts(store, files).summary.unchanged).toBe(10_000);
    // Hashing, matching and saving are in it; about 0.7 s and 0.05 s on two shared cores.
    expect(first - began).toBeLessThan(5000);
    expect(performance.now() - first).toBeLessThan(1000);
  });
});
