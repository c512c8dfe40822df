import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Environment, everything } from '../../src/dataflow/environment.ts';
import { emptyObject, setCell } from '../../src/dataflow/heap-object.ts';
import { kindBit } from '../../src/dataflow/kinds.ts';
import { derive, sourceTaint, withSafe, type Taint } from '../../src/dataflow/taint.ts';
import { tainted, text, type Value } from '../../src/dataflow/value.ts';

const at = { path: 'a.py', site: 1 };
const sent = (identity = 1): Taint => sourceTaint('web-request', 'x', at, identity);
const [sql, path] = [kindBit('sql'), kindBit('path')];
/** The texts that it may be, sorted. */
const textsOf = (value: Value | undefined): string[] =>
  (value?.constants ?? []).flatMap((one) => (one.type === 'string' ? [one.value] : [])).toSorted();

describe('fork', () => {
  it('gives one that goes its own way', () => {
    const first = new Environment();
    first.set(1, text('a'));
    first.check(5, sql);
    first.setObject(1, emptyObject('dict'));
    const second = first.fork();
    second.set(1, text('b'));
    second.set(2, text('c'));
    second.check(5, path);
    second.uncheck(5);
    second.setObject(1, emptyObject('list'));
    first.forget(3);
    expect(textsOf(first.get(1))).toEqual(['a']);
    expect(first.get(2)).toBeUndefined();
    expect(first.checkedKinds(5)).toBe(sql);
    expect(first.object(1)?.kind).toBe('dict');
    first.set(1, text('d'));
    expect(textsOf(second.get(1))).toEqual(['b']);
    expect(second.checkedKinds(5)).toBe(0);
  });

  it('gives a dead one of a dead one', () => {
    const first = new Environment();
    first.isDead = true;
    expect(first.fork().isDead).toBe(true);
  });
});

describe('join', () => {
  it('leaves variables either value', () => {
    const first = new Environment();
    first.set(1, text('a'));
    const second = first.fork();
    second.set(1, text('b'));
    first.join(second);
    expect(textsOf(first.get(1))).toEqual(['a', 'b']);
  });

  it('takes a variable that only one way sets for what was set', () => {
    const first = new Environment();
    const second = first.fork();
    second.set(1, text('b'));
    first.join(second);
    expect(textsOf(first.get(1))).toEqual(['b']);
  });

  it('leaves nothing of a dead way', () => {
    const first = new Environment();
    first.set(1, text('a'));
    const second = first.fork();
    second.set(1, text('b'));
    second.isDead = true;
    first.join(second);
    expect(textsOf(first.get(1))).toEqual(['a']);
    second.join(first);
    expect(second.isDead).toBe(false);
    expect(textsOf(second.get(1))).toEqual(['a']);
  });

  it('knows as checked what was checked on both ways', () => {
    const first = new Environment();
    const second = first.fork();
    first.check(5, sql | path);
    second.check(5, sql);
    second.check(6, sql);
    first.join(second);
    expect(first.checkedKinds(5)).toBe(sql);
    expect(first.checkedKinds(6)).toBe(0);
  });

  it('keeps the check of a value that is another one on the other way', () => {
    const first = new Environment();
    first.set(1, tainted([sent()]));
    const second = first.fork();
    first.check(sent().key, everything);
    second.set(1, text('default'));
    first.join(second);
    expect(first.get(1)!.taints.map((taint) => first.safetyOf(taint))).toEqual([everything]);
  });

  it('loses the check where the value is the same and not checked on the other way', () => {
    const first = new Environment();
    first.set(1, tainted([sent()]));
    const second = first.fork();
    first.check(sent().key, everything);
    first.join(second);
    expect(first.get(1)!.taints.map((taint) => first.safetyOf(taint))).toEqual([0]);
  });

  it('joins objects cell by cell', () => {
    const first = new Environment();
    first.setObject(1, setCell(emptyObject('dict'), 's:a', text('x')));
    const second = first.fork();
    second.setObject(1, setCell(emptyObject('dict'), 's:a', text('y')));
    first.join(second);
    expect(textsOf(first.object(1)?.cells.get('s:a'))).toEqual(['x', 'y']);
  });
});

