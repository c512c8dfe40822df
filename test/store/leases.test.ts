import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isProcessAlive } from '../../src/store/leases.ts';
import type { LeaseOutcome } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openTestStore, scanTexts } from './scenario.ts';

/** Two stores on one database, as two processes have them; processes in `dead` do not live. */
function twoStores(): {
  one: Store;
  other: Store;
  dead: Set<number>;
  pass: (milliseconds: number) => void;
  id: number;
  file: string;
} {
  const file = join(temporaryFolder(), 'tocsin.db');
  const dead = new Set<number>();
  let time = Date.UTC(2026, 0, 1);
  const open = (): Store =>
    openTestStore({ file, clock: () => new Date(time), host: 'here', isAlive: (pid) => !dead.has(pid) });
  const [one, other] = [open(), open()];
  onTestFinished(() => {
    one.close();
    other.close();
  });
  const { id } = one.registerRepository('/repository', { kind: 'folder', name: 'r', rootCommit: null });
  return { one, other, dead, pass: (milliseconds) => (time += milliseconds), id, file };
}

const kindOf = ({ kind }: LeaseOutcome): string => kind;
const here = (pid: number): { pid: number; host: string } => ({ pid, host: 'here' });

describe('acquireLease', () => {
  it('is given to one at a time', () => {
    const { one, other, id } = twoStores();
    const first = one.acquireLease(id, here(1));
    expect(first.kind).toBe('acquired');
    expect(other.acquireLease(id, here(2))).toEqual({
      kind: 'held',
      heldBy: { pid: 1, host: 'here' },
      until: '2026-01-01T00:05:00.000Z',
    });
    expect(kindOf(one.acquireLease(id, here(1)))).toBe('held');
    if (first.kind === 'acquired') first.lease.release();
    expect(kindOf(other.acquireLease(id, here(2)))).toBe('acquired');
  });

  it('is another for another repository', () => {
    const { one, other, id } = twoStores();
    const { id: second } = one.registerRepository('/second', { kind: 'folder', name: 's', rootCommit: null });
    expect(kindOf(one.acquireLease(id, here(1)))).toBe('acquired');
    expect(kindOf(other.acquireLease(second, here(2)))).toBe('acquired');
  });

  it('ends when it expires, unless it was renewed; the first holder learns of it', () => {
    const { one, other, pass, id } = twoStores();
    const first = one.acquireLease(id, { pid: 1, host: 'elsewhere' });
    pass(4 * 60_000);
    expect(first.kind === 'acquired' && first.lease.renew()).toBe(true);
    pass(4 * 60_000);
    expect(kindOf(other.acquireLease(id, here(2)))).toBe('held');
    pass(2 * 60_000);
    const second = other.acquireLease(id, here(2));
    expect(second.kind).toBe('acquired');
    expect(first.kind === 'acquired' && first.lease.renew()).toBe(false);
    if (first.kind === 'acquired') first.lease.release();
    expect(second.kind === 'acquired' && second.lease.renew()).toBe(true);
  });

  it('is free at once when its process died here, and what it left running is aborted', () => {
    const { one, other, dead, id } = twoStores();
    one.acquireLease(id, here(1));
    scanTexts(one, { 'a.py': 'bad 1' }, { unfinished: true });
    expect(kindOf(other.acquireLease(id, here(2)))).toBe('held');
    dead.add(1);
    expect(kindOf(other.acquireLease(id, here(2)))).toBe('acquired');
    expect(other.scans()[0]).toMatchObject({ status: 'aborted', error: expect.stringMatching(/process/) });
  });

  it('is free at once when an earlier process had the same id as this one, as in a container', () => {
    const { one, other, file, id } = twoStores();
    one.acquireLease(id, here(process.pid));
    expect(kindOf(other.acquireLease(id, here(process.pid)))).toBe('held');
    const database = new Database(file);
    onTestFinished(() => void database.close());
    database.exec("UPDATE lease SET token = 'of an earlier process'");
    expect(kindOf(other.acquireLease(id, here(process.pid)))).toBe('acquired');
  });

  it('says nothing of processes of another machine', () => {
    const { one, other, dead, id } = twoStores();
    one.acquireLease(id, { pid: 1, host: 'elsewhere' });
    dead.add(1);
    expect(kindOf(other.acquireLease(id, here(2)))).toBe('held');
  });
});

describe('abortDeadScans', () => {
  it('aborts what has no living holder, and nothing else', () => {
    const { one, other, dead, id } = twoStores();
    const { id: second } = one.registerRepository('/second', { kind: 'folder', name: 's', rootCommit: null });
    one.acquireLease(id, here(1));
    scanTexts(one, { 'a.py': 'bad 1' }, { unfinished: true });
    one.acquireLease(second, here(3));
    scanTexts(one, { 'a.py': 'bad 1' }, { unfinished: true, root: '/second' });
    expect(other.abortDeadScans()).toBe(0);
    dead.add(1);
    expect(other.abortDeadScans()).toBe(1);
    expect(other.scans().map(({ repository, status }) => [repository, status])).toEqual([
      ['/second', 'running'],
      ['/repository', 'aborted'],
    ]);
    expect(other.abortDeadScans()).toBe(0);
  });
});

describe('isProcessAlive', () => {
  it('knows this process, and one that cannot be', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(2 ** 22 + 1)).toBe(false);
  });
});
