import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTestStore, ruleInfo, scanTexts } from './scenario.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('cachedAnalysis', () => {
  it('is there for the same content and rules, also after a scan that was killed', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'bad 1' }, { unfinished: true });
    expect(store.cachedAnalysis(1, 'a.py', hash('bad 1'), 'v1')).toMatchObject({
      outcome: 'analyzed',
      path: 'a.py',
      findings: [{ ruleId: 'r', location: { region: { startLine: 1 } } }],
    });
    expect(store.cachedAnalysis(1, 'a.py', hash('bad 2'), 'v1')).toBeNull();
    expect(store.cachedAnalysis(1, 'a.py', hash('bad 1'), 'v2')).toBeNull();
    expect(store.cachedAnalysis(1, 'b.py', hash('bad 1'), 'v1')).toBeNull();
    expect(store.cachedAnalysis(2, 'a.py', hash('bad 1'), 'v1')).toBeNull();
  });

  it('keeps the last few versions of a path', () => {
    const store = openTestStore();
    const versions = Array.from({ length: 6 }, (_, version) => `bad ${version}`);
    for (const text of versions) scanTexts(store, { 'a.py': text });
    const kept = (): boolean[] => versions.map((text) => store.cachedAnalysis(1, 'a.py', hash(text), 'v1') !== null);
    expect(kept()).toEqual([false, false, false, true, true, true]);
    scanTexts(store, { 'a.py': 'bad 9' }, { ruleSet: { version: 'v2', rules: [ruleInfo('r')] } });
    expect(kept()).toEqual([false, false, false, false, true, true]);
  });

  it('does not keep what failed', () => {
    const store = openTestStore();
    scanTexts(
      store,
      { 'a.py': 'x' },
      { alter: ({ path }) => ({ outcome: 'failed', path, contentHash: hash('x'), error: 'took too long' }) },
    );
    expect(store.cachedAnalysis(1, 'a.py', hash('x'), 'v1')).toBeNull();
  });
});

describe('known', () => {
  it('brings line hashes of both versions, and findings of deleted files with the same content', () => {
    const store = openTestStore();
    const { id } = store.registerRepository('/repository', { kind: 'git', name: 'repository', rootCommit: null });
    scanTexts(store, { 'a.py': 'x\nbad 1', 'b.py': 'bad 2' });
    scanTexts(store, { 'a.py': 'x\nbad 1' });
    const known = store.known(id, [{ path: 'a.py', contentHash: hash('other') }]);
    expect(known.findings.map(({ location, status }) => [location.path, status])).toEqual([['a.py', 'open']]);
    expect([...known.lines].map(([content, lines]) => [content, lines.length])).toEqual([[hash('x\nbad 1'), 2]]);
    const twin = store.known(id, [{ path: 'c.py', contentHash: hash('bad 2') }]);
    expect(twin.findings).toMatchObject([{ closeReason: 'file-deleted', location: { path: 'b.py' } }]);
    expect(store.known(id, []).findings).toEqual([]);
  });
});
