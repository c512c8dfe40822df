// How text looks on a terminal: how many columns a character takes, and how to show those that would do something
// there instead (escape sequences, line breaks, marks that turn the direction of writing: CVE-2021-42574).

/** Characters that a terminal acts on or that hide what stands there: controls, bidirectional marks, zero-width ones, lone surrogates. */
const acting =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const named: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/** The text with every such character written out (`\x1b`, `\u202e`, `\n`): safe to print, always one line. */
export function escapeControl(text: string): string {
  return text.replace(acting, (character) => {
    const unit = character.charCodeAt(0);
    const hex = unit.toString(16);
    return (
      named[character] ?? (unit < 0x100 ? String.raw`\x${hex.padStart(2, '0')}` : String.raw`\u${hex.padStart(4, '0')}`)
    );
  });
}

/** East Asian wide and full-width ranges and emoji, first and last code point in turn (Unicode's EastAsianWidth.txt, coarse). */
const wide = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x26aa, 0x26ab,
  0x26bd, 0x26be, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x2753, 0x2755, 0x2795, 0x2797,
  0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6b,
  0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2fb, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0,
  0x1f7eb, 0x1f900, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd,
];
const combining = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Terminal columns that one character takes: 0, 1 or 2. */
export function displayWidth(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x300) return 1;
  if (combining.test(character)) return 0;
  if (point < 0x1100) return 1;
  for (let at = 0; at < wide.length; at += 2) {
    if (point < wide[at]!) return 1;
    if (point <= wide[at + 1]!) return 2;
  }
  return 1;
}
