import { describe, expect, it } from 'vitest';
import { openTestStore, ruleInfo, scanTexts } from './scenario.ts';

describe('rules', () => {
  it('are as the last scan that had them knew them', () => {
    const store = openTestStore();
    expect(store.rules()).toEqual([]);
    const [first, changed, other] = [ruleInfo('r'), ruleInfo('r', { title: 'Better' }), ruleInfo('s')];
    scanTexts(store, {}, { ruleSet: { version: 'v1', rules: [first, other] } });
    scanTexts(store, {}, { ruleSet: { version: 'v2', rules: [changed] } });
    expect(store.rules()).toEqual([changed, other]);
    scanTexts(store, {}, { ruleSet: { version: 'v1', rules: [first, other] } });
    expect(store.rules()).toEqual([first, other]);
    expect(store.scans().map(({ ruleSet }) => ruleSet)).toEqual(['v1', 'v2', 'v1']);
  });
});
