import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScanRequest, Trigger } from '../../src/model/scan.ts';
import { createScanQueue, mergeRequests, pathLimit, type ScanOutcome } from '../../src/schedule/scan-queue.ts';

const request = (repository: string, trigger: Trigger = 'watch', paths?: readonly string[]): ScanRequest => ({
  repository,
  trigger,
  ...(paths === undefined ? {} : { paths }),
});

const many = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => prefix + i);

/** A queue whose runs end when the test says so. */
function setUp(parallel = 1) {
  const started: ScanRequest[] = [];
  const ends: { repository: string; done: () => void; fail: (error: Error) => void }[] = [];
  const errors: unknown[] = [];
  const queue = createScanQueue<number>({
    parallel,
    onError: (error) => errors.push(error),
    run(asked) {
      started.push(asked);
      const nth = started.length;
      return new Promise((resolve, reject) => {
        ends.push({ repository: asked.repository, done: () => resolve(nth), fail: reject });
      });
    },
  });
  /** Ends the run that started first among those that run. */
  const end = async (): Promise<void> => {
    ends.shift()?.done();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, started, ends, errors, end };
}

describe('order', () => {
  it('runs one after another, the most urgent first', async () => {
    const { queue, started, end } = setUp();
    for (const [name, trigger] of [
      ['/a', 'startup'],
      ['/b', 'schedule'],
      ['/c', 'watch'],
      ['/d', 'manual'],
    ] as const) {
      void queue.enqueue(request(name, trigger));
    }
    for (let i = 0; i < 4; i += 1) await end();
    expect(started.map(({ repository }) => repository)).toEqual(['/a', '/d', '/c', '/b']);
    await queue.idle();
  });

  it('starves nobody, however urgent the others are', async () => {
    const { queue, started, end } = setUp();
    void queue.enqueue(request('/busy', 'manual'));
    void queue.enqueue(request('/patient', 'startup'));
    for (let i = 0; i < 8; i += 1) {
      void queue.enqueue(request(`/busy${i % 2}`, 'manual'));
      await end();
    }
    expect(started.findIndex(({ repository }) => repository === '/patient')).toBeLessThanOrEqual(6);
    expect(started.some(({ repository }) => repository === '/patient')).toBe(true);
  });

  it('runs several repositories at once where that is wanted, but never one twice', async () => {
    const { queue, started, end } = setUp(2);
    void queue.enqueue(request('/a'));
    void queue.enqueue(request('/a'));
    void queue.enqueue(request('/b'));
    void queue.enqueue(request('/c'));
    expect(started.map(({ repository }) => repository)).toEqual(['/a', '/b']);
    expect(queue.state()).toEqual({ running: [request('/a'), request('/b')], waiting: [request('/a'), request('/c')] });
    await end();
    expect(started.map(({ repository }) => repository)).toEqual(['/a', '/b', '/a']);
  });
});

describe('merging', () => {
  it('merges what waits: all paths, the whole before a part, the most urgent trigger', () => {
    expect(mergeRequests(request('/r', 'watch', ['a', 'b']), request('/r', 'manual', ['b', 'c']))).toEqual(
      request('/r', 'manual', ['a', 'b', 'c']),
    );
    expect(mergeRequests(request('/r', 'watch', ['a']), request('/r', 'startup'))).toEqual(request('/r', 'watch'));
  });

  it('scans the whole rather than very many paths', () => {
    const half = pathLimit / 2;
    expect(
      mergeRequests(request('/r', 'watch', many('a', half)), request('/r', 'watch', many('b', half))).paths,
    ).toHaveLength(pathLimit);
    expect(
      mergeRequests(request('/r', 'watch', many('a', half)), request('/r', 'watch', many('b', half + 1))).paths,
    ).toBeUndefined();
  });

  it('answers all who asked with the run that covers them, which began after they asked', async () => {
    const { queue, started, end } = setUp();
    const first = queue.enqueue(request('/r', 'watch', ['a']));
    const second = queue.enqueue(request('/r', 'watch', ['b']));
    const third = queue.enqueue(request('/r', 'manual', ['a']));
    await end();
    await end();
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 2].map((result) => ({ type: 'done', result })));
    expect(started).toEqual([request('/r', 'watch', ['a']), request('/r', 'manual', ['b', 'a'])]);
  });
});

describe('failures and the end', () => {
  it('goes on after a run that fails, and tells who asked', async () => {
    const { queue, started, ends, errors, end } = setUp();
    const failing = queue.enqueue(request('/a'));
    const next = queue.enqueue(request('/b'));
    const error = new Error('disk on fire');
    ends.shift()?.fail(error);
    expect(await failing).toEqual({ type: 'failed', error });
    expect(errors).toEqual([error]);
    await end();
    expect(await next).toEqual({ type: 'done', result: 2 });
    expect(started).toHaveLength(2);
  });

  it('ends after what runs, and drops the rest', async () => {
    const { queue, started, end } = setUp();
    const running = queue.enqueue(request('/a'));
    const waiting = queue.enqueue(request('/b'));
    let closed = false;
    const closing = queue.close().then(() => (closed = true));
    expect(await waiting).toEqual({ type: 'dropped' });
    expect(await queue.enqueue(request('/c'))).toEqual({ type: 'dropped' });
    expect(closed).toBe(false);
    await end();
    await closing;
    expect(await running).toEqual({ type: 'done', result: 1 });
    expect(started).toHaveLength(1);
  });
});

it('loses nothing and never scans one repository twice at once, whatever comes', async () => {
  const arrivals = fc.array(
    fc.record({
      repository: fc.constantFrom('/a', '/b', '/c', '/d'),
      trigger: fc.constantFrom<Trigger>('manual', 'watch', 'schedule', 'startup'),
      paths: fc.option(fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }), { nil: undefined, freq: 3 }),
      wait: fc.boolean(),
      fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 3 }), async (steps, parallel) => {
      const active = new Set<string>();
      const runs: { request: ScanRequest; startedAt: number }[] = [];
      let time = 0;
      const queue = createScanQueue<number>({
        parallel,
        onError: () => undefined,
        async run(asked) {
          expect(active.has(asked.repository)).toBe(false);
          active.add(asked.repository);
          expect(active.size).toBeLessThanOrEqual(parallel);
          const index = runs.push({ request: asked, startedAt: (time += 1) }) - 1;
          await new Promise((resolve) => setImmediate(resolve));
          active.delete(asked.repository);
          if (steps[index]?.fails === true) throw new Error('failed');
          return index;
        },
      });
      const outcomes: { asked: ScanRequest; at: number; outcome: Promise<ScanOutcome<number>> }[] = [];
      for (const { repository, trigger, paths, wait } of steps) {
        const asked = request(repository, trigger, paths);
        const at = (time += 1);
        outcomes.push({ asked, at, outcome: queue.enqueue(asked) });
        expect(queue.state().waiting.length).toBeLessThanOrEqual(4);
        if (wait) await new Promise((resolve) => setImmediate(resolve));
      }
      await queue.idle();
      expect(queue.state()).toEqual({ running: [], waiting: [] });
      for (const { asked, at, outcome } of outcomes) {
        const result = await outcome;
        expect(result.type).not.toBe('dropped');
        if (result.type !== 'done') continue;
        const { request: ran, startedAt } = runs[result.result]!;
        expect(startedAt).toBeGreaterThan(at);
        expect(ran.repository).toBe(asked.repository);
        const covers = ran.paths === undefined || (asked.paths?.every((path) => ran.paths!.includes(path)) ?? false);
        expect(covers).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
