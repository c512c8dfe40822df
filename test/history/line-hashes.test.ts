import { describe, expect, it } from 'vitest';
import { hashLines, sipHash } from '../../src/history/line-hashes.ts';

const key = Uint8Array.from({ length: 16 }, (_, index) => index);

describe('sipHash', () => {
  // Aumasson and Bernstein, "SipHash: a fast short-input PRF", appendix A.
  it('gives the value of the paper', () => {
    const message = Uint8Array.from({ length: 15 }, (_, index) => index);
    expect(sipHash(message, key)).toEqual({ high: 0xa129ca61, low: 0x49be45e5 });
  });
});

describe('hashLines', () => {
  it('gives a hash a line, for every kind of line end', () => {
    const plain = hashLines('a\nb\n\nc', key);
    expect(plain).toHaveLength(4);
    expect(hashLines('a\r\nb\r\n\r\nc', key)).toEqual(plain);
    expect(hashLines('a\rb\r\rc', key)).toEqual(plain);
    expect(hashLines('', key)).toHaveLength(1);
  });

  it('leaves blanks at both ends out, and nothing else', () => {
    const [first, second, third] = hashLines('x = 1\n\t x = 1  \nx  = 1', key);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('depends on the key', () => {
    expect(hashLines('password', key)).not.toEqual(hashLines('password', key.toReversed()));
  });

  it('tells many lines apart', () => {
    const hashes = hashLines(Array.from({ length: 20_000 }, (_, line) => `line ${line} é`).join('\n'), key);
    expect(new Set(hashes).size).toBe(20_000);
    expect(hashes.every((hash) => Number.isSafeInteger(hash))).toBe(true);
  });
});
