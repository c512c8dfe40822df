// How natural are the letters of a text: how likely is each after the one before in words that people write, and how much
// of it do known words account for? Both tables come with the model.

/** What natural letters look like. */
export interface LetterTables {
  /**
   * By pair of neighbours, `aa` to `zz` in order: how much more often than by chance they stand together, as the binary
   * logarithm times ten.
   */
  readonly pairs: readonly number[];
  /** Words of four letters and more, in lower case. */
  readonly words: ReadonlySet<string>;
}

export interface Naturalness {
  /** Mean over the pairs, in bits; above 0 for words, below for random letters; 0 where there are none. */
  readonly pairs: number;
  /** The least likely pair, in bits. */
  readonly worstPair: number;
  /** The share of the letters that known words cover. */
  readonly covered: number;
}

const longestWord = 14;
/** Values are looked at up to here. */
const longest = 120;

/** Reads a value's letters; what stands between them divides. */
export function naturalness(value: string, { pairs, words }: LetterTables): Naturalness {
  let sum = 0;
  let count = 0;
  let worst = 0;
  let letters = 0;
  let covered = 0;
  const lowered = value.slice(0, longest).toLowerCase();
  let from = 0;
  for (let at = 0; at <= lowered.length; at++) {
    const unit = at < lowered.length ? lowered.charCodeAt(at) - 97 : -1;
    if (unit >= 0 && unit < 26) {
      if (at > from) {
        const pair = pairs[(lowered.charCodeAt(at - 1) - 97) * 26 + unit]! / 10;
        sum += pair;
        count++;
        if (pair < worst) worst = pair;
      }
      continue;
    }
    letters += at - from;
    covered += coveredBy(words, lowered, from, at);
    from = at + 1;
  }
  return {
    pairs: count === 0 ? 0 : sum / count,
    worstPair: worst,
    covered: letters === 0 ? 0 : covered / letters,
  };
}

/** How many letters of a run known words cover: the longest word at each place, from the left. */
function coveredBy(words: ReadonlySet<string>, text: string, from: number, to: number): number {
  let covered = 0;
  let at = from;
  while (at + 4 <= to) {
    let length = Math.min(longestWord, to - at);
    while (length >= 4 && !words.has(text.slice(at, at + length))) length--;
    if (length >= 4) covered += length;
    at += length >= 4 ? length : 1;
  }
  return covered;
}
