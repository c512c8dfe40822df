import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Batch, foldBursts, pathLimit } from '../../src/watch/fold-bursts.ts';
import { fakeTimer } from '../support/fake-timer.ts';

const quiet = 100;
const bound = 2_000;

function setUp() {
  const clock = fakeTimer();
  const sent: (Batch & { at: number })[] = [];
  const fold = foldBursts({
    timer: clock.timer,
    quiet,
    bound,
    emit: (batch) => sent.push({ ...batch, at: clock.now() }),
  });
  return { clock, sent, fold };
}

describe('foldBursts', () => {
  it('sends a burst once, when it has been quiet', () => {
    const { clock, sent, fold } = setUp();
    fold.touch('/r', ['a']);
    clock.advance(60);
    fold.touch('/r', ['b', 'a']);
    clock.advance(99);
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toEqual([{ repository: '/r', paths: ['a', 'b'], at: 160 }]);
    clock.advance(10_000);
    expect(sent).toHaveLength(1);
  });

  it('does not wait for ever for a file that never rests', () => {
    const { clock, sent, fold } = setUp();
    for (let i = 0; i < 100; i += 1) {
      fold.touch('/r', ['growing.log']);
      clock.advance(50);
    }
    expect(sent.map(({ at }) => at)).toEqual([2_000, 4_000]);
  });

  it('tells very many paths, and the whole, as the whole repository', () => {
    const { clock, sent, fold } = setUp();
    fold.touch(
      '/many',
      Array.from({ length: pathLimit + 1 }, (_, i) => `f${i}`),
    );
    fold.touch(
      '/just',
      Array.from({ length: pathLimit }, (_, i) => `f${i}`),
    );
    fold.touch('/whole', ['a']);
    fold.touch('/whole', null);
    fold.touch('/whole', ['b']);
    clock.advance(quiet);
    expect(sent.map(({ repository, paths }) => [repository, paths?.length ?? null])).toEqual([
      ['/many', null],
      ['/just', pathLimit],
      ['/whole', null],
    ]);
  });

  it('says nothing of a repository that is no longer watched, nor after its end', () => {
    const { clock, sent, fold } = setUp();
    fold.touch('/gone', ['a']);
    fold.touch('/stays', ['a']);
    fold.forget('/gone');
    clock.advance(quiet);
    expect(sent.map(({ repository }) => repository)).toEqual(['/stays']);
    fold.touch('/stays', null);
    fold.close();
    clock.advance(bound);
    expect(sent).toHaveLength(1);
  });

  it('loses nothing, repeats nothing in a batch, and keeps its bound', () => {
    const step = fc.record({
      repository: fc.constantFrom('/a', '/b'),
      paths: fc.option(fc.array(fc.constantFrom('x', 'y', 'z', 'd/x'), { maxLength: 4 }), { nil: null, freq: 8 }),
      pause: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, sent, fold } = setUp();
        const touched: { repository: string; path: string | null; at: number }[] = [];
        for (const { repository, paths, pause } of steps) {
          fold.touch(repository, paths);
          for (const path of paths ?? [null]) touched.push({ repository, path, at: clock.now() });
          clock.advance(pause);
        }
        clock.advance(bound);
        for (const { repository, path, at } of touched) {
          const answer = sent.find(
            (batch) =>
              batch.repository === repository &&
              batch.at >= at &&
              (batch.paths === null || (path !== null && batch.paths.includes(path))),
          );
          expect(answer?.at ?? Infinity).toBeLessThanOrEqual(at + bound);
        }
        for (const { paths } of sent) expect(new Set(paths).size).toBe(paths?.length ?? 0);
        for (const { repository, paths, at } of sent) {
          for (const path of paths ?? []) {
            expect(
              touched.some((event) => event.repository === repository && event.path === path && event.at <= at),
            ).toBe(true);
          }
        }
      }),
    );
  });
});
