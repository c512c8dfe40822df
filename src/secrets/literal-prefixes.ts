// What every match of a regular expression begins with. Where that is a keyword, the token begins where the keyword does,
// and nobody has to look for it anywhere else.

/** More beginnings than these are not told apart. */
const most = 64;

/**
 * The texts of which each match begins with one; an empty one stands for "anything". Goes through literals, small classes
 * and leading groups.
 */
export function literalPrefixes(source: string): readonly string[] {
  let at = 0;

  const alternatives = (): string[] => {
    const all = sequence();
    while (source[at] === '|') {
      at++;
      all.push(...sequence());
    }
    return all.length > most ? [''] : all;
  };
  const sequence = (): string[] => {
    let prefixes = [''];
    for (let known = true; at < source.length && source[at] !== '|' && source[at] !== ')';) {
      const begins = at;
      const next = atom();
      const counted = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? '';
      at += counted.length;
      if (!known) continue;
      const longer = next !== null && counted === '' ? product(prefixes, next) : null;
      if (longer !== null) prefixes = longer;
      // A group's alternatives may go on in ways of which nothing is known here.
      known = longer !== null && source[begins] !== '(';
    }
    return prefixes;
  };
  /** What the next atom can be; null where that is not known. */
  const atom = (): readonly string[] | null => {
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at))?.[0];
    if (opening !== undefined) {
      at += opening.length;
      const inner = alternatives();
      at++;
      return opening === '(?:' ? inner : null;
    }
    const [text] = /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])|[^])/.exec(source.slice(at))!;
    at += text.length;
    if (/^\[\w{1,16}\]$/.test(text)) return Array.from(text.slice(1, -1));
    if (/^\\[^\w]$/.test(text)) return [text[1]!];
    return /^[^\\[.^$]$/.test(text) ? [text] : null;
  };
  return alternatives();
}

function product(prefixes: readonly string[], next: readonly string[]): string[] | null {
  if (prefixes.length * next.length > most) return null;
  return prefixes.flatMap((prefix) => next.map((one) => prefix + one));
}
