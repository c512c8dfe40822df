// Whether a regular expression can take exponential time on some text: whether there is a loop in which one text can be
// read in two ways, and something behind it that can fail, so that a backtracking matcher tries them all. That is exponential
// ambiguity of the automaton of positions (Glushkov), found in its product with itself: Weideman, van der Merwe, Berglund,
// Watson, "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers by Using Ambiguity of NFA", 2016.
// Says no where it does not understand the expression, or where that would take too long to find out.
import { parseRegex, type CharacterTest, type RegexFlags, type RegexNode } from '../dataflow/regex-syntax.ts';
import { componentsOf } from './components.ts';

/** Positions of larger expressions are not compared. */
const mostPositions = 300;
const mostPairs = 20_000;
/** Repetitions beyond this many are taken for any number. */
const mostCopies = 64;

/** How many ways lead there without a character between; two mean several. */
type Ways = Map<number, number>;

/** A part of the expression: where it can begin, where it can end, in how many ways it can be empty. */
interface Part {
  readonly first: Ways;
  readonly last: Ways;
  readonly empty: number;
}

class TooLarge extends Error {}

/**
 * @param isWhole the text must match to its end (`fullmatch`)
 */
export function isExponential(pattern: string, flags: RegexFlags, isWhole: boolean): boolean {
  // Possessive repetitions and atomic groups give nothing back.
  if (/\(\?>|[*+?}]\+/.test(pattern)) return false;
  const tree = parseRegex(pattern, flags);
  if (tree === null || hasPlaceInLoop(tree, false)) return false;
  try {
    const automaton = new Automaton(flags.has('i'));
    const whole = automaton.add(tree);
    return automaton.loops().some((loop) => {
      const canFail = isWhole || ![...loop].some((position) => whole.last.has(position));
      return canFail && automaton.isAmbiguous(loop);
    });
  } catch (error) {
    if (error instanceof TooLarge) return false;
    throw error;
  }
}

/** What holds at some places only (`\b`, a look-around, a back reference) may leave one way of several. */
function hasPlaceInLoop(node: RegexNode, isInLoop: boolean): boolean {
  switch (node.kind) {
    case 'place':
      return isInLoop;
    case 'repeat':
      return hasPlaceInLoop(node.item, isInLoop || node.max > 1);
    case 'sequence':
      return node.items.some((item) => hasPlaceInLoop(item, isInLoop));
    case 'choice':
      return node.ways.some((way) => hasPlaceInLoop(way, isInLoop));
    default:
      return false;
  }
}

class Automaton {
  readonly #ignoresCase: boolean;
  /** What can stand at each position; null: the text's end. */
  readonly #tests: (CharacterTest | null)[] = [];
  readonly #follow: Ways[] = [];
  #letters: readonly ReadonlySet<number>[] | null = null;

  constructor(ignoresCase: boolean) {
    this.#ignoresCase = ignoresCase;
  }

  add(node: RegexNode): Part {
    switch (node.kind) {
      case 'set':
        return this.#position(node.test);
      case 'end':
        return this.#position(null);
      case 'start':
      case 'place':
        return nothing;
      case 'sequence':
        return node.items.reduce<Part>((before, item) => this.#chain(before, this.add(item)), nothing);
      case 'choice':
        return node.ways.map((way) => this.add(way)).reduce(either);
      case 'repeat':
        return this.#repeat(node.item, node.min, node.max);
    }
  }

  #repeat(item: RegexNode, min: number, max: number): Part {
    const copies = Math.min(min, mostCopies);
    const isOpen = max > mostCopies;
    // `x+` needs no copy of its own.
    if (isOpen && copies === 1) return this.#loop(this.add(item));
    let part = nothing;
    for (let copy = 0; copy < copies; copy++) part = this.#chain(part, this.add(item));
    if (isOpen) return this.#chain(part, optional(this.#loop(this.add(item))));
    let more = nothing;
    for (let copy = copies; copy < max; copy++) more = optional(this.#chain(this.add(item), more));
    return this.#chain(part, more);
  }

  #position(test: CharacterTest | null): Part {
    const position = this.#tests.push(test) - 1;
    if (position >= mostPositions) throw new TooLarge();
    this.#follow.push(new Map());
    return { first: new Map([[position, 1]]), last: new Map([[position, 1]]), empty: 0 };
  }

