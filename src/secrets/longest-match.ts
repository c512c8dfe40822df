// How long a text can be that a regular expression matches, so that nobody looks for its matches further away. Reads what
// rules may write: literals, classes, groups, alternatives, counts, assertions.

/** In UTF-16 units; Infinity where nothing bounds it, or where the source has something that is not known here. */
export function longestMatch(source: string): number {
  let at = 0;

  const alternatives = (): number => {
    let longest = sequence();
    while (source[at] === '|') {
      at++;
      longest = Math.max(longest, sequence());
    }
    return longest;
  };
  const sequence = (): number => {
    let sum = 0;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const [one, most] = [atom(), repetitions()];
      sum += one === 0 || most === 0 ? 0 : one * most;
    }
    return sum;
  };
  const atom = (): number => {
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(source.slice(at));
    if (opening) {
      at += opening[0].length;
      const inner = alternatives();
      at++;
      return /[=!]$/.test(opening[0]) ? 0 : inner;
    }
    const [text] = /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^ux\d])|\\[1-9]|[^])/.exec(
      source.slice(at),
    )!;
    at += text.length;
    if (/^\\[1-9]$/.test(text)) return Infinity; // as long as the group that it repeats
    return /^(?:[$^]|\\[bB])$/.test(text) ? 0 : 1;
  };
  const repetitions = (): number => {
    const [text = '', least = '', comma = '', most = ''] =
      /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at)) ?? [];
    at += text.length;
    if (text === '' || text.startsWith('?')) return 1;
    if (!text.startsWith('{')) return Infinity;
    return comma === '' ? Number(least) : most === '' ? Infinity : Number(most);
  };
  return alternatives();
}
