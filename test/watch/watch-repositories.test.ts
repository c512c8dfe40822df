import { expect, it } from 'vitest';
import type { ScanRequest } from '../../src/model/scan.ts';
import type { FileWatcher, WatchEvent } from '../../src/watch/file-watcher.ts';
import { defaultPruneRules } from '../../src/watch/prune.ts';
import { watchRepositories } from '../../src/watch/watch-repositories.ts';
import { fakeTimer } from '../support/fake-timer.ts';

function setUp() {
  const clock = fakeTimer();
  const requests: ScanRequest[] = [];
  const degraded: string[] = [];
  const calls: string[] = [];
  let tell: ((event: WatchEvent) => void) | null = null;
  const watcher: FileWatcher = {
    add: async (root) => void calls.push(`add ${root}`),
    remove: async (root) => void calls.push(`remove ${root}`),
    close: async () => void calls.push('close'),
  };
  const watch = watchRepositories({
    createWatcher: (listener) => {
      tell = listener;
      return watcher;
    },
    submit: (request) => requests.push(request),
    onDegraded: ({ root }) => degraded.push(root),
    times: { quietMs: 100, upperBoundMs: 2_000, sweepIntervalMs: 60_000 },
    timer: clock.timer,
    random: () => 0,
  });
  return { clock, requests, degraded, calls, watch, tell: (event: WatchEvent) => tell?.(event) };
}

it('sweeps a repository when its watches are set, and from time to time', async () => {
  const { clock, requests, watch } = setUp();
  const adding = watch.add('/r', defaultPruneRules);
  expect(watch.repositories()).toEqual([{ root: '/r', state: 'attaching' }]);
  expect(requests).toEqual([]);
  await adding;
  expect(watch.repositories()).toEqual([{ root: '/r', state: 'watched' }]);
  expect(requests).toEqual([{ repository: '/r', trigger: 'startup' }]);
  clock.advance(60_000);
  expect(requests[1]).toEqual({ repository: '/r', trigger: 'watch' });
});

it('asks for a scan of what changed, and of the whole where a part is not known', async () => {
  const { clock, requests, watch, tell } = setUp();
  await watch.add('/r', defaultPruneRules);
  requests.length = 0;
  tell({ type: 'dirty', root: '/r', paths: ['a.py', 'b'] });
  tell({ type: 'dirty', root: '/r', paths: ['a.py'] });
  clock.advance(100);
  tell({ type: 'dirty', root: '/r', paths: ['a.py'] });
  tell({ type: 'whole', root: '/r', reason: 'git' });
  clock.advance(100);
  expect(requests).toEqual([
    { repository: '/r', trigger: 'watch', paths: ['a.py', 'b'] },
    { repository: '/r', trigger: 'watch' },
  ]);
});

it('shows and tells that a repository cannot be watched as a whole', async () => {
  const { degraded, watch, tell } = setUp();
  await watch.add('/r', defaultPruneRules);
  tell({ type: 'degraded', root: '/r', message: 'no space', hint: 'raise it' });
  expect(degraded).toEqual(['/r']);
  expect(watch.repositories()).toEqual([{ root: '/r', state: 'degraded' }]);
});

it('asks nothing for what is not watched any more', async () => {
  const { clock, requests, calls, watch, tell } = setUp();
  await watch.add('/r', defaultPruneRules);
  await watch.add('/s', defaultPruneRules);
  requests.length = 0;
  tell({ type: 'dirty', root: '/r', paths: ['a.py'] });
  await watch.remove('/r');
  tell({ type: 'dirty', root: '/r', paths: ['a.py'] });
  tell({ type: 'dirty', root: '/s', paths: ['a.py'] });
  await watch.close();
  clock.advance(120_000);
  expect(requests).toEqual([]);
  expect(calls).toEqual(['add /r', 'add /s', 'remove /r', 'close']);
});
