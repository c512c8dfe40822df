// What is known of a value at one point of a program: which constants it may be, what it is tainted by, which API of a
// library it is, which functions, classes or modules of the project, which objects on the heap, and how its text begins.
// Everything may be known, or nothing. Immutable.
import type { ConstantValue } from '../python/ir.ts';
import { truthOf } from '../python/fold.ts';
import type { Frame } from './frame.ts';
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import { meet, type Check, type Guards, type Way } from './guards.ts';
import { allKinds, type Kinds } from './kinds.ts';
import { derive, joinTaints, type Taint } from './taint.ts';
import { notWritten } from './url-beginnings.ts';

export type ObjectId = number;

/** What of the project a value may be. */
export type Ref =
  | {
      readonly kind: 'function';
      readonly fn: FunctionInfo;
      /** What a bound method is bound to. */
      readonly self: Value | null;
      /** The frame in which a nested function was defined, which its free names are looked up in. */
      readonly closure: Frame | null;
    }
  | { readonly kind: 'class'; readonly cls: ClassInfo; readonly closure: Frame | null }
  | { readonly kind: 'module'; readonly module: LinkedModule }
  | {
      readonly kind: 'partial';
      readonly callee: Value;
      readonly args: readonly Value[];
      readonly keywords: ReadonlyMap<string, Value>;
    };

export interface Value {
  /** All that it can be; null: not known. */
  readonly constants: readonly ConstantValue[] | null;
  readonly taints: readonly Taint[];
  /** `flask.request.args`, `sqlite3.connect()`. */
  readonly api: string | null;
  readonly refs: readonly Ref[];
  readonly objects: readonly ObjectId[];
  /** How its text certainly begins, with `notWritten` for parts that are not known; null: not known. */
  readonly prefix: string | null;
  /** What its truth says of other values. */
  readonly guards: Guards | null;
}

const mostConstants = 8;
const mostRefs = 8;
const mostObjects = 6;

export const unknown: Value = {
  constants: null,
  taints: [],
  api: null,
  refs: [],
  objects: [],
  prefix: null,
  guards: null,
};
/** What only code after a `return` would see: nothing at all, the beginning of every join. */
export const nothing: Value = { ...unknown, constants: [] };

export function constant(value: ConstantValue): Value {
  return { ...unknown, constants: [value] };
}

export const none: Value = constant({ type: 'none' });

export function text(value: string): Value {
  return constant({ type: 'string', value });
}

export function ofApi(api: string): Value {
  return { ...unknown, api };
}

export function ofRef(ref: Ref): Value {
  return { ...unknown, refs: [ref] };
}

export function ofObject(id: ObjectId): Value {
  return { ...unknown, objects: [id] };
}

export function tainted(taints: readonly Taint[]): Value {
  return taints.length === 0 ? unknown : { ...unknown, taints };
}

export function withTaints(value: Value, taints: readonly Taint[]): Value {
  if (taints.length === 0) return value;
  return { ...value, constants: null, taints: joinTaints(value.taints, taints) };
}

/** The same value with other taints. */
export function replaceTaints(value: Value, taints: readonly Taint[]): Value {
  return taints === value.taints ? value : { ...value, taints };
}

/** Its one constant, if it can be nothing else. */
export function onlyConstant({ constants }: Value): ConstantValue | undefined {
  return constants?.length === 1 ? constants[0] : undefined;
}

export function onlyText(value: Value): string | undefined {
  const only = onlyConstant(value);
  return only?.type === 'string' ? only.value : undefined;
}

/** True or false where every possible value has that truth. */
export function truth(value: Value): boolean | undefined {
  if (value.constants === null || value.constants.length === 0) {
    return value.refs.length > 0 && value.constants === null && value.taints.length === 0 ? true : undefined;
  }
  const first = truthOf(value.constants[0]!);
  return value.constants.every((one) => truthOf(one) === first) ? first : undefined;
}

/** Either of two values. */
export function join(a: Value, b: Value): Value {
  if (a === b || b === nothing) return a;
  if (a === nothing) return b;
  return {
    constants: joinConstants(a, b),
    taints: joinTaints(a.taints, b.taints),
    // None beside an object means "not there yet"; of two APIs, as of import alternatives, the first counts.
    api: a.api ?? b.api,
    refs: joinRefs(a.refs, b.refs),
    objects: joinObjects(a.objects, b.objects),
    prefix: commonBeginning(a, b),
    guards: a.guards === null && b.guards === null ? null : meet(wayOf(a, noneChecked), wayOf(b, noneChecked)),
  };
}

/** A value as it comes to a place by one of several ways, and what holds on that way. */
export interface Arrival {
  readonly value: Value;
  readonly env: { readonly safetyOf: (taint: Taint) => Kinds };
}

const mostAsked = 8;

/**
 * What comes to a place by several ways. Where only one of them brings somebody's value, what arrives is a value of its own:
 * what is checked of it (`is None`) need not be true of that, unless that is harmless wherever another comes instead.
 */
