/**
 * The one of `words` that `word` was probably meant to be: equal but for case and separators, or within a third of its
 * length in mistakes (Damerau–Levenshtein: a letter too many, missing, wrong, or two swapped). Null where none is near.
 */
export function nearestWord(word: string, words: readonly string[]): string | null {
  const wanted = plain(word);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of words) {
    const mistakes = editDistance(wanted, plain(candidate));
    if (mistakes < least) [best, least] = [candidate, mistakes];
  }
  return best;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Optimal string alignment: Levenshtein's distance with swaps of neighbours as one mistake. */
export function editDistance(a: string, b: string): number {
  // Three rows suffice: a swap looks back two.
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
