// How much work a regular expression without unbounded counts can make at one place of a text. recheck finds that out by
// search, which takes a second for each expression with large counts; for these it can be calculated.

export interface Bounds {
  /** Most characters that it matches. */
  readonly longest: number;
  /** Most ways in which it can divide what it matches: how often it may try again. */
  readonly ways: number;
}

/** The bounds; null for an expression that has none, or that is written with more than literals, classes, groups and counts. */
export function regexBounds(source: string): Bounds | null {
  if (/\((?!\?:|[^?])|\\[bBdDsSwWkpP\d]|[.^$]/.test(source.replaceAll(/\\[^A-Za-z\d]|\[(?:\\.|[^\]\\])*\]/g, 'x'))) {
    return null;
  }
  let at = 0;

  const alternatives = (): Bounds | null => {
    let all = sequence();
    while (source[at] === '|') {
      at++;
      const next = sequence();
      all = all && next && { longest: Math.max(all.longest, next.longest), ways: all.ways + next.ways };
    }
    return all;
  };
  const sequence = (): Bounds | null => {
    let all: Bounds | null = { longest: 0, ways: 1 };
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const one = counted(atom());
      all = all && one && { longest: all.longest + one.longest, ways: all.ways * one.ways };
    }
    return all;
  };
  const atom = (): Bounds | null => {
    if (source[at] === '(') {
      at += source.startsWith('(?:', at) ? 3 : 1;
      const inner = alternatives();
      at++;
      return inner;
    }
    at += (/^(?:\[(?:\\.|[^\]\\])*\]|\\.|.)/.exec(source.slice(at))?.[0] ?? ' ').length;
    return { longest: 1, ways: 1 };
  };
  const counted = (one: Bounds | null): Bounds | null => {
    const count = /^(?:\?|\{(\d+)(?:,(\d+))?\}|[*+]|\{\d+,\})/.exec(source.slice(at));
    if (!count || !one) return one;
    at += count[0].length;
    if (/^[*+]|,\}$/.test(count[0])) return null;
    const least = Number(count[1] ?? 0);
    const most = Number(count[2] ?? count[1] ?? 1);
    return { longest: one.longest * most, ways: one.ways ** most * (most - least + 1) };
  };
  return alternatives();
}
