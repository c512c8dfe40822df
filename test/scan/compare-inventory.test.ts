import { describe, expect, it } from 'vitest';
import { compareInventory, rememberedTime, scopeOf } from '../../src/scan/compare-inventory.ts';
import type { FileState } from '../../src/store/records.ts';
import type { FileFacts } from '../../src/workspace/stat-files.ts';

const facts: FileFacts = { size: 10, mtimeNs: 5n, inode: 7n };

function state(path: string, changes: Partial<FileState> = {}): [string, FileState] {
  const base = { path, ...facts, contentHash: 'aa', ruleSet: 'r1', outcome: 'analyzed' as const, detail: '' };
  return [path, { ...base, ...changes }];
}

const everything = (): boolean => true;

describe('compareInventory', () => {
  it('reads what is new, and leaves alone what has the same facts', () => {
    const known = new Map([state('old.py')]);
    const found = new Map([
      ['old.py', facts],
      ['new.py', facts],
    ]);
    expect(compareInventory(known, found, 'r1', everything)).toEqual({
      toRead: ['new.py'],
      unchanged: ['old.py'],
      gone: [],
    });
  });

  it.each<[string, Partial<FileState>]>([
    ['another size', { size: 11 }],
    ['another time', { mtimeNs: 6n }],
    ['another inode', { inode: 8n }],
    ['other rules', { ruleSet: 'r0' }],
    ['a failure the last time', { outcome: 'failed' }],
  ])('reads a file with %s again', (_what, changes) => {
    const known = new Map([state('a.py', changes)]);
    expect(compareInventory(known, new Map([['a.py', facts]]), 'r1', everything).toRead).toEqual(['a.py']);
  });

  it('trusts no facts where everything is to be read again', () => {
    const found = new Map([['a.py', facts]]);
    expect(compareInventory(new Map([state('a.py')]), found, 'r1', everything, true).toRead).toEqual(['a.py']);
  });

  it('names what is gone, within the scope only', () => {
    const known = new Map([state('src/a.py'), state('lib/b.py')]);
    expect(compareInventory(known, new Map(), 'r1', scopeOf(['src'])).gone).toEqual(['src/a.py']);
  });
});

describe('scopeOf', () => {
  it('takes files, and folders with all below them, but nothing that only begins alike', () => {
    const inScope = scopeOf(['src/app', 'setup.py']);
    expect(['src/app/a.py', 'src/app', 'setup.py'].every(inScope)).toBe(true);
    expect(['src/apple.py', 'src', 'setup.pyc', ''].some(inScope)).toBe(false);
  });

  it('takes everything where no path was asked for', () => {
    expect(scopeOf(undefined)('any')).toBe(true);
  });
});

describe('rememberedTime', () => {
  const second = 1_000_000_000n;

  it('keeps the time of a file that had rested when it was read', () => {
    expect(rememberedTime(5n * second + 1n, 6n * second)).toBe(5n * second + 1n);
  });

  it('forgets the time of a file that could change once more without a trace', () => {
    expect(rememberedTime(5n * second + 1n, 5n * second + 2n)).toBe(0n);
    // Whole seconds: the file system may know no finer ones.
    expect(rememberedTime(5n * second, 6n * second)).toBe(0n);
    expect(rememberedTime(5n * second, 8n * second)).toBe(5n * second);
  });
});
