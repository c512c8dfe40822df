// How a value could stand in what a program wrote, if the program let it out: as it is, or as somebody encoded it.

/** The value itself and its usual encodings, those that are long enough to be told from chance. */
export function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const forms = [
    value,
    hex,
    hex.toUpperCase(),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    ...[0, 1, 2].flatMap((shift) => alignedBase64(bytes, shift)),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortestForm);
}

const shortestForm = 8;

/** Base64 of the bytes as it is within a longer text, whose part before them has a length that leaves `shift`. */
function alignedBase64(bytes: Buffer, shift: number): string[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((shift * 8) / 6);
  // The last character holds bits of what follows, unless the bytes end with it.
  const last = (shift + bytes.length) % 3 === 0 ? text.length : text.length - 1;
  const inner = text.slice(first, last);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}

/** Which of the values stand in the text, in any form. Goes through the text once, however many values there are. */
export function valuesIn(text: string, values: readonly string[]): string[] {
  const byBeginning = new Map<string, { readonly form: string; readonly value: string }[]>();
  const starts = new Uint8Array(65_536);
  for (const value of values) {
    for (const form of formsOf(value)) {
      const beginning = form.slice(0, shortestForm);
      starts[form.charCodeAt(0)] = 1;
      byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), { form, value }]);
    }
  }
  const found = new Set<string>();
  for (let at = 0; at <= text.length - shortestForm; at++) {
    if (starts[text.charCodeAt(at)] === 0) continue;
    for (const { form, value } of byBeginning.get(text.slice(at, at + shortestForm)) ?? []) {
      if (text.startsWith(form, at)) found.add(value);
    }
  }
  return [...found];
}
