import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../../src/text/line-index.ts';

describe('createLineIndex', () => {
  it('knows the three line endings', () => {
    const index = createLineIndex('one\ntwo\r\nthree\rfour');
    expect(index.lineCount).toBe(4);
    expect([1, 2, 3, 4, 5, 0].map((line) => index.lineText(line))).toEqual(['one', 'two', 'three', 'four', '', '']);
  });

  it('counts a last line after a final break, and one in an empty text', () => {
    expect(createLineIndex('a\n').lineCount).toBe(2);
    expect(createLineIndex('').positionAt(0)).toEqual({ line: 1, column: 1 });
  });

  it('counts columns in UTF-16 units', () => {
    const index = createLineIndex('x\n😀y');
    expect(index.positionAt(4)).toEqual({ line: 2, column: 3 });
    expect(index.regionAt(2, 4)).toEqual({ startLine: 2, startColumn: 1, endLine: 2, endColumn: 3 });
  });

  it('clamps what lies outside', () => {
    const index = createLineIndex('ab\ncd');
    expect(index.positionAt(99)).toEqual({ line: 2, column: 3 });
    expect(index.positionAt(-1)).toEqual({ line: 1, column: 1 });
    expect(index.offsetAt(1, 99)).toBe(3);
    expect(index.offsetAt(9, 1)).toBe(5);
    expect(index.offsetAt(0, 5)).toBe(0);
  });

  it('goes from offset to place and back, and agrees with a plain split', () => {
    const texts = fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n', '\t'), { maxLength: 60 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const index = createLineIndex(text);
        const lines = text.split(/\r\n|\r|\n/);
        expect(index.lineCount).toBe(lines.length);
        expect(lines.map((_, at) => index.lineText(at + 1))).toEqual(lines);
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, column } = index.positionAt(offset);
          expect(index.offsetAt(line, column)).toBe(offset);
        }
      }),
    );
  });
});
