// A regular expression as an automaton (Glushkov's construction): a state for each place that takes a character, an edge
// for each way from one to the next. Two ways between the same places are two edges: a matcher that tracks back tries both.
import type { CharacterTest, RegexNode } from '../../dataflow/regex-syntax.ts';

export interface Automaton {
  /** What each state takes; null: the text's end. */
  readonly states: readonly (CharacterTest | null)[];
  /** From each state; one that can be reached in two ways stands there twice. */
  readonly edges: readonly (readonly number[])[];
  /** States after which the whole has matched. */
  readonly accepting: ReadonlySet<number>;
}

const mostStates = 300;
/** Of the whole: what a small pattern of nested choices comes to has no other bound. */
const mostEdges = 5000;
/** More repetitions of `{m,n}` differ in nothing that matters. */
const mostCopies = 8;

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** In how many ways it takes no character: 0, 1, or 2 for all more. */
  readonly empty: number;
}

/** Null where it is too large, or where a loop holds what looks around, of which the automaton would know nothing. */
export function automatonOf(root: RegexNode): Automaton | null {
  const states: (CharacterTest | null)[] = [];
  const edges: number[][] = [];
  let isKnown = true;
  let edgeCount = 0;

  const single = (test: CharacterTest | null): Part => {
    const at = states.push(test) - 1;
    edges.push([]);
    if (states.length > mostStates) isKnown = false;
    return { first: [at], last: [at], empty: 0 };
  };
  const connect = (from: readonly number[], to: readonly number[]): void => {
    edgeCount += from.length * to.length;
    isKnown &&= edgeCount <= mostEdges;
    if (isKnown) for (const state of from) edges[state]!.push(...to);
  };
  const followed = (a: Part, b: Part): Part => {
    connect(a.last, b.first);
    // Two ways past each of many parts are as many ways as there are numbers of that many digits.
    isKnown &&= Math.max(a.first.length, a.last.length, b.first.length, b.last.length) <= mostEdges;
    if (!isKnown) return empty;
    return {
      first: [...a.first, ...times(b.first, a.empty)],
      last: [...times(a.last, b.empty), ...b.last],
      empty: Math.min(2, a.empty * b.empty),
    };
  };
  const build = (node: RegexNode, isInLoop: boolean): Part => {
    if (!isKnown) return empty;
    switch (node.kind) {
      case 'set':
        return single(node.test);
      case 'sequence':
        return node.items.map((item) => build(item, isInLoop)).reduce(followed, empty);
      case 'choice':
        return node.ways.map((way) => build(way, isInLoop)).reduce(either);
      case 'start':
      case 'place':
        isKnown &&= !isInLoop;
        return empty;
      case 'end':
        isKnown &&= !isInLoop;
        return single(null);
      case 'repeat':
        return repeat(node, isInLoop);
    }
  };
  const repeat = ({ item, min, max }: RegexNode & { kind: 'repeat' }, isInLoop: boolean): Part => {
    if (max === 0) return empty;
    const isLoop = max === null;
    const needed = Math.min(min, mostCopies);
    let whole = empty;
    for (let copy = 0; copy < (isLoop ? needed - 1 : needed); copy++) whole = followed(whole, build(item, isInLoop));
    if (isLoop) {
      const loop = build(item, true);
      connect(loop.last, loop.first);
      return followed(whole, min === 0 ? { ...loop, empty: 1 } : loop);
    }
    // `a{1,3}` is `a(a(a)?)?`.
    let rest = empty;
    for (let copy = Math.min(max - min, mostCopies); copy > 0; copy--) {
      rest = either(followed(build(item, isInLoop), rest), empty);
    }
    return followed(whole, rest);
  };

  const { last } = build(root, false);
  return isKnown ? { states, edges, accepting: new Set(last) } : null;
}

const empty: Part = { first: [], last: [], empty: 1 };

function times(list: readonly number[], ways: number): readonly number[] {
  return ways === 2 ? [...list, ...list] : ways === 1 ? list : [];
}

function either(a: Part, b: Part): Part {
  return {
    first: [...a.first, ...b.first],
    last: [...a.last, ...b.last],
    empty: Math.min(2, a.empty + b.empty),
  };
}
