// Bytes to text. Reads what people keep in repositories: UTF-8 with and without a byte order mark, UTF-16 in both orders,
// the encoding that a Python file declares (PEP 263), and single-byte text as a last resort. Never throws.
// Offsets in the text are UTF-16 code units; a byte order mark is not part of the text. Where bytes are not valid in the
// encoding, each broken sequence becomes one U+FFFD: lines keep their numbers, and a column is off by at most the broken
// bytes before it on its own line.
import { isAscii, isUtf8 } from 'node:buffer';

export type Decoded =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** `utf-8`, `utf-16le`, `utf-16be`, `latin-1`, or the label that a coding line gave. */
      readonly encoding: string;
      /** Bytes were replaced by U+FFFD. */
      readonly lossy: boolean;
    }
  | { readonly kind: 'binary' };

export interface DecodeOptions {
  /** Honour a coding line (`# -*- coding: cp1252 -*-`) in the first two lines. */
  readonly python?: boolean;
}

/** As git does: what lies further on does not make a file binary, or a late NUL would hide a whole file from a scan. */
const sampleBytes = 8000;
/** Share of control characters from which bytes are no text. Random bytes have 0.1 (C0) and 0.22 (with C1). */
const controlShare = 0.05;

/** Decodes a file's bytes. Total: anything that is not text is `binary`. */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = utf16Order(buffer);
  if (order) return decodeWith(order, buffer);
  if (isBinary(buffer)) return { kind: 'binary' };
  if (isAscii(buffer)) return { kind: 'text', text: buffer.toString('latin1'), encoding: 'utf-8', lossy: false };
  const declared = options.python ? codingLine(buffer) : null;
  if (declared && declared !== 'utf-8') return decodeWith(declared, buffer);
  const utf8 = decodeWith('utf-8', buffer);
  if (!utf8.lossy || mostlyUtf8(utf8.text)) return utf8;
  if (hasManyControls(buffer, true)) return { kind: 'binary' };
  return { kind: 'text', text: buffer.toString('latin1'), encoding: 'latin-1', lossy: false };
}

/** True where the bytes are neither text in a single-byte encoding or UTF-8 nor UTF-16. Looks at the first 8000. */
export function isBinary(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (utf16Order(buffer)) return false;
  return buffer.subarray(0, sampleBytes).includes(0) || hasManyControls(buffer, false);
}

function decodeWith(encoding: string, buffer: Buffer): Extract<Decoded, { kind: 'text' }> {
  const text = new TextDecoder(encoding).decode(buffer);
  const lossy = encoding === 'utf-8' ? !isUtf8(buffer) : text.includes('\ufffd');
  return { kind: 'text', text, encoding, lossy };
}

/** By byte order mark; without one, by NULs that stand in every other byte only, as they do where the text is mostly ASCII. */
function utf16Order(buffer: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (buffer.length < 2) return null;
  const [first, second] = [buffer[0]!, buffer[1]!];
  const utf32 = buffer.length >= 4 && buffer[2] === 0 && buffer[3] === 0;
  if (first === 0xff && second === 0xfe && !utf32) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = buffer.subarray(0, sampleBytes);
  if (buffer.length % 2 !== 0 || sample.length < 4 || !sample.includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const units = sample.length >> 1;
  if (even === 0 && odd > units * 0.7) return 'utf-16le';
  if (odd === 0 && even > units * 0.7) return 'utf-16be';
  return null;
}

/** Counts C0 controls that text does not use, and with `c1` those of ISO 8859-1's upper half as well. */
function hasManyControls(buffer: Buffer, c1: boolean): boolean {
  const sample = buffer.subarray(0, sampleBytes);
  let controls = 0;
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at]!;
    const allowed = (byte >= 8 && byte <= 13) || byte === 0x1b;
    if ((byte < 0x20 && !allowed) || byte === 0x7f || (c1 && byte >= 0x80 && byte <= 0x9f)) controls++;
  }
  return controls > sample.length * controlShare;
}

/** UTF-8 with a few broken places, rather than another encoding: more characters beyond ASCII came out whole than broke. */
function mostlyUtf8(text: string): boolean {
  let broken = 0;
  let whole = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken++;
    else if (unit > 0x7f) whole++;
  }
  return whole > broken;
}

/** Python's own pattern (https://peps.python.org/pep-0263/), on a comment in the first two lines. */
const codingPattern = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/;
/** A first line that is neither blank nor a comment ends the search. */
const blankOrComment = /^[ \t\f]*(?:#.*)?$/;

/** The declared encoding as a label that TextDecoder knows; null where there is none, or an unknown one. */
function codingLine(buffer: Buffer): string | null {
  const lines = buffer.toString('latin1', 0, 400).split(/\r\n|\r|\n/, 2);
  for (const line of lines) {
    const declared = codingPattern.exec(line)?.[1];
    if (declared) return knownLabel(declared.toLowerCase());
    if (!blankOrComment.test(line)) return null;
  }
  return null;
}

function knownLabel(declared: string): string | null {
  const hyphened = declared.replaceAll('_', '-');
  const label = /^(?:latin-?1|iso-?8859-?1)(?:-|$)/.test(hyphened)
    ? 'iso-8859-1'
    : hyphened.replace(/^cp(\d{4})$/, 'windows-$1').replace(/^utf-?8(?:-.*)?$/, 'utf-8');
  try {
    return new TextDecoder(label).encoding === 'utf-8' ? 'utf-8' : label;
  } catch {
    return null;
  }
}
