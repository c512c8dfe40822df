import { describe, expect, it } from 'vitest';
import type { FileAnalysis } from '../../src/model/analysis.ts';
import { confidences, severities } from '../../src/model/rule.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { FindingFilter, FindingPage } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { idsOf, openTestStore, ruleInfo, scanTexts } from './scenario.ts';

/** Severity and confidence by the finding's line: the first is critical and high, and so on. */
function graded(analysis: FileAnalysis): FileAnalysis {
  if (analysis.outcome !== 'analyzed') return analysis;
  const findings = analysis.findings.map((finding, index): Finding => ({
    ...finding,
    severity: severities[index % severities.length]!,
    confidence: confidences[index % confidences.length]!,
    suppression: index === 1 ? { kind: 'in-source', reason: 'known' } : null,
  }));
  return { ...analysis, findings };
}

const rules = [
  ruleInfo('r', { aliases: ['PW001'] }),
  ruleInfo('s', { aliases: ['SE001'] }),
  ruleInfo('python/passwords/unused', { aliases: ['PW002'] }),
];

function someFindings(): Store {
  const store = openTestStore();
  const options = { alter: graded, ruleSet: { version: 'v1', rules } };
  scanTexts(store, { 'nova/api/a.py': 'bad 1\nbad 2\nbad 3', 'nova/b.py': 'secret x' }, options);
  scanTexts(store, { 'nova/api/a.py': 'bad 1\nbad 2\nbad 3' }, { ...options, root: '/second' });
  scanTexts(store, { 'nova/api/a.py': 'bad 1\nbad 2\nbad 3' }, options);
  return store;
}

const texts = (store: Store, filter?: FindingFilter, page?: FindingPage): string[] =>
  store
    .findings(filter, page)
    .map(({ repository, location }) => `${repository} ${location.path}:${location.region.startLine}`);

describe('findings', () => {
  const store = someFindings();
  const count = (filter: FindingFilter): number => {
    const found = store.findings(filter);
    expect(store.countFindings(filter)).toBe(found.length);
    return found.length;
  };

  it('are all there without a filter', () => {
    expect(count({})).toBe(7);
  });

  it('are restricted by each of its parts', () => {
    expect(count({ repository: '/second' })).toBe(3);
    expect(count({ repository: '/nowhere' })).toBe(0);
    expect(count({ statuses: ['open'] })).toBe(6);
    expect(count({ statuses: ['fixed', 'closed'] })).toBe(1);
    expect(count({ statuses: [] })).toBe(0);
    expect(count({ severities: ['critical', 'medium'] })).toBe(5);
    expect(count({ confidences: ['medium'] })).toBe(2);
    expect(count({ categories: ['secrets'] })).toBe(1);
    expect(count({ suppressed: true })).toBe(2);
    expect(count({ suppressed: false })).toBe(5);
    expect(count({ suppressed: false, statuses: ['open'], severities: ['critical'] })).toBe(2);
  });

  it('are restricted by rule: id, glob or alias', () => {
    expect(count({ rules: ['r'] })).toBe(6);
    expect(count({ rules: ['pw001'] })).toBe(6);
    expect(count({ rules: ['s', 'PW001'] })).toBe(7);
    expect(count({ rules: ['?'] })).toBe(7);
    expect(count({ rules: ['python/**', 'PW002'] })).toBe(0);
    expect(count({ rules: ["' OR 1=1 --"] })).toBe(0);
  });

  it('are restricted by path: file, folder or glob', () => {
    expect(count({ paths: ['nova/b.py'] })).toBe(1);
    expect(count({ paths: ['nova/api/'] })).toBe(6);
    expect(count({ paths: ['./nova'] })).toBe(7);
    expect(count({ paths: ['nova/*.py'] })).toBe(1);
    expect(count({ paths: ['**/*.py'] })).toBe(7);
    expect(count({ paths: ['nova/ap'] })).toBe(0);
  });

  it('are restricted by when they were opened', () => {
    const since = store.scans({ repository: '/second' })[0]!.finishedAt!;
    expect(count({ since })).toBe(3);
    expect(count({ since: '2030-01-01' })).toBe(0);
  });

  it('come in the order asked for, page by page', () => {
    const open: FindingFilter = { repository: '/repository', statuses: ['open'] };
    expect(texts(store, open)).toEqual([1, 2, 3].map((line) => `/repository nova/api/a.py:${line}`));
    expect(texts(store, {}, { order: 'severity', limit: 3 })).toEqual([
      '/repository nova/api/a.py:1',
      '/repository nova/b.py:1',
      '/second nova/api/a.py:1',
    ]);
    const all = texts(store, {}, { order: 'place' });
    const pages = [0, 3, 6].flatMap((offset) => texts(store, {}, { order: 'place', limit: 3, offset }));
    expect(pages).toEqual(all);
    expect(
      texts(store, {}, { order: 'newest' })
        .slice(0, 3)
        .every((text) => text.startsWith('/second')),
    ).toBe(true);
    expect(texts(store, {}, { order: 'oldest' })).toEqual(texts(store, {}, { order: 'newest' }).toReversed());
  });
});

describe('findFinding', () => {
  it('finds by id in any case, by a unique beginning, and says when there are several', () => {
    const store = openTestStore();
    const text = Array.from({ length: 200 }, (_, line) => `bad ${line}`).join('\n');
    const ids = idsOf(scanTexts(store, { 'a.py': text }), 'opened');
    for (const id of ids) expect(store.findFinding(id.toLowerCase())).toMatchObject({ kind: 'found', finding: { id } });
    const unique = ids.find((id) => ids.filter((other) => other.startsWith(id.slice(0, 6))).length === 1)!;
    expect(store.findFinding(unique.slice(0, 6))).toMatchObject({ kind: 'found', finding: { id: unique } });
    const common = ids.map((id) => id.slice(0, 4)).find((start, index, all) => all.indexOf(start) !== index)!;
    const several = store.findFinding(common);
    expect(several.kind === 'ambiguous' && several.ids.every((id) => id.startsWith(common))).toBe(true);
    expect(store.findFinding('PW-ZZZZZZ')).toEqual({ kind: 'unknown' });
    expect(store.findFinding('PW')).toEqual({ kind: 'unknown' });
  });
});
