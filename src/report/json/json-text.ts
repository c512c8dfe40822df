// JSON that is safe to print and that strict parsers take.

// JSON.stringify leaves these as they are: DEL and the C1 controls (a terminal obeys them), format characters such as
// direction overrides, line separators. Outside strings JSON has none of them, so the whole text can be searched.
const unseen = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

// A lone surrogate, which JSON.stringify escapes and strict parsers refuse. The first branch passes over `\\`.
const loneSurrogate = /\\(?:\\|(u[dD][89a-fA-F][0-9a-fA-F]{2}))/g;

/** `value` as JSON on one line; characters that cannot be seen are escaped, lone surrogates become U+FFFD. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value)
    .replace(loneSurrogate, (escape, surrogate: string | undefined) => (surrogate === undefined ? escape : '\ufffd'))
    .replace(unseen, escapeUnits);
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

/**
 * A JSON object one of whose members is a list, written entry by entry: the whole never stands in memory.
 * The list comes last, an entry a line.
 */
export function* jsonWithList(head: object, listName: string, entries: Iterable<object>): Generator<string> {
  yield `${jsonText(head).slice(0, -1)},${JSON.stringify(listName)}:[`;
  let separator = '\n';
  for (const entry of entries) {
    yield separator + jsonText(entry);
    separator = ',\n';
  }
  yield '\n]}\n';
}
