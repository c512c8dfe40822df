import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/display.ts';
import { excerpt, formatExcerpt } from '../../src/text/excerpt.ts';

const at = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});
const shown = (...args: Parameters<typeof excerpt>): string => formatExcerpt(excerpt(...args));

describe('excerpt', () => {
  it('puts carets under the region, with lines around it', () => {
    expect(shown('import x\nsave(password)\nend\nmore', at(2, 6, 2, 14), { context: 1 })).toBe(
      ['1 | import x', '2 | save(password)', '  |      ^^^^^^^^', '3 | end'].join('\n'),
    );
  });

  it('expands tabs and knows wide characters', () => {
    expect(shown('\tx = "密码"', at(1, 6, 1, 10))).toBe(['1 |     x = "密码"', '  |         ^^^^^^'].join('\n'));
  });

  it('shows an empty region with one caret, also at the end of a line', () => {
    expect(shown('ab', at(1, 3, 1, 3))).toBe('1 | ab\n  |   ^');
  });

  it('marks each line of a region from its first word on', () => {
    expect(shown('call(\n    a,\n)', at(1, 1, 3, 2))).toBe(
      ['1 | call(', '  | ^^^^^', '2 |     a,', '  |     ^^', '3 | )', '  | ^'].join('\n'),
    );
  });

  it('shows only the first lines of a tall region', () => {
    expect(excerpt('a\n'.repeat(50), at(1, 1, 50, 2), { regionLines: 3 })).toHaveLength(3);
  });

  it('cuts a very long line to a window around the region', () => {
    const line = `${'a'.repeat(500_000)}NEEDLE${'b'.repeat(500_000)}`;
    const [only] = excerpt(line, at(1, 500_001, 1, 500_007), { width: 60 });
    expect(only!.text).toMatch(/^…a+NEEDLEb+…$/);
    expect(only!.text.length).toBeLessThanOrEqual(60);
    expect(only!.carets.length).toBe(only!.text.indexOf('NEEDLE') + 6);
    expect(only!.carets.trim()).toBe('^^^^^^');
  });

  it('writes out escape codes, and keeps the carets in place', () => {
    expect(shown('\u001b[2Jx', at(1, 5, 1, 6))).toBe(String.raw`1 | \x1b[2Jx` + '\n  |        ^');
  });

  it('gives nothing for lines that the text lost', () => {
    expect(excerpt('one', at(9, 1, 9, 2))).toEqual([]);
  });

  it('never goes beyond its width nor puts carets where no text is', () => {
    const line = fc.string({ unit: 'binary', maxLength: 200 }).filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(line, fc.nat(200), fc.nat(40), (text, start, length) => {
        const from = Math.min(start, text.length) + 1;
        const [only] = excerpt(text, at(1, from, 1, Math.min(from + length, text.length + 1)), { width: 40 });
        const columns = Array.from(only!.text).reduce((sum, character) => sum + displayWidth(character), 0);
        expect(columns).toBeLessThanOrEqual(40);
        expect(only!.carets).toMatch(/^ *\^+$/);
        expect(only!.carets.length).toBeLessThanOrEqual(columns + 1);
      }),
    );
  });
});
