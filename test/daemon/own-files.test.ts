import { closeSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownFiles, withoutOwnFiles, type Writing } from '../../src/daemon/own-files.ts';
import { pathFilter } from '../../src/workspace/path-filter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const log = { level: 'info', format: 'json', file: null } as const;

function isOwn(root: string, writing: Partial<Writing>, descriptors: readonly number[] = []) {
  return ownFiles({ database: ':memory:', log, ...writing }, root, descriptors);
}

describe('ownFiles', () => {
  it('knows the database and what stands beside it under its name', () => {
    const root = temporaryFolder();
    const own = isOwn(root, { database: join(root, 'state', 'tocsin.db') });
    for (const end of ['', '-wal', '-shm', '.key', '.sock', '.daemon.lock']) {
      expect(own(`state/tocsin.db${end}`), end).toBe(true);
    }
    for (const path of ['state/tocsin.dbx', 'state/other.db', 'tocsin.db']) expect(own(path), path).toBe(false);
  });

  it('knows it by whichever symlink it is named, and not outside', () => {
    const [root, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(root, join(elsewhere, 'link'));
    expect(isOwn(root, { database: join(elsewhere, 'link', 'tocsin.db') })('tocsin.db')).toBe(true);
    expect(isOwn(root, { database: join(elsewhere, 'tocsin.db') })('tocsin.db')).toBe(false);
    expect(isOwn(root, {})(':memory:')).toBe(false);
  });

  it('knows the log', () => {
    const root = temporaryFolder();
    const own = isOwn(root, { log: { ...log, file: join(root, 'tocsin.log') } });
    expect(own('tocsin.log')).toBe(true);
    expect(own('other.log')).toBe(false);
  });

  it.runIf(process.platform === 'linux')('knows the file that its output goes to', () => {
    const root = temporaryFolder();
    const output = openSync(join(root, 'out.txt'), 'w');
    onTestFinished(() => closeSync(output));
    const own = isOwn(root, {}, [output]);
    expect(own('out.txt')).toBe(true);
    expect(own('in.txt')).toBe(false);
  });
});

describe('withoutOwnFiles', () => {
  it('leaves them out of what a filter lets through', () => {
    const root = temporaryFolder();
    const filter = withoutOwnFiles(pathFilter([], ['b.py']), { database: join(root, 't.db'), log }, root);
    expect(['a.py', 'b.py', 't.db', 't.db-wal'].filter((path) => filter.file(path))).toEqual(['a.py']);
  });
});
