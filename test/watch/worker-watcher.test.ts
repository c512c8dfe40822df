import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, it, vi } from 'vitest';
import { defaultPruneRules } from '../../src/watch/prune.ts';
import { createWorkerWatcher } from '../../src/watch/worker-watcher.ts';
import * as workerStart from '../../src/watch/worker-start.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watchLog } from '../support/watch-log.ts';

vi.mock('../../src/watch/worker-start.ts', { spy: true });

const failOnCrash = (error: Error): void => {
  throw error;
};

it('tells changes from its thread, of the roots that it has', async () => {
  const [one, two] = [temporaryFolder(), temporaryFolder()];
  const log = watchLog((listener) => createWorkerWatcher({ listener, onCrash: failOnCrash }));
  await log.watcher.add(one, defaultPruneRules);
  await log.watcher.add(two, defaultPruneRules);
  writeFiles(one, { 'sub/a.py': '' });
  writeFileSync(join(two, 'b.py'), '');
  await log.untilTold(one, ['sub/a.py']);
  await log.untilTold(two, ['b.py']);
  await log.watcher.remove(one);
  log.clear();
  writeFileSync(join(one, 'c.py'), '');
  writeFileSync(join(two, 'c.py'), '');
  await log.untilTold(two, ['c.py']);
  expect(log.events.filter(({ root }) => root === one)).toEqual([]);
});

it('tells a change at once while the main thread was busy with something else', async () => {
  const root = temporaryFolder();
  const log = watchLog((listener) => createWorkerWatcher({ listener, onCrash: failOnCrash }));
  await log.watcher.add(root, defaultPruneRules);
  const names = Array.from({ length: 2_000 }, (_, i) => `f${i}.py`);
  for (const name of names) writeFileSync(join(root, name), '');
  const until = performance.now() + 300;
  while (performance.now() < until); // Busy.
  await expect(log.untilTold(root, names)).resolves.toBeUndefined();
});

it('ends its thread when it is closed, also before it has started', async () => {
  const watcher = createWorkerWatcher({ listener: () => undefined, onCrash: failOnCrash });
  const adding = watcher.add(temporaryFolder(), defaultPruneRules);
  await watcher.close();
  await expect(adding).resolves.toBeUndefined();
});

it('takes its roots into a new thread when the old one dies, and calls them dirty as a whole', async () => {
  const root = temporaryFolder();
  const crashes: string[] = [];
  const onCrash = (error: Error): void => void crashes.push(error.message);
  const { mock } = vi.mocked(workerStart.startWorker);
  mock.results.length = 0;
  const firstThread = (): Worker => mock.results[0]!.value;
  const log = watchLog((listener) => createWorkerWatcher({ listener, onCrash }));
  await log.watcher.add(root, defaultPruneRules);
  await firstThread().terminate();
  await log.until((events) => events.some((event) => event.type === 'whole' && event.reason === 'restart'), 'restart');
  expect(crashes).toEqual(['the watcher thread ended']);
  log.clear();
  writeFileSync(join(root, 'a.py'), '');
  await log.untilTold(root, ['a.py']);
});
