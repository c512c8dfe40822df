import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, escapeControl } from '../../src/text/display.ts';

describe('escapeControl', () => {
  it('writes out what a terminal would act on', () => {
    expect(escapeControl('\u001b[31mred\u0007')).toBe(String.raw`\x1b[31mred\x07`);
    expect(escapeControl('a\tb\r\nc')).toBe(String.raw`a\tb\r\nc`);
    expect(escapeControl('x\u202ey\u2066z\u009b')).toBe(String.raw`x\u202ey\u2066z\x9b`);
    expect(escapeControl('half \ud83d end')).toBe(String.raw`half \ud83d end`);
  });

  it('leaves text alone', () => {
    expect(escapeControl('Größe 密码 😀 👩‍👧')).toBe('Größe 密码 😀 👩‍👧');
  });

  it('leaves no control behind, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeControl(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('displayWidth', () => {
  it('knows narrow, wide and combining characters', () => {
    expect(['a', 'é', 'я', '密', '😀', '한', '\u0301', '\u200d'].map(displayWidth)).toEqual([1, 1, 1, 2, 2, 2, 0, 0]);
  });
});
