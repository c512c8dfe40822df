// Texts in base64 (RFC 4648, both alphabets) and in hexadecimal. Most runs of such characters are none: identifiers, paths,
// hashes, images. So a run's first bytes are decoded by hand, and only where these are text the rest is, as far as it is text.
import type { DecodedText } from './decoded-text.ts';

/** Shorter runs hold no secret worth its name: fifteen bytes in base64. */
const least = 20;
/** A line of wrapped base64 has at least so many characters (RFC 2045 allows 76, PEM has 64). */
const leastLine = 48;
/** Characters that are decoded at a time. */
const pieceLength = 4096;

const outside = 255;
/** By character: what it stands for in either alphabet. */
const base64Values = new Uint8Array(128).fill(outside);
for (const [value, character] of Array.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
).entries()) {
  base64Values[character.charCodeAt(0)] = value;
}
base64Values['-'.charCodeAt(0)] = 62;
base64Values['_'.charCodeAt(0)] = 63;
const hexValues = new Uint8Array(128).fill(outside);
for (const [value, character] of Array.from('0123456789abcdef').entries()) {
  hexValues[character.charCodeAt(0)] = value;
  hexValues[character.toUpperCase().charCodeAt(0)] = value;
}

interface Form {
  readonly encoding: 'base64' | 'hex';
  readonly values: Uint8Array;
  /** Characters that are decoded together, and the bytes that they give. */
  readonly group: number;
  readonly bytes: number;
}

const base64: Form = { encoding: 'base64', values: base64Values, group: 4, bytes: 3 };
const hex: Form = { encoding: 'hex', values: hexValues, group: 2, bytes: 1 };

/** All stretches of a text that are text in base64 or hexadecimal; in reading order, none overlapping another. */
export function* base64Texts(text: string): Generator<DecodedText> {
  for (let at = nextRun(text, 0); at >= 0;) {
    const form = beginsAsText(text, at, base64) ? base64 : beginsAsText(text, at, hex) ? hex : null;
    const decoded = form && decodeFrom(text, at, form);
    if (decoded) yield decoded;
    at = nextRun(text, decoded ? decoded.end : nextStart(text, at));
  }
}

/** Where the next characters of base64 begin that are enough; -1 where there are none. */
function nextRun(text: string, from: number): number {
  let at = from;
  while (at + least <= text.length) {
    // From the far end, so that few characters of ordinary text are looked at.
    let probe = at + least - 1;
    while (probe >= at && isPlain(text.charCodeAt(probe))) probe--;
    if (probe < at) return at;
    at = probe + 1;
  }
  return -1;
}

/** A letter, a digit, `+` or `/`: `-` and `_` join words much more often than they stand for bits. */
function isPlain(unit: number): boolean {
  return unit < 123 && base64Values[unit] !== outside && unit !== 95 && unit !== 45;
}

function valueAt(text: string, at: number, values: Uint8Array): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? values[unit]! : outside;
}

/** In a run base64 may also begin after what separates it from a word before it: `path/…`, `0x…`; or after the run. */
function nextStart(text: string, at: number): number {
  for (let next = at; ; next++) {
    const unit = text.charCodeAt(next);
    if (unit === 47 || unit === 43 || (unit === 120 && next === at + 1) || !isPlain(unit)) return next + 1;
  }
}

/** Are the first bytes (fifteen of base64, ten of hexadecimal) all printable ASCII? Of random ones one in a million is. */
function beginsAsText(text: string, at: number, { values, group, bytes }: Form): boolean {
  for (let from = at; from < at + least; from += group) {
    let bits = 0;
    for (let place = from; place < from + group; place++) {
      const value = valueAt(text, place, values);
      if (value === outside) return false;
      bits = group === 2 ? (bits << 4) | value : (bits << 6) | value;
    }
    for (let shift = (bytes - 1) * 8; shift >= 0; shift -= 8) if (!isText((bits >> shift) & 0xff)) return false;
  }
  return true;
}

/** Printable ASCII, blanks and line breaks. */
function isText(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9;
}

/** A line of encoded text: where it stands, and the number of its first character among all that are encoded. */
interface Line {
  readonly start: number;
  readonly first: number;
}

/** Decodes a run and the lines that go on with it, as far as what comes out is text. */
function decodeFrom(text: string, at: number, form: Form): DecodedText & { readonly end: number } {
  const { encoding, values, group, bytes } = form;
  const lines: Line[] = [];
  let decoded = '';
  let count = 0;
  let end = at;
  for (let start: number | null = at; start !== null;) {
    lines.push({ start, first: count });
    end = start;
    while (end < text.length && valueAt(text, end, values) !== outside) end++;
    let broken = false;
    for (let from: number = start; from < end && !broken; from += pieceLength) {
      const piece: Buffer = Buffer.from(text.slice(from, Math.min(end, from + pieceLength)), encoding);
      const length = textLength(piece);
      decoded += piece.toString('latin1', 0, length);
      broken = length < piece.length;
    }
    count += end - start;
    start = broken || (end - start) % group !== 0 || end - start < leastLine ? null : nextLine(text, end, values);
  }
  /** Where an encoded character stands. */
  const placeOf = (character: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (lines[middle]!.first <= character) low = middle;
      else high = middle - 1;
    }
    return lines[low]!.start + character - lines[low]!.first;
  };
  return {
    text: decoded,
    encoding,
    depth: 1,
    isWhole: true,
    end,
    spanOf(from, to) {
      const last = Math.ceil((to * group) / bytes) - 1;
      return [placeOf(Math.floor((from * group) / bytes)), placeOf(last) + 1];
    },
    isChanged: () => true,
  };
}

/** How many bytes from the beginning on are text in UTF-8, as far as can be told byte by byte. */
function textLength(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at]! >= 128 || isText(bytes[at]!))) at++;
  return at;
}

/** Where wrapped text goes on after a line break and blanks; null where it does not. */
function nextLine(text: string, end: number, values: Uint8Array): number | null {
  let at = end;
  if (text.charCodeAt(at) === 13) at++;
  if (text.charCodeAt(at) !== 10) return null;
  at++;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at < text.length && valueAt(text, at, values) !== outside ? at : null;
}
