import { expect, it } from 'vitest';
import { startSweeps } from '../../src/watch/reconcile.ts';
import { fakeTimer } from '../support/fake-timer.ts';

function setUp(random: () => number) {
  const clock = fakeTimer();
  const swept: [string, boolean, number][] = [];
  const sweeps = startSweeps({
    timer: clock.timer,
    random,
    every: 1_000,
    sweep: (repository, first) => swept.push([repository, first, clock.now()]),
  });
  return { clock, swept, sweeps };
}

it('sweeps at once and then again and again, never later than asked', () => {
  const { clock, swept, sweeps } = setUp(() => 0.5);
  sweeps.add('/a');
  clock.advance(2_000);
  expect(swept).toEqual([
    ['/a', true, 0],
    ['/a', false, 950],
    ['/a', false, 1_900],
  ]);
});

it('spreads the sweeps of several repositories', () => {
  const numbers = [0, 0.9];
  const { clock, swept, sweeps } = setUp(() => numbers.shift() ?? 0);
  sweeps.add('/a');
  sweeps.add('/b');
  clock.advance(1_000);
  expect(swept.slice(2)).toEqual([
    ['/b', false, 910],
    ['/a', false, 1_000],
  ]);
});

it('leaves a removed repository alone, and all of them after its end', () => {
  const { clock, swept, sweeps } = setUp(() => 0);
  sweeps.add('/a');
  sweeps.add('/b');
  sweeps.remove('/a');
  clock.advance(1_000);
  expect(swept.slice(2)).toEqual([['/b', false, 1_000]]);
  sweeps.close();
  clock.advance(5_000);
  expect(swept).toHaveLength(3);
});
