// The first pass: where does any keyword of any rule stand? An Aho–Corasick automaton (Aho, Corasick: "Efficient string
// matching", CACM 1975) as a dense table: one look-up a character, whatever the number of keywords. Compares ASCII without
// regard to case. Each look-up waits for the one before, so four quarters of a piece are read side by side: a processor
// does four such look-ups in nearly the time of one. Files without a hit cost nothing more.

export interface KeywordScanner {
  /** Calls `hit` for every occurrence of every keyword, overlapping ones included, by rising end: the keyword's number and the offset after its last character. */
  scan(text: string, hit: (keyword: number, end: number) => void): void;
}

/** Characters that are read at a time: what a processor's nearest caches hold. */
const pieceLength = 32_768;
/** A piece shorter than so many keywords is read in one go. */
const worthSplitting = 16;

interface Automaton {
  /** By byte: its column. Bytes that no keyword holds share column 0; upper case has that of lower case. */
  readonly columns: Uint8Array;
  readonly width: number;
  /**
   * By state and column: the next state. A state's number is its row's offset in the table; states in which a keyword ends
   * come last, so that one comparison tells them.
   */
  readonly next: Int32Array;
  readonly firstHit: number;
  /** By state, from `firstHit` on: the keywords that end there. */
  readonly endings: readonly (readonly number[])[];
}

/** Builds the automaton for ASCII keywords in lower case; a keyword's number is its place in the list. */
export function createKeywordScanner(keywords: readonly string[]): KeywordScanner {
  const { columns, width, next, firstHit, endings } = buildAutomaton(keywords);
  const longest = Math.max(0, ...keywords.map(({ length }) => length));
  const bytes = Buffer.allocUnsafe(pieceLength + longest);

  /** Follows `bytes` from `from` to `to` and takes down the state wherever a keyword ends. */
  const follow = (start: number, from: number, to: number, ends: number[]): number => {
    let state = start;
    for (let at = from; at < to; at++) {
      state = next[state + columns[bytes[at]!]!]!;
      if (state >= firstHit) ends.push(at + 1, state);
    }
    return state;
  };

  /** The same for four quarters at once. A quarter's state follows from the last few bytes before it. */
  const followFour = (from: number, to: number): number[] => {
    const quarter = (to - from) >> 2;
    const [begin1, begin2, begin3] = [from + quarter, from + 2 * quarter, from + 3 * quarter];
    const [ends0, ends1, ends2, ends3]: [number[], number[], number[], number[]] = [[], [], [], []];
    let state0 = follow(0, Math.max(0, from - longest), from, []);
    let state1 = follow(0, begin1 - longest, begin1, []);
    let state2 = follow(0, begin2 - longest, begin2, []);
    let state3 = follow(0, begin3 - longest, begin3, []);
    for (let at = 0; at < quarter; at++) {
      state0 = next[state0 + columns[bytes[from + at]!]!]!;
      state1 = next[state1 + columns[bytes[begin1 + at]!]!]!;
      state2 = next[state2 + columns[bytes[begin2 + at]!]!]!;
      state3 = next[state3 + columns[bytes[begin3 + at]!]!]!;
      if (state0 >= firstHit) ends0.push(from + at + 1, state0);
      if (state1 >= firstHit) ends1.push(begin1 + at + 1, state1);
      if (state2 >= firstHit) ends2.push(begin2 + at + 1, state2);
      if (state3 >= firstHit) ends3.push(begin3 + at + 1, state3);
    }
    follow(state3, begin3 + quarter, to, ends3);
    return [...ends0, ...ends1, ...ends2, ...ends3];
  };

  return {
    scan(text, hit) {
      for (let piece = 0; piece < text.length; piece += pieceLength) {
        // What the last piece ended with comes once more: a keyword may begin there.
        const before = Math.min(piece, longest);
        const length = bytes.write(text.slice(piece - before, piece + pieceLength), 'latin1');
        let ends: number[] = [];
        if (length - before > worthSplitting * longest) ends = followFour(before, length);
        else follow(follow(0, 0, before, []), before, length, ends);
        for (let at = 0; at < ends.length; at += 2) {
          const end = piece - before + ends[at]!;
          for (const keyword of endings[(ends[at + 1]! - firstHit) / width]!) {
            if (isAsciiBetween(text, end - keywords[keyword]!.length, end)) hit(keyword, end);
          }
        }
      }
    },
  };
}

/** Of a character beyond U+00FF only the low byte was looked at. */
function isAsciiBetween(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function buildAutomaton(keywords: readonly string[]): Automaton {
  const { columns, width } = columnsOf(keywords);
  const most = keywords.reduce((sum, { length }) => sum + length, 1);
  // The trie: 0, which is the root, stands for "no way on".
  const trie = new Int32Array(most * width);
  const endings: number[][] = [[]];
  for (const [number, keyword] of keywords.entries()) {
    let state = 0;
    for (let at = 0; at < keyword.length; at++) {
      const slot = state * width + columns[keyword.charCodeAt(at)]!;
      if (trie[slot] === 0) trie[slot] = endings.push([]) - 1;
      state = trie[slot]!;
    }
    endings[state]!.push(number);
  }
  // Breadth first: where the trie has no way on, go where the longest suffix that is a prefix of a keyword would go.
  const suffix = new Int32Array(endings.length);
  const order = [0];
  for (const state of order) {
    const row = state * width;
    const fallback = suffix[state]! * width;
    if (state !== 0) endings[state]!.push(...endings[suffix[state]!]!);
    for (let column = 0; column < width; column++) {
      const child = trie[row + column]!;
      const otherwise = state === 0 ? 0 : trie[fallback + column]!;
      if (child === 0) trie[row + column] = otherwise;
      else {
        suffix[child] = otherwise;
        order.push(child);
      }
    }
  }
  // States near the root, in which most of a text is spent, lie side by side.
  const silent = order.filter((state) => endings[state]!.length === 0);
  const telling = order.filter((state) => endings[state]!.length > 0);
  const place = new Int32Array(endings.length);
  let rows = 0;
  for (const state of [...silent, ...telling]) place[state] = width * rows++;
  const next = new Int32Array(rows * width);
  for (let state = 0; state < rows; state++) {
    const [from, to] = [state * width, place[state]!];
    for (let column = 0; column < width; column++) next[to + column] = place[trie[from + column]!]!;
  }
  return { columns, width, next, firstHit: silent.length * width, endings: telling.map((state) => endings[state]!) };
}

function columnsOf(keywords: readonly string[]): { columns: Uint8Array; width: number } {
  const columns = new Uint8Array(256);
  let width = 1;
  for (const keyword of keywords) {
    if (keyword === '') throw new RangeError('a keyword is empty');
    for (let at = 0; at < keyword.length; at++) {
      const unit = keyword.charCodeAt(at);
      if (unit > 127 || (unit >= 65 && unit <= 90)) throw new RangeError(`keyword ${keyword} is not lower-case ASCII`);
      if (columns[unit] === 0) columns[unit] = width++;
    }
  }
  for (let upper = 65; upper <= 90; upper++) columns[upper] = columns[upper + 32]!;
  return { columns, width };
}
