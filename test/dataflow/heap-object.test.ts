import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addAnywhere,
  anyItem,
  append,
  deleteCell,
  emptyObject,
  insert,
  itemKey,
  itemsOf,
  joinObjects,
  listKey,
  mergeInto,
  removeAt,
  sameObject,
  setCell,
  withItems,
  type HeapObject,
} from '../../src/dataflow/heap-object.ts';
import { nothing, text, type Value } from '../../src/dataflow/value.ts';

const texts = (value: Value | undefined): string[] =>
  (value?.constants ?? []).flatMap((one) => (one.type === 'string' ? [one.value] : [])).toSorted();
const list = (...items: readonly string[]): HeapObject => withItems(emptyObject('list'), items.map(text));
const all = (object: HeapObject): string[] => itemsOf(object).map((item) => texts(item).join('|'));

describe('keys', () => {
  it('tell texts, numbers, bytes and None apart, and take True for 1 as Python does', () => {
    const keys = [
      itemKey({ type: 'string', value: '1' }),
      itemKey({ type: 'int', value: 1 }),
      itemKey({ type: 'bytes', value: '1' }),
      itemKey({ type: 'none' }),
    ];
    expect(new Set(keys).size).toBe(4);
    expect(itemKey({ type: 'bool', value: true })).toBe(itemKey({ type: 'int', value: 1 }));
  });

  it('of a list count from its end, where that is known', () => {
    expect(listKey(list('a', 'b'), -1)).toBe('i:1');
    expect(listKey(addAnywhere(list('a', 'b'), text('c')), -1)).toBeNull();
  });
});

describe('lists', () => {
  type Operation =
    | readonly ['append', string]
    | readonly ['insert', number, string]
    | readonly ['remove', number]
    | readonly ['set', number, string];
  const letter = fc.constantFrom('a', 'b', 'c');
  const operation: fc.Arbitrary<Operation> = fc.oneof(
    fc.tuple(fc.constant('append' as const), letter),
    fc.tuple(fc.constant('insert' as const), fc.integer({ min: -6, max: 6 }), letter),
    fc.tuple(fc.constant('remove' as const), fc.integer({ min: -6, max: 6 })),
    fc.tuple(fc.constant('set' as const), fc.integer({ min: -6, max: 6 }), letter),
  );

  it('hold what Python has after the same operations', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        let object = emptyObject('list');
        const python: string[] = [];
        for (const one of operations) {
          if (one[0] === 'append') {
            object = append(object, text(one[1]));
            python.push(one[1]);
          } else if (one[0] === 'insert') {
            object = insert(object, one[1], text(one[2]));
            const at = one[1] < 0 ? Math.max(0, python.length + one[1]) : Math.min(one[1], python.length);
            python.splice(at, 0, one[2]);
          } else {
            // Python raises for an index that is not there.
            const at = one[1] < 0 ? python.length + one[1] : one[1];
            if (at < 0 || at >= python.length) continue;
            if (one[0] === 'remove') {
              object = removeAt(object, one[1]);
              python.splice(at, 1);
            } else {
              object = setCell(object, listKey(object, one[1])!, text(one[2]));
              python[at] = one[2];
            }
          }
        }
        expect(all(object)).toEqual(python);
        expect(object.length).toBe(python.length);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('forget which is where after something goes in at an unknown place', () => {
    const mixed = insert(list('a', 'b'), null, text('c'));
    expect(mixed.length).toBeNull();
    expect(texts(anyItem(mixed))).toEqual(['a', 'b', 'c']);
    expect(texts(anyItem(removeAt(list('a', 'b'), null)))).toEqual(['a', 'b']);
  });

  it('of more than 32 items lose none', () => {
    let object = emptyObject('list');
    for (let at = 0; at < 60; at++) object = append(object, text(at === 50 ? 'x' : 'a'));
    expect(texts(anyItem(object))).toEqual(['a', 'x']);
    expect(object.cells.size).toBeLessThanOrEqual(33);
  });
});

describe('dicts', () => {
  it('keep one value a key', () => {
    const object = setCell(setCell(setCell(emptyObject('dict'), 's:a', text('x')), 's:b', text('y')), 's:a', text('z'));
    expect([...object.cells].map(([key, value]) => [key, ...texts(value)])).toEqual([
      ['s:a', 'z'],
      ['s:b', 'y'],
    ]);
    expect(deleteCell(object, 's:a').cells.has('s:a')).toBe(false);
    expect(object.cells.has('s:a')).toBe(true);
  });

  it('of more than 32 keys lose none of the values, and replace those that they still tell apart', () => {
    let object = emptyObject('dict');
    for (let at = 0; at < 60; at++) object = setCell(object, `s:k${at}`, text(at === 50 ? 'x' : 'a'));
    expect(texts(anyItem(object))).toEqual(['a', 'x']);
    expect(texts(setCell(object, 's:k3', text('b')).cells.get('s:k3'))).toEqual(['b']);
    expect(object.cells.size).toBeLessThanOrEqual(32);
  });

  it('merged take the later value', () => {
    const [a, b] = [
      setCell(setCell(emptyObject('dict'), 's:a', text('x')), 's:b', text('y')),
      setCell(emptyObject('dict'), 's:b', text('z')),
    ];
    const merged = mergeInto(a, b);
    expect(texts(merged.cells.get('s:a'))).toEqual(['x']);
    expect(texts(merged.cells.get('s:b'))).toEqual(['z']);
  });
});

describe('joinObjects', () => {
  it('knows a cell of only one way to be that or not there', () => {
    const joined = joinObjects(setCell(emptyObject('dict'), 's:a', text('x')), emptyObject('dict'));
    expect(texts(joined.cells.get('s:a') ?? joined.rest)).toEqual(['x']);
  });

  it('keeps the length of lists that are equally long, and else forgets it', () => {
    expect(all(joinObjects(list('a', 'b'), list('a', 'c')))).toEqual(['a', 'b|c']);
    const uneven = joinObjects(list('a'), list('b', 'c'));
    expect(uneven.length).toBeNull();
    expect(texts(anyItem(uneven))).toEqual(['a', 'b', 'c']);
  });

  it('loses nothing that either side holds', () => {
    const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 });
    fc.assert(
      fc.property(items, items, (a, b) => {
        const joined = joinObjects(list(...a), list(...b));
        const held = new Set(texts(anyItem(joined)));
        for (const one of [...a, ...b]) expect(held).toContain(one);
        // A second join may write down how a text begins; then nothing new comes.
        const twice = joinObjects(joined, list(...b));
        expect(sameObject(joinObjects(twice, list(...b)), twice)).toBe(true);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('of an object with itself is that object', () => {
    const object = setCell(emptyObject('instance'), '.a', text('x'));
    expect(sameObject(joinObjects(object, object), object)).toBe(true);
    expect(joinObjects(object, object).rest).toBe(nothing);
  });
});
