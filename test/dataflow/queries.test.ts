// Remembered answers: what is computed again after a change, and what a recursion comes to.
import { describe, expect, it } from 'vitest';
import { Queries } from '../../src/dataflow/queries.ts';

type Query = (name: string) => number;

/** Cells of a spreadsheet: `inputs` are numbers; `sum` adds the cells that are listed under its name; `parity` is odd or even. */
function sheet(inputs: Record<string, number>, sums: Record<string, readonly string[]> = {}) {
  const queries = new Queries();
  const log: string[] = [];
  const input = queries.define<number>('input', {
    compute: (name) => inputs[name] ?? 0,
    bottom: 0,
    fingerprint: String,
  });
  const parity = queries.define<string>('parity', {
    compute: (name) => {
      log.push(`parity ${name}`);
      return input(name) % 2 === 0 ? 'even' : 'odd';
    },
    bottom: '',
    fingerprint: (text) => text,
  });
  const label = queries.define<string>('label', {
    compute: (name) => {
      log.push(`label ${name}`);
      return `${name} is ${parity(name)}`;
    },
    bottom: '',
    fingerprint: (text) => text,
  });
  const sum: Query = queries.define<number>('sum', {
    compute: (name) => {
      log.push(`sum ${name}`);
      return (sums[name] ?? []).reduce((total, one) => total + (one in sums ? sum(one) : input(one)), 0);
    },
    bottom: 0,
    fingerprint: String,
  });
  /** The largest input that can be reached: of a circle too. */
  const largest: Query = queries.define<number>('largest', {
    compute: (name) => {
      log.push(`largest ${name}`);
      return Math.max(0, ...(sums[name] ?? []).map((one) => (one in sums ? largest(one) : input(one))));
    },
    bottom: 0,
    fingerprint: String,
  });
  const set = (name: string, value: number): void => {
    inputs[name] = value;
    queries.change([['input', name]]);
    log.length = 0;
  };
  return { queries, log, label, sum, largest, set };
}

describe('remembered answers', () => {
  it('are computed once', () => {
    const { log, label } = sheet({ a: 1 });
    expect([label('a'), label('a')]).toEqual(['a is odd', 'a is odd']);
    expect(log).toEqual(['label a', 'parity a']);
  });

  it('are computed again where what they looked up changed', () => {
    const { log, label, set } = sheet({ a: 1 });
    label('a');
    set('a', 2);
    expect(label('a')).toBe('a is even');
    expect(log.toSorted()).toEqual(['label a', 'parity a']);
  });

  it('stay where what they looked up comes out as it was', () => {
    const { log, label, set } = sheet({ a: 1 });
    label('a');
    set('a', 3);
    expect(label('a')).toBe('a is odd');
    expect(log).toEqual(['parity a']);
  });

  it('stay where something else changed', () => {
    const { log, label, set } = sheet({ a: 1, b: 1 });
    label('a');
    label('b');
    set('b', 2);
    expect([label('a'), label('b')]).toEqual(['a is odd', 'b is even']);
    expect(log.toSorted()).toEqual(['label b', 'parity b']);
  });

  it('are of the present look-ups, not of those before', () => {
    const sums: Record<string, readonly string[]> = { total: ['a'] };
    const { sum, set, log } = sheet({ a: 1, b: 10 }, sums);
    expect(sum('total')).toBe(1);
    sums['total'] = ['b'];
    set('a', 2);
    expect(sum('total')).toBe(10);
    set('a', 3);
    expect(sum('total')).toBe(10);
    expect(log).toEqual([]);
    set('b', 20);
    expect(sum('total')).toBe(20);
  });

  it('hold after a change and its undoing', () => {
    const { label, set } = sheet({ a: 1 });
    label('a');
    set('a', 2);
    label('a');
    set('a', 1);
    expect(label('a')).toBe('a is odd');
  });

  it('hold where nobody asked between two changes', () => {
    const { label, set } = sheet({ a: 1 });
    label('a');
    set('a', 2);
    set('a', 4);
    expect(label('a')).toBe('a is even');
  });

  it('count what they cost', () => {
    const { queries, label } = sheet({ a: 1 });
    label('a');
    expect(queries.computed).toBe(3);
    label('a');
    expect(queries.computed).toBe(3);
  });

  it('leave nothing open where a computation throws', () => {
    let isBroken = true;
    const queries = new Queries();
    const get = queries.define<number>('x', {
      compute: () => {
        if (isBroken) throw new Error('broken');
        return 1;
      },
      bottom: 0,
      fingerprint: String,
    });
    expect(() => get('a')).toThrow('broken');
    expect(queries.depth).toBe(0);
    isBroken = false;
    expect(get('a')).toBe(1);
  });
});

