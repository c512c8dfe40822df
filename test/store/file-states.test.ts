import { describe, expect, it } from 'vitest';
import type { FileState } from '../../src/store/records.ts';
import { openTestStore, ruleInfo } from './scenario.ts';

const state: FileState = {
  path: 'a.py',
  size: 2 ** 40,
  mtimeNs: 1_767_225_600_123_456_789n,
  inode: 2n ** 64n - 2n,
  contentHash: 'c',
  ruleSet: 'v1',
  outcome: 'analyzed',
  detail: '',
};

describe('fileStates', () => {
  it('come back as they were given, to the nanosecond', () => {
    const store = openTestStore();
    const { id } = store.registerRepository('/r', { kind: 'folder', name: 'r', rootCommit: null });
    const finish = (fileStates: readonly FileState[], removedPaths: readonly string[]): void => {
      const ruleSet = { version: 'v1', rules: [ruleInfo('r')] };
      const scan = store.startScan({ repositoryId: id, trigger: 'manual', head: null, complete: true, ruleSet });
      const files = { listed: 0, analyzed: 0, unchanged: 0, skipped: 0, failed: 0, deleted: 0 };
      store.finishScan(scan, { matching: { matches: [], opened: [], gone: [] }, fileStates, removedPaths, files });
    };
    const skipped: FileState = { ...state, path: 'b.bin', contentHash: null, outcome: 'skipped', detail: 'binary' };
    finish([state, skipped], []);
    expect([...store.fileStates(id).values()]).toEqual([state, skipped]);
    finish([{ ...state, size: 1 }], ['b.bin']);
    expect([...store.fileStates(id)]).toEqual([['a.py', { ...state, size: 1 }]]);
  });
});
