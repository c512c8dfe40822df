// What the truth of a value says of others: where `ok = name in ALLOWED` is true, `name` has been checked. It is kept with
// the value, so that a check still helps when its answer is stored, denied, combined or returned before it is asked for.
import { hostKinds, kindBit, type Kinds } from './kinds.ts';
import type { ParameterPlace, Relation, Taint } from './taint.ts';

/** Values that have been checked, by their taints, and for which kinds of sink that makes them harmless. */
export interface Check {
  readonly taints: readonly Checked[];
  readonly kinds: Kinds;
}

export interface Checked extends Pick<Taint, 'key' | 'parent' | 'relation' | 'harmless'> {
  /** In what a function returns: what of its caller's was checked. */
  readonly place?: ParameterPlace;
}

export interface Guards {
  readonly whenTrue: readonly Check[];
  readonly whenFalse: readonly Check[];
  /** What it is where it is not true: by that it can be asked for with `is None` and `== False`; null: one or the other. */
  readonly falsy: Falsy;
}

type Falsy = 'none' | 'false' | null;

/** One of two ways on which a value was made. */
export interface Way {
  readonly guards: Guards | null;
  /** Of the value, where it is known. */
  readonly truth: boolean | undefined;
  /** What it is there, if it is false; undefined: nothing that could be told apart by it. */
  readonly falsy: Falsy | undefined;
  /** What had been checked on that way, by the key of a taint. */
  readonly checked: ReadonlyMap<number, Kinds>;
}

const mostChecks = 24;

/** What a check of something made of a value says of the value: of a URL's host where the URL leads. */
const upward: ReadonlyMap<Relation | null, Kinds> = new Map<Relation | null, Kinds>([
  ['host', hostKinds],
  ['normal', kindBit('path')],
]);

/** All that a check marks, by the keys of taints: the values themselves, and for some relations what they were made of. */
export function* marksOf({ taints, kinds }: Check): Iterable<readonly [number, Kinds]> {
  for (const taint of taints) {
    let left = kinds;
    yield [taint.key, left];
    for (let at: Omit<Checked, 'key'> = taint; at.parent !== null; at = at.parent) {
      left &= at.relation === 'less' ? at.harmless : (upward.get(at.relation) ?? 0);
      if (left === 0) break;
      yield [at.parent.key, left];
    }
  }
}

export function guardsOf(
  whenTrue: readonly Check[],
  whenFalse: readonly Check[] = [],
  falsy: Falsy = 'false',
): Guards | null {
  const [holds, fails] = [whenTrue.filter(saysSomething), whenFalse.filter(saysSomething)];
  if (holds.length === 0 && fails.length === 0) return null;
  return { whenTrue: holds.slice(0, mostChecks), whenFalse: fails.slice(0, mostChecks), falsy };
}

function saysSomething({ taints, kinds }: Check): boolean {
  return taints.length > 0 && kinds !== 0;
}

/** Of `not value`. */
export function opposite(guards: Guards | null): Guards | null {
  return guards === null ? null : { whenTrue: guards.whenFalse, whenFalse: guards.whenTrue, falsy: 'false' };
}

/** Of `a and b and …`: where it is true, all say what they say. */
export function allOf(list: readonly (Guards | null)[]): Guards | null {
  const known = list.filter((one) => one !== null);
  if (known.length === 0) return null;
  const fails = known.length === list.length ? known.map(({ whenFalse }) => whenFalse).reduce(common) : [];
  return guardsOf(
    known.flatMap(({ whenTrue }) => whenTrue),
    fails,
    list.reduce<Falsy | undefined>((both, one) => eitherFalsy(both, one?.falsy ?? null), undefined) ?? null,
  );
}

function eitherFalsy(a: Falsy | undefined, b: Falsy | undefined): Falsy | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a === b ? a : null;
}

/** Of `a or b or …`. */
export function anyOf(list: readonly (Guards | null)[]): Guards | null {
  const guards = opposite(allOf(list.map(opposite)));
  return guards === null ? null : { ...guards, falsy: list.at(-1)?.falsy ?? null };
}

/** Of a value that is one or the other. */
export function meet(a: Way, b: Way): Guards | null {
  return guardsOf(meetWhere(true, a, b), meetWhere(false, a, b), eitherFalsy(a.falsy, b.falsy) ?? null);
}

function meetWhere(truth: boolean, a: Way, b: Way): readonly Check[] {
  const [isNotA, isNotB] = [a.truth === !truth, b.truth === !truth];
  if (isNotA && isNotB) return [];
  // The value tells by which way it came: all that was checked there has been checked.
  if (isNotA) return [...said(b, truth), ...beyond(b.checked, a.checked)];
  if (isNotB) return [...said(a, truth), ...beyond(a.checked, b.checked)];
  if (said(a, truth).length === 0 && said(b, truth).length === 0) return [];
  return common(
    [...said(a, truth), ...beyond(a.checked, b.checked)],
    [...said(b, truth), ...beyond(b.checked, a.checked)],
  );
}

function said({ guards }: Way, truth: boolean): readonly Check[] {
  if (guards === null) return [];
  return truth ? guards.whenTrue : guards.whenFalse;
}

/** What was checked on one way only. */
function beyond(checked: ReadonlyMap<number, Kinds>, others: ReadonlyMap<number, Kinds>): Check[] {
  if (checked === others) return [];
  const result: Check[] = [];
  for (const [key, kinds] of checked) {
    const more = kinds & ~(others.get(key) ?? 0);
    if (more !== 0) result.push(checkOf(key, more));
  }
  return result;
}

/** What both lists say. */
function common(a: readonly Check[], b: readonly Check[]): Check[] {
  if (a.length === 0 || b.length === 0) return [];
  const others = byKey(b);
  const result: Check[] = [];
  for (const [key, kinds] of byKey(a)) {
    const both = kinds & (others.get(key) ?? 0);
    if (both !== 0) result.push(checkOf(key, both));
  }
  return result;
}

export function checkOf(key: number, kinds: Kinds): Check {
  return { taints: [{ key, parent: null, relation: null, harmless: 0 }], kinds };
}

function byKey(checks: readonly Check[]): Map<number, Kinds> {
  const result = new Map<number, Kinds>();
  for (const check of checks) {
    for (const [key, kinds] of marksOf(check)) result.set(key, (result.get(key) ?? 0) | kinds);
  }
  return result;
}