describe('a recursion', () => {
  it('of one comes to an end', () => {
    const { largest } = sheet({ a: 7 }, { x: ['x', 'a'] });
    expect(largest('x')).toBe(7);
  });

  it.each([
    ['x', 'y', 'z'],
    ['y', 'z', 'x'],
    ['z', 'x', 'y'],
    ['z', 'y', 'x'],
  ])('of three gives the same, asked in the order %s %s %s', (...order) => {
    const { largest } = sheet({ a: 1, b: 5, c: 3 }, { x: ['y', 'a'], y: ['z', 'b'], z: ['x', 'c'] });
    expect(order.map((name) => largest(name))).toEqual([5, 5, 5]);
  });

  it('is computed again after a change in any of its members', () => {
    const { largest, set } = sheet({ a: 1, b: 5, c: 3 }, { x: ['y', 'a'], y: ['z', 'b'], z: ['x', 'c'] });
    largest('x');
    set('c', 9);
    expect(['x', 'y', 'z'].map((name) => largest(name))).toEqual([9, 9, 9]);
    set('c', 0);
    expect(['z', 'y', 'x'].map((name) => largest(name))).toEqual([5, 5, 5]);
  });

  it('inside another recursion', () => {
    const sums = { x: ['y', 'a'], y: ['z', 'x'], z: ['y', 'b'] };
    for (const order of [
      ['x', 'y', 'z'],
      ['z', 'y', 'x'],
      ['y', 'x', 'z'],
    ]) {
      const { largest } = sheet({ a: 2, b: 8 }, sums);
      expect(order.map((name) => largest(name))).toEqual([8, 8, 8]);
    }
  });

  it('that opens or closes', () => {
    const sums: Record<string, readonly string[]> = { x: ['y', 'a'], y: ['b'] };
    const { largest, set } = sheet({ a: 2, b: 8 }, sums);
    expect(largest('x')).toBe(8);
    sums['y'] = ['x'];
    set('b', 9);
    expect([largest('x'), largest('y')]).toEqual([2, 2]);
    sums['y'] = ['b', 'x'];
    set('a', 3);
    expect([largest('y'), largest('x')]).toEqual([9, 9]);
  });

  it('holds where what it looked up outside of itself comes out as it was', () => {
    const inputs: Record<string, number> = { a: 1, b: 4 };
    const queries = new Queries();
    const log: string[] = [];
    const input = queries.define<number>('input', { compute: (name) => inputs[name]!, bottom: 0, fingerprint: String });
    const parity = queries.define<number>('parity', {
      compute: (name) => input(name) % 2,
      bottom: 0,
      fingerprint: String,
    });
    /** x looks y up, and y x, and each its own input. */
    const circle: (name: string) => number = queries.define<number>('circle', {
      compute: (name) => {
        log.push(name);
        return Math.max(parity(name === 'x' ? 'a' : 'b'), circle(name === 'x' ? 'y' : 'x'));
      },
      bottom: 0,
      fingerprint: String,
    });
    const outside = queries.define<number>('outside', { compute: () => circle('y'), bottom: 0, fingerprint: String });
    expect([circle('x'), outside('')]).toEqual([1, 1]);
    log.length = 0;
    inputs['a'] = 3;
    queries.change([['input', 'a']]);
    expect([outside(''), circle('x'), circle('y'), log]).toEqual([1, 1, 1, []]);
    inputs['a'] = 2;
    queries.change([['input', 'a']]);
    expect([outside(''), circle('x'), circle('y')]).toEqual([0, 0, 0]);
    expect(log).toContain('x');
  });

  it('that never comes to rest is taken as it is', () => {
    const queries = new Queries();
    const grow: (argument: string) => number = queries.define<number>('grow', {
      compute: (name) => grow(name) + 1,
      bottom: 0,
      fingerprint: String,
    });
    expect(grow('a')).toBe(queries.computed);
  });
});