describe('safetyOf', () => {
  it('is what was done to a value and what it or its origin was checked for', () => {
    const env = new Environment();
    const part = derive(sent(), 7, 'part');
    expect(env.safetyOf(part)).toBe(0);
    env.check(sent().key, sql);
    expect(env.safetyOf(part)).toBe(sql);
    expect(env.safetyOf(withSafe(part, path))).toBe(sql | path);
  });

  it('is nothing for the whole where only a piece was checked', () => {
    const env = new Environment();
    env.check(derive(sent(), 7, 'part').key, everything);
    expect(env.safetyOf(sent())).toBe(0);
    expect(env.safetyOf(derive(sent(), 8, 'part'))).toBe(0);
  });

  it('is what it was after a value was made anew', () => {
    const env = new Environment();
    env.check(5, sql);
    env.uncheck(5);
    env.uncheck(6);
    expect(env.checkedKinds(5)).toBe(0);
  });
});

describe('a call', () => {
  it('begins without variables and with the same objects and checks', () => {
    const outer = new Environment();
    outer.set(1, text('a'));
    outer.check(5, sql);
    outer.setObject(1, emptyObject('dict'));
    const inner = outer.enter();
    expect(inner.get(1)).toBeUndefined();
    expect(inner.checkedKinds(5)).toBe(sql);
    expect(inner.object(1)?.kind).toBe('dict');
  });

  it('leaves its objects and checks, and none of its variables', () => {
    const outer = new Environment();
    const inner = outer.enter();
    inner.set(1, text('a'));
    inner.check(5, sql);
    inner.setObject(1, emptyObject('dict'));
    outer.leave(inner);
    expect(outer.get(1)).toBeUndefined();
    expect(outer.checkedKinds(5)).toBe(sql);
    expect(outer.object(1)?.kind).toBe('dict');
  });

  it('that never returns ends its caller', () => {
    const outer = new Environment();
    const inner = outer.enter();
    inner.isDead = true;
    outer.leave(inner);
    expect(outer.isDead).toBe(true);
  });
});

describe('any order of operations', () => {
  type Operation = readonly ['set' | 'forget' | 'check' | 'uncheck' | 'object', number, number];
  const operation = fc.tuple(
    fc.constantFrom('set', 'forget', 'check', 'uncheck', 'object'),
    fc.nat(4),
    fc.nat(3),
  ) as fc.Arbitrary<Operation>;
  const apply = (env: Environment, [what, key, value]: Operation): void => {
    if (what === 'set') env.set(key, text(`v${value}`));
    if (what === 'forget') env.forget(key);
    if (what === 'check') env.check(key, 2 ** value);
    if (what === 'uncheck') env.uncheck(key);
    if (what === 'object') env.setObject(key, setCell(emptyObject('dict'), 's:a', text(`v${value}`)));
  };
  /** Everything in it, as plain data. */
  const contents = (env: Environment): unknown => [
    new Map([...env.variables()].map(([key, value]) => [key, textsOf(value)])),
    new Map([...env.objects()].map(([key, object]) => [key, textsOf(object.cells.get('s:a'))])),
    new Map([...env.checks()].filter(([, kinds]) => kinds !== 0)),
  ];

  it('of a fork leaves the other as it was', () => {
    fc.assert(
      fc.property(fc.array(operation), fc.array(operation), fc.array(operation), (before, here, there) => {
        const first = new Environment();
        for (const one of before) apply(first, one);
        const second = first.fork();
        const third = second.fork();
        const was = contents(first);
        for (const one of there) apply(second, one);
        expect(contents(first)).toEqual(was);
        expect(contents(third)).toEqual(was);
        const settled = contents(second);
        for (const one of here) apply(first, one);
        expect(contents(second)).toEqual(settled);
        expect(contents(third)).toEqual(was);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('meets in the same from either side', () => {
    fc.assert(
      fc.property(fc.array(operation), fc.array(operation), fc.array(operation), (before, here, there) => {
        const sides = (): [Environment, Environment] => {
          const first = new Environment();
          for (const one of before) apply(first, one);
          const second = first.fork();
          for (const one of here) apply(first, one);
          for (const one of there) apply(second, one);
          return [first, second];
        };
        const [a, b] = sides();
        a.join(b);
        const [c, d] = sides();
        d.join(c);
        expect(contents(a)).toEqual(contents(d));
        const again = a.fork();
        again.join(a);
        expect(again.sameAs(a)).toBe(true);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
