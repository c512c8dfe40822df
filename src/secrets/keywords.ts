// The first pass: where does any keyword of any rule stand? An Aho–Corasick automaton (Aho, Corasick: "Efficient string
// matching", CACM 1975) as a dense table: one look-up a character, whatever the number of keywords. Compares ASCII without
// regard to case. Files without a hit cost nothing more.

export interface KeywordScanner {
  /** Calls `hit` for every occurrence of every keyword, overlapping ones included, by rising end: the keyword's number and the offset after its last character. */
  scan(text: string, hit: (keyword: number, end: number) => void): void;
}

/** Builds the automaton for ASCII keywords in lower case; a keyword's number is its place in the list. */
export function createKeywordScanner(keywords: readonly string[]): KeywordScanner {
  const classes = characterClasses(keywords);
  const width = Math.max(...classes) + 1;
  const { table, outputs } = automaton(keywords, classes, width);
  // A state's number is its row's offset in the table; states in which a keyword ends come last, so that one comparison
  // tells them.
  const { rows, firstHit, hits } = order(table, outputs, width);

  return {
    scan(text, hit) {
      const { length } = text;
      let state = 0;
      for (let at = 0; at < length; at++) {
        const unit = text.charCodeAt(at);
        state = unit < 128 ? rows[state + classes[unit]!]! : 0;
        if (state >= firstHit) for (const keyword of hits[(state - firstHit) / width]!) hit(keyword, at + 1);
      }
    },
  };
}

/** Characters that no keyword holds share class 0; the others have one each, upper case that of lower case. */
function characterClasses(keywords: readonly string[]): Uint8Array {
  const classes = new Uint8Array(128);
  let count = 1;
  for (const keyword of keywords) {
    if (keyword === '') throw new RangeError('a keyword is empty');
    for (let at = 0; at < keyword.length; at++) {
      const unit = keyword.charCodeAt(at);
      if (unit > 127 || (unit >= 65 && unit <= 90)) throw new RangeError(`keyword ${keyword} is not lower-case ASCII`);
      if (classes[unit] === 0) classes[unit] = count++;
    }
  }
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32]!;
  return classes;
}

interface Automaton {
  /** Next state by state and class. */
  readonly table: number[];
  /** By state: the keywords that end there. */
  readonly outputs: readonly (readonly number[])[];
}

function automaton(keywords: readonly string[], classes: Uint8Array, width: number): Automaton {
  const table: number[] = Array.from({ length: width }, () => -1);
  const outputs: number[][] = [[]];
  for (const [number, keyword] of keywords.entries()) {
    let state = 0;
    for (let at = 0; at < keyword.length; at++) {
      const slot = state * width + classes[keyword.charCodeAt(at)]!;
      if (table[slot] === -1) {
        table[slot] = outputs.length;
        outputs.push([]);
        for (let cell = 0; cell < width; cell++) table.push(-1);
      }
      state = table[slot]!;
    }
    outputs[state]!.push(number);
  }
  // Breadth first: where the trie has no way on, go where the longest suffix that is a prefix of a keyword would go.
  const suffix = Array.from({ length: outputs.length }, () => 0);
  const queue = [0];
  for (const state of queue) {
    const fallback = suffix[state]!;
    if (state !== 0) outputs[state]!.push(...outputs[fallback]!);
    for (let cell = 0; cell < width; cell++) {
      const slot = state * width + cell;
      const otherwise = state === 0 ? 0 : table[fallback * width + cell]!;
      if (table[slot] === -1) table[slot] = otherwise;
      else {
        suffix[table[slot]!] = otherwise;
        queue.push(table[slot]!);
      }
    }
  }
  return { table, outputs };
}

function order(
  table: readonly number[],
  outputs: Automaton['outputs'],
  width: number,
): { rows: Int32Array; firstHit: number; hits: (readonly number[])[] } {
  const silent = outputs.flatMap((ending, state) => (ending.length === 0 ? [state] : []));
  const telling = outputs.flatMap((ending, state) => (ending.length > 0 ? [state] : []));
  const place = new Int32Array(outputs.length);
  for (const [at, state] of [...silent, ...telling].entries()) place[state] = at * width;
  const rows = new Int32Array(table.length);
  for (let state = 0; state < outputs.length; state++) {
    for (let cell = 0; cell < width; cell++) rows[place[state]! + cell] = place[table[state * width + cell]!]!;
  }
  return { rows, firstHit: silent.length * width, hits: telling.map((state) => outputs[state]!) };
}
