import { describe, expect, it } from 'vitest';
import { allKinds, kindBit, kindBits } from '../../src/dataflow/kinds.ts';
import {
  derive,
  joinTaints,
  parameterTaint,
  sourceTaint,
  stepsOf,
  withDoubt,
  withoutSecrets,
  withSafe,
  withStep,
  withSteps,
  type Place,
  type Taint,
} from '../../src/dataflow/taint.ts';
import { sinkKinds } from '../../src/model/flow-kinds.ts';

const place = (site: number, path = 'a.py'): Place => ({ path, site });
const sent = (identity = 1): Taint => sourceTaint('web-request', 'the query string', place(1), identity);
const typed = (): Taint => sourceTaint('password', 'typed password', place(1), 1);
const notes = (taint: Taint): string[] => stepsOf(taint.steps).map(({ note }) => note);

describe('kinds', () => {
  it('have a bit each', () => {
    expect(new Set(sinkKinds.map(kindBit)).size).toBe(sinkKinds.length);
    expect(sinkKinds.reduce((sum, kind) => sum + kindBit(kind), 0)).toBe(allKinds);
  });

  it('are all where none is named', () => {
    expect(kindBits([])).toBe(allKinds);
    expect(kindBits(['sql', 'path', 'sql'])).toBe(kindBit('sql') | kindBit('path'));
  });
});

describe('derive', () => {
  it('gives the same key for the same way, another for another place, relation or beginning', () => {
    const part = derive(sent(), 7, 'part');
    expect(derive(sent(), 7, 'part').key).toBe(part.key);
    for (const other of [derive(sent(), 8, 'part'), derive(sent(), 7, 'whole'), derive(sent(2), 7, 'part'), sent()])
      expect(other.key).not.toBe(part.key);
  });

  it('keeps where it began, what it is safe for, and adds to that', () => {
    const clean = derive(withSafe(sent(), kindBit('sql')), 7, 'part', kindBit('path'));
    expect(clean.root).toBe(sent().key);
    expect(clean.safe).toBe(kindBit('sql') | kindBit('path'));
    expect(clean.parent?.safe).toBe(kindBit('sql'));
  });

  it('comes to an end where a loop makes a value from itself', () => {
    let taint = sent();
    const keys = new Set<number>();
    for (let round = 0; round < 50; round++) {
      taint = derive(derive(taint, 7, 'part'), 8, 'whole');
      keys.add(taint.key);
    }
    expect(keys.size).toBeLessThan(3);
  });

  it('comes to an end after many places', () => {
    let taint = sent();
    for (let site = 0; site < 100; site++) taint = derive(taint, site, 'part');
    let length = 0;
    for (let at: Taint | null = taint; at !== null; at = at.parent) length += 1;
    expect(length).toBeLessThanOrEqual(10);
    expect(taint.root).toBe(sent().key);
  });

  it('keeps what was made safe after the chain is as long as it may be', () => {
    let taint = sent();
    for (let site = 0; site < 20; site++) taint = derive(taint, site, 'part');
    expect(derive(taint, 99, 'part', kindBit('sql')).safe & kindBit('sql')).toBe(kindBit('sql'));
  });
});

describe('steps', () => {
  it('stand in order', () => {
    expect(notes(withStep(withStep(sent(), place(2), 'b'), place(3), 'c'))).toEqual(['the query string', 'b', 'c']);
  });

  it('say one place once', () => {
    expect(notes(withStep(withStep(sent(), place(2), 'b'), place(2), 'c'))).toEqual(['the query string', 'b']);
    expect(notes(withStep(sent(), place(1, 'b.py'), 'b'))).toEqual(['the query string', 'b']);
  });

  it('are at most 30', () => {
    let taint = sent();
    for (let at = 2; at < 100; at++) taint = withStep(taint, place(at), `step ${at}`);
    expect(notes(taint)).toHaveLength(30);
    expect(taint.steps?.length).toBe(30);
    expect(notes(taint)[0]).toBe('the query string');
  });

  it('of a callee are put behind those of the caller', () => {
    const inner = withStep(withStep(parameterTaint({ index: 0, path: [], key: 5 }), place(8), 'x'), place(9), 'y');
    expect(notes(withSteps(withStep(sent(), place(2), 'b'), inner.steps))).toEqual(['the query string', 'b', 'x', 'y']);
  });
});

describe('doubt', () => {
  it('ends after two unknown calls, of a secret after one', () => {
    expect(withDoubt(sent())?.doubt).toBe(1);
    expect(withDoubt(sent(), 2)?.doubt).toBe(2);
    expect(withDoubt(sent(), 3)).toBeNull();
    expect(withDoubt(typed())?.doubt).toBe(1);
    expect(withDoubt(typed(), 2)).toBeNull();
  });
});

describe('withoutSecrets', () => {
  it('takes away secrets and leaves what was sent', () => {
    expect(withoutSecrets([sent(), typed()])).toEqual([sent()]);
  });

  it('makes what a caller gives safe only as a secret', () => {
    const [given] = withoutSecrets([parameterTaint({ index: 0, path: [], key: 5 })]);
    expect(given!.safe & kindBit('secret-log')).toBe(kindBit('secret-log'));
    expect(given!.safe & kindBit('storage')).toBe(kindBit('storage'));
    expect(given!.safe & kindBit('sql')).toBe(0);
  });
});

describe('joinTaints', () => {
  it('keeps both, and one of two that are the same', () => {
    expect(joinTaints([sent(1)], [sent(2)])).toEqual([sent(1), sent(2)]);
    expect(joinTaints([sent(1)], [sent(1)])).toEqual([sent(1)]);
    expect(joinTaints([], [sent(1)])).toEqual([sent(1)]);
  });

  it('is safe only for what is safe on both ways', () => {
    const [a, b] = [withSafe(sent(), kindBits(['sql', 'path'])), withSafe(sent(), kindBits(['sql', 'html']))];
    expect(joinTaints([a], [b]).map(({ safe }) => safe)).toEqual([kindBit('sql')]);
    expect(joinTaints([a], [sent()]).map(({ safe }) => safe)).toEqual([0]);
  });

  it('keeps the less doubtful and the shorter evidence', () => {
    const long = withStep(sent(), place(2), 'b');
    expect(joinTaints([long], [sent()])).toEqual([sent()]);
    expect(joinTaints([sent()], [long])).toEqual([sent()]);
    expect(joinTaints([withDoubt(sent())!], [long])).toEqual([long]);
  });

  it('keeps ten at most, those that are worth most, in whatever order they came', () => {
    const many = Array.from({ length: 8 }, (_, at) => withSafe(sent(at + 10), kindBit('sql')));
    const bare = Array.from({ length: 8 }, (_, at) => sent(at + 30));
    const joined = joinTaints(many, bare);
    expect(joined).toHaveLength(10);
    expect(joined.filter(({ safe }) => safe === 0)).toHaveLength(8);
    const other = joinTaints(bare.toReversed(), many.toReversed());
    expect(other.map(({ key }) => key)).toEqual(joined.map(({ key }) => key));
  });
});
