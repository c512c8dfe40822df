import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from '../../src/packing/pack.ts';
import { buffersOf, sizeOf } from '../../src/packing/packed.ts';
import { unpack } from '../../src/packing/unpack.ts';

const again = (value: unknown): unknown => unpack(pack(value));

describe('pack and unpack', () => {
  it('give back any plain data', () => {
    const key = fc.constantFrom('kind', 'type', 'name', 'value', '=', '__proto__', 'node');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(key, tie('tree'), { noNullPrototype: true }),
        fc.array(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('tree'))).map((entries) => new Map(entries)),
        fc.int32Array(),
        fc.uint32Array(),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(again(value)).toStrictEqual(value);
      }),
    );
  });

  it.each([0, 127, 128, 2 ** 29 - 1, 2 ** 29, 2 ** 31, 2 ** 53, -1, -0, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'keep the number %d',
    (value) => expect(again([value])).toStrictEqual([value]),
  );

  it('tell a word of a form from another value under the same key', () => {
    const values = [{ type: 'int' }, { type: { kind: 'Name' } }, { type: null }, { type: '=int' }, { '=int': 1 }];
    expect(again(values)).toStrictEqual(values);
  });

  it('keep strings that are no text, and whose parts are no text', () => {
    const values = ['\ud83d', '\ude00', 'é', '\0', ''];
    expect(again(values)).toStrictEqual(values);
  });

  it('write a string and a form once', () => {
    const one = { kind: 'Name', node: 1, name: 'a_rather_long_name' };
    const grown = sizeOf(pack(Array.from({ length: 100 }, () => one))) - sizeOf(pack([one]));
    expect(grown).toBeLessThan(100 * 4);
  });

  it('hand integers over without copying them', () => {
    const numbers = new Int32Array([1, -2, 3]);
    const packed = pack({ numbers });
    expect(buffersOf(packed)).toContain(numbers.buffer);
    expect(unpack(structuredClone(packed, { transfer: buffersOf(packed) }))).toStrictEqual({
      numbers: new Int32Array([1, -2, 3]),
    });
    expect(numbers).toHaveLength(0);
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['undefined', undefined],
    ['a part of an array of integers', new Int32Array(4).subarray(1)],
    ['a set', new Set([1])],
    ['bytes', new Uint8Array(1)],
  ])('refuse %s', (_what, value) => expect(() => pack({ value })).toThrow(TypeError));
});
