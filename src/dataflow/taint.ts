// Taint: the knowledge that a value came from somewhere. One Taint says where it began (its origin), what it went through
// (its steps, the evidence), for which kinds of sink it has become safe, and from which other value it was made, so that
// a check of the one protects the other. Immutable; equal derivations have equal keys.
import type { SourceKind } from '../model/flow-kinds.ts';
import { keyOf, mix } from './keys.ts';
import { asHost, concluded, harmlessText, kindBit, secretKinds, type Kinds } from './kinds.ts';

/** Where something stands: a node, by the name that sites.ts gives it. */
export interface Place {
  readonly path: string;
  readonly site: number;
}

export type Origin =
  | { readonly type: 'source'; readonly kind: SourceKind; readonly what: string; readonly at: Place }
  | { readonly type: 'parameter'; readonly place: ParameterPlace };

/** What a caller gives: a parameter by index, or what stands in it at a path of cells. */
export interface ParameterPlace {
  readonly index: number;
  readonly path: readonly string[];
  /** Names it among the parameters of all functions. */
  readonly key: number;
}

export interface Step {
  readonly at: Place;
  readonly note: string;
  readonly previous: Step | null;
  /** Of the whole chain. */
  readonly length: number;
}

/**
 * How a value was made from another: `part` (a piece of it, so a check of the piece says nothing of the whole), `host`
 * (a URL's host, whose check protects the URL), `normal` (a normalised path), `whole` (contains it), `decoded` (what it
 * was before somebody encoded it: what was said of it in code says nothing of that), `at-host` (contains it as a
 * URL's host, of which its characters say nothing), `less` (it without some characters, so
 * a check protects it from what these do not do).
 */
export type Relation = 'part' | 'host' | 'normal' | 'whole' | 'decoded' | 'less' | 'at-host';

export interface Taint {
  /** Identity of the value it stands on, for guards. */
  readonly key: number;
  /** The key of what it began with. */
  readonly root: number;
  /** Where it was made from its parent. */
  readonly site: number;
  readonly origin: Origin;
  readonly parent: Taint | null;
  readonly relation: Relation | null;
  /** Where it is its parent without some characters: the kinds for which these are harmless. */
  readonly harmless: Kinds;
  readonly safe: Kinds;
  /** How many calls of unknown functions it went through. */
  readonly doubt: number;
  readonly steps: Step | null;
}

/** More than people are shown: of the steps in one line they see one. */
const mostSteps = 30;
const longestChain = 10;
/** More differ only in where they went. */
const mostTaints = 10;

/**
 * A value from outside. `identity` tells it from others: reading the same attribute of a request twice gives the same
 * value, calling `input()` twice does not.
 */
export function sourceTaint(kind: SourceKind, what: string, at: Place, identity: number): Taint {
  const steps = { at, note: what, previous: null, length: 1 };
  return beginning(rootOf(kind, identity), { type: 'source', kind, what, at }, steps);
}

/** The key of what comes from a source. */
export function rootOf(kind: SourceKind, identity: number): number {
  return mix(keyOf(kind), identity);
}

/** What stands for whatever a caller gives at this place. */
export function parameterTaint(place: ParameterPlace): Taint {
  return beginning(place.key, { type: 'parameter', place }, null);
}

function beginning(key: number, from: Origin, steps: Step | null): Taint {
  return { key, root: key, site: 0, origin: from, parent: null, relation: null, harmless: 0, safe: 0, doubt: 0, steps };
}

const relations: Readonly<Record<Relation, number>> = {
  part: 1,
  host: 2,
  normal: 3,
  whole: 4,
  decoded: 5,
  less: 6,
  'at-host': 7,
};

/**
 * The taint of a value made from one that carries `taint`. `site` names the place that makes it: making it there again
 * from itself, as loops do, gives the same.
 */
export function derive(taint: Taint, site: number, relation: Relation, more: Kinds = 0): Taint {
  const safe = taint.safe | more;
  let length = 0;
  for (let at: Taint | null = taint; at.parent !== null; at = at.parent) {
    // The same site further up: a loop. Its chain is cut there, so that keys come to an end.
    if (at.site === site && at.relation === relation) {
      return at.safe === safe && at.doubt === taint.doubt ? at : { ...at, safe, doubt: taint.doubt };
    }
    length += 1;
  }
  if (length >= longestChain - 1) return safe === taint.safe ? taint : { ...taint, safe };
  const key = mix(mix(taint.key, relations[relation]), site);
  return { ...taint, key, site, parent: taint, relation, harmless: 0, safe };
}

