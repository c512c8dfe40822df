// One keyed hash a line, so that two versions of a file can be compared later without keeping their text. Keyed, because
// a flagged line holds a password now and then and a plain hash of a short one can be guessed. The hash is SipHash-2-4
// (Aumasson and Bernstein, 2012), made for short keyed inputs; 53 of its 64 bits are kept, so that it is an exact number.

/** A hash for each line of one content, from line 1 at index 0. Eight bytes a line. */
export type LineHashes = Float64Array;

/**
 * Hashes every line of `text`, spaces at both ends left out so that an indented block keeps its lines. Lines end at
 * `\n`, `\r\n` or `\r`. `key`: 16 bytes; hashes under different keys cannot be compared.
 */
export function hashLines(text: string, key: Uint8Array): LineHashes {
  const words = new DataView(key.buffer, key.byteOffset, 16);
  const k: SipKey = [
    words.getUint32(0, true),
    words.getUint32(4, true),
    words.getUint32(8, true),
    words.getUint32(12, true),
  ];
  const lines = text.split(/\r\n|\n|\r/);
  const hashes = new Float64Array(lines.length);
  for (let line = 0; line < lines.length; line++)
    hashes[line] = shorten(sipHash(encoder.encode(lines[line]!.trim()), k));
  return hashes;
}

const encoder = new TextEncoder();

/** The 128-bit key as four words, lowest first. */
type SipKey = readonly [number, number, number, number];

/** A 64-bit result as two words. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** 53 bits of a hash as an exact number. */
function shorten({ high, low }: Hash64): number {
  return (high & 0x1fffff) * 0x1_0000_0000 + low;
}

/** SipHash-2-4 of `bytes`. The four 64-bit state words are kept as pairs of 32-bit words, low and high. */
export function sipHash(bytes: Uint8Array, [k0, k1, k2, k3]: SipKey): Hash64 {
  const v = Int32Array.of(
    k0 ^ 0x70736575, k1 ^ 0x736f6d65, k2 ^ 0x6e646f6d, k3 ^ 0x646f7261,
    k0 ^ 0x6e657261, k1 ^ 0x6c796765, k2 ^ 0x79746573, k3 ^ 0x74656462,
  ); // prettier-ignore
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) absorb(v, view.getInt32(at, true), view.getInt32(at + 4, true));
  const last = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, bytes.length & 0xff);
  last.set(bytes.subarray(whole));
  const lastView = new DataView(last.buffer);
  absorb(v, lastView.getInt32(0, true), lastView.getInt32(4, true));
  v[4]! ^= 0xff;
  for (let round = 0; round < 4; round++) mix(v);
  return { low: (v[0]! ^ v[2]! ^ v[4]! ^ v[6]!) >>> 0, high: (v[1]! ^ v[3]! ^ v[5]! ^ v[7]!) >>> 0 };
}

function absorb(v: Int32Array, low: number, high: number): void {
  v[6]! ^= low;
  v[7]! ^= high;
  mix(v);
  mix(v);
  v[0]! ^= low;
  v[1]! ^= high;
}

/** One SipRound. */
function mix(v: Int32Array): void {
  add(v, 0, 2);
  rotateAndXor(v, 2, 13, 0);
  swapWords(v, 0);
  add(v, 4, 6);
  rotateAndXor(v, 6, 16, 4);
  add(v, 0, 6);
  rotateAndXor(v, 6, 21, 0);
  add(v, 4, 2);
  rotateAndXor(v, 2, 17, 4);
  swapWords(v, 4);
}

/** v[a] += v[b], 64 bits. */
function add(v: Int32Array, a: number, b: number): void {
  const low = (v[a]! >>> 0) + (v[b]! >>> 0);
  v[a] = low;
  v[a + 1] = v[a + 1]! + v[b + 1]! + (low > 0xffffffff ? 1 : 0);
}

/** v[a] = rotate left(v[a], bits) xor v[b], for bits below 32. */
function rotateAndXor(v: Int32Array, a: number, bits: number, b: number): void {
  const [low, high] = [v[a]!, v[a + 1]!];
  v[a] = ((low << bits) | (high >>> (32 - bits))) ^ v[b]!;
  v[a + 1] = ((high << bits) | (low >>> (32 - bits))) ^ v[b + 1]!;
}

/** Rotates by 32. */
function swapWords(v: Int32Array, a: number): void {
  const low = v[a]!;
  v[a] = v[a + 1]!;
  v[a + 1] = low;
}