  #chain(a: Part, b: Part): Part {
    this.#connect(a.last, b.first);
    return {
      first: sum(a.first, times(b.first, a.empty)),
      last: sum(b.last, times(a.last, b.empty)),
      empty: few(a.empty * b.empty),
    };
  }

  #loop(part: Part): Part {
    this.#connect(part.last, part.first);
    return part;
  }

  #connect(from: Ways, to: Ways): void {
    for (const [position, ways] of from) {
      this.#follow[position] = sum(this.#follow[position]!, times(to, ways));
    }
  }

  /** Sets of positions from each of which each is reached. */
  loops(): readonly ReadonlySet<number>[] {
    const positions = this.#follow.keys();
    return componentsOf(positions, (position) => this.#follow[position]!.keys());
  }

  /** Whether there are two ways from a position of the loop to itself with the same text. */
  isAmbiguous(loop: ReadonlySet<number>): boolean {
    const next = (position: number): number[] => [...this.#follow[position]!.keys()].filter((one) => loop.has(one));
    for (const position of loop) {
      for (const one of next(position)) if (this.#follow[position]!.get(one)! > 1) return true;
    }
    const size = this.#tests.length;
    let pairs = 0;
    const after = (pair: number): number[] => {
      pairs += 1;
      if (pairs > mostPairs) throw new TooLarge();
      const others = next(pair % size);
      return next(Math.floor(pair / size)).flatMap((one) =>
        others.filter((other) => this.#overlap(one, other)).map((other) => one * size + other),
      );
    };
    const same = [...loop].map((position) => position * size + position);
    return componentsOf(same, after).some((component) => {
      const kinds = new Set([...component].map((pair) => Math.floor(pair / size) === pair % size));
      return kinds.size === 2;
    });
  }

  #overlap(a: number, b: number): boolean {
    this.#letters ??= this.#lettersOfAll();
    const [one, other] = [this.#letters[a]!, this.#letters[b]!];
    return a === b || [...one].some((letter) => other.has(letter));
  }

  /** By position: the numbers of the sample characters that fit there. */
  #lettersOfAll(): ReadonlySet<number>[] {
    return this.#tests.map((test) => {
      if (test === null) return new Set([endOfText]);
      const fits = (character: string): boolean =>
        test(character) || (this.#ignoresCase && (test(character.toLowerCase()) || test(character.toUpperCase())));
      return new Set(samples.flatMap((character, index) => (fits(character) ? [index] : [])));
    });
  }
}

/** Characters of all kinds that expressions tell apart. */
const samples: readonly string[] = [
  ...Array.from({ length: 127 }, (_, index) => String.fromCodePoint(index + 1)),
  '\u{a0}',
  '\u{e9}',
  '\u{416}',
  '\u{4e00}',
];
const endOfText = -1;

const nothing: Part = { first: new Map(), last: new Map(), empty: 1 };

function either(a: Part, b: Part): Part {
  return { first: sum(a.first, b.first), last: sum(a.last, b.last), empty: few(a.empty + b.empty) };
}

function optional(part: Part): Part {
  return { ...part, empty: 1 };
}

function few(ways: number): number {
  return Math.min(ways, 2);
}

function sum(a: Ways, b: Ways): Ways {
  if (b.size === 0) return a;
  const all = new Map(a);
  for (const [position, ways] of b) all.set(position, few((all.get(position) ?? 0) + ways));
  return all;
}

function times(ways: Ways, factor: number): Ways {
  if (factor === 1) return ways;
  return factor === 0 ? new Map() : new Map([...ways.keys()].map((position) => [position, 2]));
}
