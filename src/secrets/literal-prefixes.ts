// What every match of a regular expression begins with. Where that is a keyword, the token begins where the keyword does,
// and nobody has to look for it anywhere else.

/** More beginnings than these are not told apart. */
const most = 64;

/** What a part of the expression can begin with. */
interface Beginnings {
  readonly texts: readonly string[];
  /** It matches these and nothing else. */
  readonly isAll: boolean;
}

const unknown: Beginnings = { texts: [''], isAll: false };

/**
 * The texts of which each match begins with one; an empty one stands for "anything". Goes through literals, small classes
 * and leading groups.
 */
export function literalPrefixes(source: string): readonly string[] {
  let at = 0;

  const alternatives = (): Beginnings => {
    const branches = [sequence()];
    while (source[at] === '|') {
      at++;
      branches.push(sequence());
    }
    const texts = branches.flatMap((branch) => branch.texts);
    return texts.length > most ? unknown : { texts, isAll: branches.every(({ isAll }) => isAll) };
  };
  const sequence = (): Beginnings => {
    let texts: readonly string[] = [''];
    let isAll = true;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const next = atom();
      const counted = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? '';
      at += counted.length;
      if (!isAll) continue;
      const longer = counted === '' ? product(texts, next.texts) : null;
      texts = longer ?? texts;
      isAll = longer !== null && next.isAll;
    }
    return { texts, isAll };
  };
  const atom = (): Beginnings => {
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at))?.[0];
    if (opening !== undefined) {
      at += opening.length;
      const inner = alternatives();
      at++;
      return opening === '(?:' ? inner : unknown;
    }
    const [text] = /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])|[^])/.exec(source.slice(at))!;
    at += text.length;
    if (/^\[\w{1,16}\]$/.test(text)) return { texts: Array.from(text.slice(1, -1)), isAll: true };
    if (/^\\[^\w]$/.test(text)) return { texts: [text[1]!], isAll: true };
    return /^[^\\[.^$]$/.test(text) ? { texts: [text], isAll: true } : unknown;
  };
  return alternatives().texts;
}

/** Each of the one with each of the other behind it; null where that would be too many. */
function product(prefixes: readonly string[], next: readonly string[]): string[] | null {
  if (prefixes.length * next.length > most) return null;
  return prefixes.flatMap((prefix) => next.map((one) => prefix + one));
}
