import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../../src/report/sarif/line-hashes.ts';

/** The definition taken literally, with arbitrary precision: the sum of 100 characters times powers of 37. */
function definition(text: string): string[] {
  const lines = `${text.replace(/[ \t]*(\r\n|\r|\n)/g, '\n').replace(/[ \t]/g, '')}\uffff`.split(/(?<=\n)/);
  const all = lines.join('');
  const seen = new Map<string, number>();
  let start = 0;
  return lines.map((line) => {
    const window = all.slice(start, start + 100).padEnd(100, '\0');
    start += line.length;
    const sum = window.split('').reduce((hash, unit) => hash * 37n + BigInt(unit.charCodeAt(0)), 0n);
    const hash = BigInt.asUintN(64, sum).toString(16);
    seen.set(hash, (seen.get(hash) ?? 0) + 1);
    return `${hash}:${seen.get(hash)}`;
  });
}

describe('lineHashes', () => {
  // What github/codeql-action computes of these texts, obtained by running its `hash` function.
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [
      'import os\n\npassword = os.environ["DB"]\r\nprint("hé")\r\n\tprint(1)\n',
      [
        '177815bc2c9ad59f:1',
        '47cd4958e20b4778:1',
        '688b73d2ac80c1ee:1',
        'ddc44c5f1c888e99:1',
        '26415af22aad4340:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
    [
      `x\nx\nx\n${'-'.repeat(120)}\n`,
      ['464dfbe38d4d6568:1', 'a725eb722744cd94:1', '89e5fd078350e0e0:1', '1f0404c0bfe4124c:1', 'c129715d7a2bc9a3:1'],
    ],
  ])('equals what GitHub computes (%#)', (text, hashes) => {
    expect(lineHashes(text)).toEqual(hashes);
  });

  it('counts equal hashes', () => {
    const line = `${'y'.repeat(100)}\n`;
    expect(new Set(lineHashes(line.repeat(3)).slice(0, 3)).size).toBe(3);
    expect(lineHashes(line.repeat(3))[2]).toMatch(/:3$/);
  });

  it('equals the definition', () => {
    const piece = fc.constantFrom('a', 'b', ' ', '\t', '\n', '\r\n', 'é', '漢', '😀', '\0', '\ufeff', 'word'.repeat(9));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        const text = pieces.join('');
        expect(lineHashes(text)).toEqual(definition(text));
      }),
    );
  });

  it('takes a megabyte in good time', () => {
    const text = 'some_name = other(value)\n'.repeat(40_000);
    const began = performance.now();
    expect(lineHashes(text)).toHaveLength(40_001);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
