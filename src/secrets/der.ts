// Just enough of DER (ITU-T X.690) to tell a private key from a certificate, a public key, a cut one and noise.

export type DerKind =
  /** PKCS #1 (RFC 8017), SEC 1 (RFC 5915), DSA, or PKCS #8 (RFC 5958) */
  | 'private-key'
  /** PKCS #8 EncryptedPrivateKeyInfo */
  | 'encrypted-private-key'
  /** PKCS #12 (RFC 7292): keys and certificates under a password */
  | 'pkcs12'
  | 'other'
  /** It begins as DER and says that it is longer than what is there. */
  | 'truncated'
  | 'not-der';

const sequence = 0x30;
const integer = 0x02;
const octetString = 0x04;
const objectIdentifier = 0x06;

/** The arc 1.2.840.113549.1.7. */
const pkcs7 = '2a864886f70d0107';

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The element at an offset; null where there is none or its length can't be read. `end` may lie beyond the bytes. */
function elementAt(bytes: Uint8Array, at: number): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 2 + count > bytes.length) return null;
  let length = 0;
  for (let place = 0; place < count; place++) length = length * 256 + bytes[at + 2 + place]!;
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}

/** What the bytes are, by their outermost structure. */
export function derKind(bytes: Uint8Array): DerKind {
  const outer = elementAt(bytes, 0);
  if (!outer || outer.tag !== sequence || outer.end - outer.start < 8) return 'not-der';
  const first = elementAt(bytes, outer.start);
  const second = first && elementAt(bytes, first.end);
  if (!first || first.end > outer.end) return 'not-der';
  if (outer.end > bytes.length) return 'truncated';
  if (!second) return 'other';
  if (first.tag === integer && first.end - first.start === 1) {
    if (bytes[first.start] === 3) return holdsData(bytes, second) ? 'pkcs12' : 'other';
    if (bytes[first.start]! > 1) return 'other';
    return [integer, octetString, sequence].includes(second.tag) ? 'private-key' : 'other';
  }
  const named = first.tag === sequence && elementAt(bytes, first.start)?.tag === objectIdentifier;
  return named && second.tag === octetString ? 'encrypted-private-key' : 'other';
}

/** A ContentInfo of type data or signedData (RFC 5652), as in a PKCS #12 container. */
function holdsData(bytes: Uint8Array, { tag, start }: Element): boolean {
  const type = tag === sequence ? elementAt(bytes, start) : null;
  const identifier = type?.tag === objectIdentifier ? Buffer.from(bytes.subarray(type.start, type.end)) : null;
  return identifier !== null && identifier.toString('hex').startsWith(pkcs7);
}
