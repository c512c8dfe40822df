// One keyed hash a line, so that two versions of a file can be compared later without keeping their text. Keyed, because
// a flagged line holds a password now and then and a plain hash of a short one can be guessed. The hash is SipHash-2-4
// (Aumasson and Bernstein, 2012), made for short keyed inputs; 53 of its 64 bits are kept, so that it is an exact number.

/** A hash for each line of one content, from line 1 at index 0. Eight bytes a line. */
export type LineHashes = Float64Array;

/**
 * Hashes every line of `text`, blanks at both ends left out so that an indented block keeps its lines. Lines end at
 * `\n`, `\r\n` or `\r`. `key`: 16 bytes; hashes under different keys cannot be compared.
 */
export function hashLines(text: string, key: Uint8Array): LineHashes {
  const bytes = new TextEncoder().encode(text);
  const hashes: number[] = [];
  for (let start = 0; start <= bytes.length;) {
    let end = start;
    while (end < bytes.length && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++;
    let [from, to] = [start, end];
    while (from < to && isBlank(bytes[from]!)) from++;
    while (from < to && isBlank(bytes[to - 1]!)) to--;
    hashes.push(shorten(sipHash(bytes.subarray(from, to), key)));
    start = end + (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed ? 2 : 1);
  }
  return Float64Array.from(hashes);
}

const lineFeed = 10;
const carriageReturn = 13;

/** Space, tab, vertical tab, form feed. */
function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 11 || byte === 12;
}

/** A 64-bit hash as two words without sign. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** 53 bits of a hash as an exact number. */
function shorten({ high, low }: Hash64): number {
  return (high & 0x1fffff) * 0x1_0000_0000 + low;
}

/** The four 64-bit words of the state as pairs, low and high. One for all calls: it is set anew by each. */
const v = new Int32Array(8);

/** SipHash-2-4 of `bytes` under a key of 16 bytes. */
export function sipHash(bytes: Uint8Array, key: Uint8Array): Hash64 {
  const [k0, k1, k2, k3] = [word(key, 0), word(key, 4), word(key, 8), word(key, 12)];
  v[0] = k0 ^ 0x70736575;
  v[1] = k1 ^ 0x736f6d65;
  v[2] = k2 ^ 0x6e646f6d;
  v[3] = k3 ^ 0x646f7261;
  v[4] = k0 ^ 0x6e657261;
  v[5] = k1 ^ 0x6c796765;
  v[6] = k2 ^ 0x79746573;
  v[7] = k3 ^ 0x74656462;
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) absorb(word(bytes, at), word(bytes, at + 4));
  absorb(word(bytes, whole), word(bytes, whole + 4) | (bytes.length << 24));
  v[4] ^= 0xff;
  for (let round = 0; round < 4; round++) mix();
  return { low: (v[0] ^ v[2] ^ v[4] ^ v[6]) >>> 0, high: (v[1] ^ v[3] ^ v[5] ^ v[7]) >>> 0 };
}

/** Four bytes, lowest first; those beyond the end are 0. */
function word(bytes: Uint8Array, at: number): number {
  const last = at + 3 < bytes.length ? bytes[at + 3]! : 0;
  const third = at + 2 < bytes.length ? bytes[at + 2]! : 0;
  const second = at + 1 < bytes.length ? bytes[at + 1]! : 0;
  return (at < bytes.length ? bytes[at]! : 0) | (second << 8) | (third << 16) | (last << 24);
}

function absorb(low: number, high: number): void {
  v[6] = v[6]! ^ low;
  v[7] = v[7]! ^ high;
  mix();
  mix();
  v[0] = v[0]! ^ low;
  v[1] = v[1]! ^ high;
}

/** One SipRound. */
function mix(): void {
  add(0, 2);
  rotateAndXor(2, 13, 0);
  swapWords(0);
  add(4, 6);
  rotateAndXor(6, 16, 4);
  add(0, 6);
  rotateAndXor(6, 21, 0);
  add(4, 2);
  rotateAndXor(2, 17, 4);
  swapWords(4);
}

/** v[a] += v[b], 64 bits. */
function add(a: number, b: number): void {
  const low = (v[a]! >>> 0) + (v[b]! >>> 0);
  v[a] = low;
  v[a + 1] = v[a + 1]! + v[b + 1]! + (low > 0xffffffff ? 1 : 0);
}

/** v[a] = rotate left(v[a], bits) xor v[b], for bits below 32. */
function rotateAndXor(a: number, bits: number, b: number): void {
  const low = v[a]!;
  const high = v[a + 1]!;
  v[a] = ((low << bits) | (high >>> (32 - bits))) ^ v[b]!;
  v[a + 1] = ((high << bits) | (low >>> (32 - bits))) ^ v[b + 1]!;
}

/** Rotates by 32. */
function swapWords(a: number): void {
  const low = v[a]!;
  v[a] = v[a + 1]!;
  v[a + 1] = low;
}