export function joinArrivals(arrivals: readonly Arrival[], site: number): Value {
  const some = arrivals.filter(({ value }) => value !== nothing);
  const [first] = some;
  if (first === undefined || some.every(({ value }) => value === first.value)) return first?.value ?? nothing;
  const ways = some.map((one) => ({ ...one, keys: new Set(one.value.taints.map(({ key }) => key)) }));
  // Of many ways it is not asked what is harmless on each.
  const isHarmless = ({ env }: Arrival, taint: Taint): boolean =>
    ways.length <= mostAsked && (env.safetyOf({ ...taint, safe: 0 }) & allKinds) === allKinds;
  const isOwn = (taint: Taint): boolean => ways.some((way) => !way.keys.has(taint.key) && !isHarmless(way, taint));
  return some.reduce<Value>((all, { value }) => join(all, apart(value, isOwn, site)), nothing);
}

function apart(value: Value, isOwn: (taint: Taint) => boolean, site: number): Value {
  if (!value.taints.some(isOwn)) return value;
  return { ...value, taints: value.taints.map((taint) => (isOwn(taint) ? derive(taint, site, 'whole') : taint)) };
}

const noneChecked: ReadonlyMap<number, Kinds> = new Map();

function wayOf(value: Value, checked: ReadonlyMap<number, Kinds>): Way {
  return { guards: value.guards, truth: truth(value), falsy: falsyOf(value), checked };
}

function falsyOf({ guards, constants }: Value): Way['falsy'] {
  if (guards !== null) return guards.falsy;
  const falsy = constants?.filter((one) => !truthOf(one)) ?? [];
  if (falsy.length === 0) return undefined;
  if (falsy.every(({ type }) => type === 'none')) return 'none';
  return falsy.every(({ type }) => type === 'bool') ? 'false' : null;
}

/** Either of two values, of which also what had been checked where they were made is known: the value may tell it. */
export function joinChecked(
  a: Value,
  checkedForA: ReadonlyMap<number, Kinds>,
  b: Value,
  checkedForB: ReadonlyMap<number, Kinds>,
): Value {
  const value = join(a, b);
  const guards = meet(wayOf(a, checkedForA), wayOf(b, checkedForB));
  return guards === null && value.guards === null ? value : { ...value, guards };
}

export function joinAll(values: readonly Value[]): Value {
  return values.reduce(join, nothing);
}

function joinConstants(a: Value, b: Value): readonly ConstantValue[] | null {
  if (a.constants === null || b.constants === null) return null;
  const result = [...a.constants];
  for (const one of b.constants) if (!result.some((other) => sameConstant(one, other))) result.push(one);
  return result.length > mostConstants ? null : result;
}

export function sameConstant(a: ConstantValue, b: ConstantValue): boolean {
  return a.type === b.type && (!('value' in a) || !('value' in b) || a.value === b.value);
}

function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  if (b.length === 0) return a;
  const more = b.filter((ref) => !a.some((other) => sameRef(ref, other)));
  if (more.length === 0) return a;
  return [...a, ...more].slice(0, mostRefs);
}

function sameRef(a: Ref, b: Ref): boolean {
  if (a.kind === 'function' && b.kind === 'function') return a.fn === b.fn && sameSelf(a.self, b.self);
  if (a.kind === 'class' && b.kind === 'class') return a.cls === b.cls;
  if (a.kind === 'module' && b.kind === 'module') return a.module === b.module;
  return a === b;
}

function sameSelf(a: Value | null, b: Value | null): boolean {
  return a === b || (a !== null && b !== null && a.objects[0] === b.objects[0]);
}

function joinObjects(a: readonly ObjectId[], b: readonly ObjectId[]): readonly ObjectId[] {
  if (b.length === 0) return a;
  const more = b.filter((id) => !a.includes(id));
  return more.length === 0 ? a : [...a, ...more].slice(0, mostObjects);
}

/** How the text of a value begins: a constant's whole text, or what is kept of a composed one up to its first unknown part. */
export function prefixOf(value: Value): string | null {
  return onlyText(value) ?? (value.prefix?.split(notWritten, 1)[0] || null);
}

/** As `prefixOf`, with `notWritten` for parts that are not known; empty where nothing is. */
export function beginningOf(value: Value): string {
  return onlyText(value) ?? value.prefix ?? '';
}

/** An empty text harms nobody, so it does not count. */
function commonBeginning(one: Value, other: Value): string | null {
  const [a, b] = [beginningOf(one), beginningOf(other)];
  if (onlyText(one) === '') return b === '' ? null : b;
  if (onlyText(other) === '') return a === '' ? null : a;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length === 0 ? null : a.slice(0, length);
}

/** Equal as far as another round of a loop could tell. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  return (
    a.api === b.api &&
    a.prefix === b.prefix &&
    sameGuards(a.guards, b.guards) &&
    sameList(a.taints, b.taints, (x, y) => x.key === y.key && x.safe === y.safe) &&
    sameList(a.objects, b.objects, (x, y) => x === y) &&
    sameList(a.refs, b.refs, sameRef) &&
    (a.constants === b.constants ||
      (a.constants !== null && b.constants !== null && sameList(a.constants, b.constants, sameConstant)))
  );
}

function sameGuards(a: Guards | null, b: Guards | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const same = (x: Check, y: Check): boolean =>
    x.kinds === y.kinds && sameList(x.taints, y.taints, (one, other) => one.key === other.key);
  return sameList(a.whenTrue, b.whenTrue, same) && sameList(a.whenFalse, b.whenFalse, same);
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((one, at) => same(one, b[at]!));
}