/** The taint of a URL whose host a value can choose. */
export function deriveAtHost(taint: Taint, site: number): Taint {
  const made = derive(taint, site, 'at-host');
  return { ...made, safe: asHost(made.safe) };
}

/** The taint of a text from which some characters were taken, or exchanged for others; they are harmless for these kinds. */
export function deriveLess(taint: Taint, site: number, harmless: Kinds): Taint {
  const less = derive(taint, site, 'less');
  return less.key === taint.key ? less : { ...less, harmless };
}

/**
 * The taint of what comes out where an encoding is undone: what had made it harmless no longer does, unless it is harmless
 * whatever is done with it, or it is a secret that was made unreadable, which no encoding undoes.
 */
export function decoded(taint: Taint, site: number, safe: Kinds): Taint {
  if ((safe & harmlessText) === harmlessText && (safe & kindBit('size')) !== 0) return derive(taint, site, 'whole');
  return { ...derive(taint, site, 'decoded'), safe: safe & secretKinds };
}

export function withSafe(taint: Taint, more: Kinds): Taint {
  const safe = concluded(taint.safe | more);
  return safe === taint.safe ? taint : { ...taint, safe };
}

export function isSecret({ origin }: Taint): boolean {
  return origin.type === 'source' && (origin.kind === 'password' || origin.kind === 'secret');
}

/**
 * What is read out of something by a name of its own is not what the name of the whole promised: a credential's id is no
 * secret. Of what a caller gives that is true when it turns out to be one.
 */
export function withoutSecrets(taints: readonly Taint[]): readonly Taint[] {
  return taints.flatMap((taint) => {
    if (isSecret(taint)) return [];
    return taint.origin.type === 'source' ? taint : withSafe(taint, secretKinds);
  });
}

/**
 * After calls of functions that nobody knows a value may still be what it was. After three of them (for secrets, whose
 * names are a guess to begin with, two) that is no longer worth saying.
 */
export function withDoubt(taint: Taint, more = 1): Taint | null {
  const doubt = taint.doubt + more;
  if (doubt > (isSecret(taint) ? 1 : 2)) return null;
  return more === 0 ? taint : { ...taint, doubt };
}

export function doubtAll(taints: readonly Taint[]): Taint[] {
  return taints.flatMap((taint) => withDoubt(taint) ?? []);
}

/** Adds a step to the evidence, unless it says again where the last one was. */
export function withStep(taint: Taint, at: Place, note: string): Taint {
  const { steps } = taint;
  if (steps !== null && (steps.length >= mostSteps || samePlace(steps.at, at))) return taint;
  return { ...taint, steps: { at, note, previous: steps, length: (steps?.length ?? 0) + 1 } };
}

function samePlace(a: Place, b: Place): boolean {
  return a.site === b.site && a.path === b.path;
}

/** Appends a chain of steps to a taint's own. */
export function withSteps(taint: Taint, more: Step | null): Taint {
  let result = taint;
  for (const step of stepsOf(more)) result = withStep(result, step.at, step.note);
  return result;
}

/** From the first to the last. */
export function stepsOf(last: Step | null): Step[] {
  const steps: Step[] = [];
  for (let at = last; at !== null; at = at.previous) steps.push(at);
  return steps.toReversed();
}

/** Both sets; of two ways to one value what is safe on both, and the shorter evidence. */
export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let result: Taint[] | null = null;
  for (const taint of b) {
    const list: readonly Taint[] = result ?? a;
    const at = list.findIndex(({ key }) => key === taint.key);
    if (at < 0) {
      result ??= [...a];
      result.push(taint);
      continue;
    }
    const known = list[at]!;
    if (known === taint) continue;
    const safe = known.safe & taint.safe;
    const shorter = isShorter(taint, known) ? taint : known;
    if (shorter === known && known.safe === safe) continue;
    result ??= [...a];
    result[at] = shorter.safe === safe ? shorter : { ...shorter, safe };
  }
  if (result === null) return a;
  return result.length > mostTaints ? result.toSorted(byWorth).slice(0, mostTaints) : result;
}

function isShorter(a: Taint, b: Taint): boolean {
  if (a.doubt !== b.doubt) return a.doubt < b.doubt;
  return (a.steps?.length ?? 0) < (b.steps?.length ?? 0);
}

/** Sources before parameters, the less protected and the better proven first; ties by key, which is stable in a run. */
function byWorth(a: Taint, b: Taint): number {
  const rank = ({ origin, safe }: Taint): number => (origin.type === 'source' ? 0 : 1) + (safe === 0 ? 0 : 2);
  return rank(a) - rank(b) || a.doubt - b.doubt || (a.steps?.length ?? 0) - (b.steps?.length ?? 0) || a.key - b.key;
}
