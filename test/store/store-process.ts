// A process of its own for tests: `tsx store-process.ts TASK FILE …`. Prints one line, or a line a scan.
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/model/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { scanTexts } from './scenario.ts';

const [task, file, ...more] = process.argv.slice(2);
const open = (readOnly = false): ReturnType<typeof openStore> =>
  openStore({ file: file!, readOnly, clock: () => new Date() });

/** Runs `work` as another user; prints what it throws. */
function asUser(user: number, work: () => void): void {
  process.setgid!(user);
  process.setuid!(user);
  try {
    work();
    console.log('done');
  } catch (error) {
    console.log(error instanceof UserError ? `UserError: ${error.message}` : `unexpected ${String(error)}`);
  }
}

const tasks: Readonly<Record<string, () => void>> = {
  /** Many databases, all made at once with other processes that do the same. */
  open() {
    for (let n = 0; n < 40; n++) {
      const store = openStore({ file: `${file}.${n}`, clock: () => new Date() });
      console.log(store.installationKey().toString('hex'), store.repositories().length);
      store.close();
    }
  },
  write: () => asUser(Number(more[0]), () => scanTexts(open(), { 'a.py': 'bad 1' })),
  read: () => asUser(Number(more[0]), () => console.log(open(true).findings().length)),
  /** Scan n finds one fault more than the one before. */
  scans() {
    const [root, count, from = '0'] = more;
    const store = open();
    const files: Record<string, string> = {};
    for (let n = 1; n <= Number(from) + Number(count); n++) {
      files[`${n}.py`] = `bad ${n}\n${'filler\n'.repeat(50)}`;
      if (n <= Number(from)) continue;
      scanTexts(store, files, { root: root! });
      console.log(n);
    }
    store.close();
  },
  /** Makes a folder while it has the lease: fails where another process is inside. */
  lease() {
    const store = open();
    const { id } = store.registerRepository('/repository', { kind: 'folder', name: 'r', rootCommit: null });
    let times = 0;
    while (times < 10) {
      const outcome = store.acquireLease(id, { pid: process.pid, host: 'test' });
      if (outcome.kind === 'held') continue;
      const inside = join(more[0]!, 'inside');
      mkdirSync(inside);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      rmdirSync(inside);
      outcome.lease.release();
      times++;
    }
    console.log(`alone ${times} times`);
    store.close();
  },
};

tasks[task!]!();
