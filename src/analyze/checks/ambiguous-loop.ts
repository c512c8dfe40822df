// Whether a matcher that tracks back may need exponential time: whether a loop can take one and the same text in two ways,
// and what follows can fail. (Weber and Seidl: exponential ambiguity is a state that leads to itself by two ways for one
// word, which two copies of the automaton side by side show.) Exact but for look-arounds and back references, which are
// not judged.
import { parseRegex, type RegexFlags } from '../../dataflow/regex-syntax.ts';
import { automatonOf, type Automaton } from './regex-automaton.ts';
import { componentsOf } from './strong-components.ts';

/** What these look at, or forbid to give back, no automaton knows. */
const notJudged = /\(\?[>(]|\(\?P=|[*+?}]\+|\\[1-9]/;
const longestPattern = 2000;
const mostPairs = 20_000;

/** How many steps from pair to pair may still be made: a pattern of few hundred characters can ask for millions. */
export interface Budget {
  steps: number;
}

/** Enough for hundreds of patterns such as people write. */
export const ofOneFile = (): Budget => ({ steps: 2_000_000 });

/**
 * @param isWhole the text must match as a whole
 * @param budget what is beyond it is not judged
 */
export function hasAmbiguousLoop(
  pattern: string,
  flags: RegexFlags,
  isWhole: boolean,
  budget: Budget = ofOneFile(),
): boolean {
  // Most patterns have no loop in a loop, nor a choice in one.
  if (pattern.length > longestPattern || !/[*+}]/.test(pattern) || notJudged.test(pattern)) return false;
  const tree = parseRegex(pattern, flags);
  const automaton = tree === null ? null : automatonOf(tree);
  if (automaton === null) return false;
  const alphabet = new Alphabet(automaton);
  return componentsOf(automaton.states.length, (state) => automaton.edges[state]!).some(
    (loop) => canFailAfter(automaton, alphabet, loop, isWhole) && isAmbiguous(automaton, alphabet, loop, budget),
  );
}

function isAmbiguous({ edges }: Automaton, alphabet: Alphabet, loop: readonly number[], budget: Budget): boolean {
  const inside = new Set(loop);
  const within = loop.map((state) => edges[state]!.filter((next) => inside.has(next)));
  if (within.every((next) => next.length === 0)) return false;
  if (within.some((next) => new Set(next).size < next.length)) return true;
  // From each pair a step to each pair of what follows.
  const steps = within.reduce((sum, next) => sum + next.length, 0) ** 2;
  if (loop.length ** 2 > mostPairs || steps > budget.steps) return false;
  budget.steps -= steps;
  const place = new Map(loop.map((state, at) => [state, at]));
  const after = (pair: number): number[] => {
    const [a, b] = [Math.floor(pair / loop.length), pair % loop.length];
    return within[a]!.flatMap((x) =>
      within[b]!.filter((y) => alphabet.meet(x, y)).map((y) => place.get(x)! * loop.length + place.get(y)!),
    );
  };
  const isEqual = (pair: number): boolean => Math.floor(pair / loop.length) === pair % loop.length;
  return componentsOf(loop.length ** 2, after).some(
    (pairs) => pairs.length > 1 && pairs.some(isEqual) && !pairs.every(isEqual),
  );
}

/** Whether, after as many rounds as one likes, some text makes the whole fail. */
function canFailAfter(
  { states, edges, accepting }: Automaton,
  alphabet: Alphabet,
  loop: readonly number[],
  isWhole: boolean,
): boolean {
  if (!isWhole && loop.some((state) => accepting.has(state))) return false;
  const next = new Set(loop.flatMap((state) => edges[state]!));
  const canEnd = isWhole
    ? loop.some((state) => accepting.has(state))
    : [...next].some((state) => states[state] === null);
  return !canEnd || !alphabet.isCovered([...next]);
}

/** Characters that stand for all: those that no state tells apart would do the same. */
class Alphabet {
  readonly #taken: readonly ReadonlySet<string>[];

  constructor({ states }: Automaton) {
    this.#taken = states.map((test) => new Set(test === null ? [] : samples.filter(test)));
  }

  /** Some character is taken by both. */
  meet(a: number, b: number): boolean {
    const [one, other] = [this.#taken[a]!, this.#taken[b]!];
    for (const character of one) if (other.has(character)) return true;
    return false;
  }

  /** Every character is taken by one of them. */
  isCovered(states: readonly number[]): boolean {
    return samples.every((character) => states.some((state) => this.#taken[state]!.has(character)));
  }
}

const samples: readonly string[] = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...Array.from('\u{85}\u{a0}\u{e9}\u{df}\u{3b1}\u{416}\u{5d0}\u{4e2d}\u{2028}\u{3000}'),
];
