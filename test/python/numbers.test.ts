import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../src/python/numbers.ts';

describe('parseNumber', () => {
  it.each([
    ['1_000', { type: 'int', value: 1000 }],
    ['0xFF', { type: 'int', value: 255 }],
    ['0b1_01', { type: 'int', value: 5 }],
    ['0o17', { type: 'int', value: 15 }],
    ['0777', { type: 'int', value: 511 }],
    ['000', { type: 'int', value: 0 }],
    ['0099', { type: 'int', value: 99 }],
    ['10L', { type: 'int', value: 10 }],
    ['0xFFl', { type: 'int', value: 255 }],
    ['9007199254740993', { type: 'bigint', value: '9007199254740993' }],
    ['0x20000000000001', { type: 'bigint', value: '9007199254740993' }],
    ['1.5e3', { type: 'float', value: 1500 }],
    ['.5', { type: 'float', value: 0.5 }],
    ['1e3', { type: 'float', value: 1000 }],
    ['0xe', { type: 'int', value: 14 }],
    ['1e999', { type: 'complex', value: 'inf' }],
    ['2J', { type: 'complex', value: '2j' }],
    ['1.5j', { type: 'complex', value: '1.5j' }],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toEqual(value);
  });
});
