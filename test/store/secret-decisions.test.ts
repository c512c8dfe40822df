import { describe, expect, it } from 'vitest';
import { openTestStore, scanTexts } from './scenario.ts';

const texts = { 'a.py': 'secret one\nsecret other', 'b.py': 'secret one' };

describe('a decision to live with a secret', () => {
  it('is about the value, in every place and in no other one', () => {
    const store = openTestStore();
    scanTexts(store, texts);
    const { row, secret } = store.secretNamed('s1')!;
    expect(secret).toMatchObject({ name: 'S1', length: 3, suppression: null });
    store.ignoreSecret(row, 'a test key', null);

    const left = store.findings({ suppressed: false });
    expect(left.map(({ location }) => `${location.path}:${location.region.startLine}`)).toEqual(['a.py:2']);
    expect(store.countFindings({ suppressed: true })).toBe(2);
    const suppression = { kind: 'external', reason: 'a test key' };
    expect(store.findings({ suppressed: true })[0]!.suppression).toEqual(suppression);
    expect(store.secrets({ suppressed: true })).toMatchObject([{ name: 'S1', suppression }]);

    // A value that comes to the same line later is told.
    scanTexts(store, { ...texts, 'b.py': 'secret new' });
    expect(store.findings({ suppressed: false, paths: ['b.py'] })).toHaveLength(1);
    expect(store.findings({ suppressed: true, statuses: ['open'] })).toHaveLength(1);
  });

  it('can be taken back, once', () => {
    const store = openTestStore();
    scanTexts(store, texts);
    store.ignoreSecret(1, 'a test key', null);
    expect(store.reportSecret(1)).toBe(true);
    expect(store.countFindings({ suppressed: true })).toBe(0);
    expect(store.reportSecret(1)).toBe(false);
  });

  it('counts up to its day', () => {
    let now = new Date('2026-01-01T00:00:00Z');
    const store = openTestStore({ clock: () => now });
    scanTexts(store, texts);
    store.ignoreSecret(1, 'a test key', '2026-02-01T00:00:00.000Z');
    expect(store.secretNamed('S1')!.secret.suppression!.reason).toBe('a test key (until 2026-02-01)');
    now = new Date('2026-02-01T00:00:00Z');
    expect(store.countFindings({ suppressed: true })).toBe(0);
    expect(store.secretNamed('S1')!.secret.suppression).toBeNull();
  });
});

describe('a secret whose place another one took', () => {
  it('was changed; while it stands elsewhere, not everywhere', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'secret one', 'b.py': 'secret one' });
    scanTexts(store, { 'a.py': 'secret another', 'b.py': 'secret one' });
    expect(store.secretNamed('S1')!.secret).toMatchObject({ successor: 'S2', advice: 'finish' });
    scanTexts(store, { 'a.py': 'secret another', 'b.py': '' });
    // It stands nowhere, and no history was read that may hold it.
    expect(store.secretNamed('S1')).toBeNull();
  });

  it('was not, where only lines changed places', () => {
    const store = openTestStore();
    scanTexts(store, { 'a.py': 'secret one\nsecret another' });
    scanTexts(store, { 'a.py': 'secret another\nsecret one' });
    expect(store.secrets().map(({ successor }) => successor)).toEqual([null, null]);
  });
});
