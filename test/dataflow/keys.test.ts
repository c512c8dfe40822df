import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText, keyOf, mix } from '../../src/dataflow/keys.ts';

describe('hashText', () => {
  it('gives the same in every run and process', () => {
    expect(hashText('')).toBe(hashText(''));
    expect(hashText('shop/views.py')).toBe(hashText(['shop', 'views.py'].join('/')));
  });

  it('gives whole numbers that JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = hashText(text);
        expect(Number.isSafeInteger(key)).toBe(true);
        expect(key).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1 },
    );
  });

  it('tells 200,000 names apart', () => {
    const names = Array.from({ length: 200_000 }, (_, at) => `shop/part${at % 400}.py#f${at}`);
    expect(new Set(names.map(hashText)).size).toBe(names.length);
  });

  it('tells short texts apart that differ in one character or in their order', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz_.0123456789'.split('');
    const texts = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    expect(new Set(texts.map(hashText)).size).toBe(texts.length);
  });
});

describe('keyOf', () => {
  it('is hashText, remembered', () => {
    for (const name of ['a', 'b', 'a', '', 'a\0b']) expect(keyOf(name)).toBe(hashText(name));
  });

  it('is still that after more names than it remembers', () => {
    for (let at = 0; at < 200_100; at++) keyOf(`name${at}`);
    expect(keyOf('name3')).toBe(hashText('name3'));
  });
});

describe('mix', () => {
  it('gives whole numbers that JavaScript can hold, of any two such', () => {
    const key = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(Number.isSafeInteger(mix(a, b))).toBe(true);
        expect(mix(a, b)).toBeGreaterThanOrEqual(0);
        expect(mix(a, b)).toBe(mix(a, b));
      }),
      { seed: 1 },
    );
  });

  it('minds the order', () => {
    const [a, b] = [hashText('a'), hashText('b')];
    expect(mix(a, b)).not.toBe(mix(b, a));
    expect(mix(mix(a, b), b)).not.toBe(mix(a, mix(b, b)));
  });

  it('tells the nodes of many modules apart', () => {
    const modules = Array.from({ length: 300 }, (_, at) => hashText(`shop/part${at}.py`));
    const keys = modules.flatMap((module) => Array.from({ length: 1000 }, (_, node) => mix(module, node)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('tells chains of small numbers apart', () => {
    const root = hashText('root');
    let chains = [root];
    for (let length = 0; length < 6; length++)
      chains = chains.flatMap((chain) => Array.from({ length: 8 }, (_, at) => mix(chain, at)));
    expect(new Set(chains).size).toBe(8 ** 6);
  });
});
