// String literals as Python's tokenizer decodes them: prefixes, escapes, line continuations, newlines.

export interface StringPrefix {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  /** f-string or t-string. */
  readonly isFormatted: boolean;
  readonly isTemplate: boolean;
}

/** Reads what stands before the quotes: `Rb"""` is raw and bytes. */
export function parsePrefix(start: string): StringPrefix {
  const prefix = start.replace(/["'`]+$/, '').toLowerCase();
  return {
    isRaw: prefix.includes('r'),
    isBytes: prefix.includes('b'),
    isFormatted: prefix.includes('f') || prefix.includes('t'),
    isTemplate: prefix.includes('t'),
  };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapePattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]*)\}|([^]))/g;

/**
 * The value of the text between the quotes. Bytes come as code units 0–255 (non-ASCII characters, which only Python 2
 * allows there, as their UTF-8). `\N{…}` becomes U+FFFD: the table of names is not carried along, the length is right.
 */
export function decodeLiteral(body: string, { isRaw, isBytes }: StringPrefix): string {
  const encoded = isBytes ? Buffer.from(body, 'utf8').toString('latin1') : body;
  const text = encoded.includes('\r') ? encoded.replace(/\r\n?/g, '\n') : encoded;
  if (isRaw || !text.includes('\\')) return text;
  return text.replace(escapePattern, (all, octal, hex, short, long, name, other: string | undefined) => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & (isBytes ? 0xff : 0x1ff));
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (other !== undefined) return simpleEscapes[other] ?? all;
    if (isBytes) return all;
    if (short !== undefined) return String.fromCharCode(parseInt(short, 16));
    if (name !== undefined) return '\ufffd';
    const codePoint = parseInt(long, 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : all;
  });
}
