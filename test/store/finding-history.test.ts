import { describe, expect, it } from 'vitest';
import { openTestStore, scanTexts } from './scenario.ts';

describe('events', () => {
  const store = openTestStore();
  scanTexts(store, { 'a.py': 'bad 1' }, { head: 'one' });
  scanTexts(store, { 'a.py': 'bad 1' }, { root: '/second' });
  scanTexts(store, {}, { head: 'two' });
  const [newest] = store.events();

  it('come newest first, with what they happened to', () => {
    expect(store.events().map(({ type, repository, commit }) => [type, repository, commit])).toEqual([
      ['fixed', '/repository', 'two'],
      ['opened', '/second', null],
      ['opened', '/repository', 'one'],
    ]);
    expect(newest).toMatchObject({ reason: 'file-deleted', ruleId: 'r', severity: 'high', path: 'a.py', line: 1 });
  });

  it('can be asked for by repository, time and number', () => {
    expect(store.events({ repository: '/repository' })).toHaveLength(2);
    expect(store.events({ since: newest!.at })).toEqual([newest]);
    expect(store.events({ limit: 2 })).toHaveLength(2);
    expect(store.findingEvents(newest!.finding).map(({ type }) => type)).toEqual(['opened', 'fixed']);
    expect(store.findingEvents('PW-NONE')).toEqual([]);
  });
});
