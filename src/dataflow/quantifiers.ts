// `all(test(c) for c in x)` and `any(…)`: what the test says of each part is true of the whole, and where the parts are
// written out in the program (`any(c in name for c in '<>')`), what each of the tests says of anything else.
import type { Call } from '../python/ir.ts';
import { assign } from './assign.ts';
import { branch } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { checkOf, guardsOf, type Check } from './guards.ts';
import { itemsOf } from './heap-object.ts';
import { nextOf } from './iteration.ts';
import type { Kinds } from './kinds.ts';
import { objectsOf } from './objects.ts';
import type { Taint } from './taint.ts';
import { onlyText, text, unknown, type Value } from './value.ts';

type Checked = ReadonlyMap<number, Kinds>;

/** More parts are not told apart. */
const mostParts = 40;

/** Null: it is another call. */
export function quantifier(frame: Frame, callee: Value, expr: Call): Value | null {
  const [arg] = expr.args;
  const isAll = callee.api === 'builtins.all';
  if ((!isAll && callee.api !== 'builtins.any') || arg?.kind !== 'GeneratorExp' || arg.generators.length !== 1)
    return null;
  const { iter, target, conditions } = arg.generators[0]!;
  const before = frame.env;
  frame.env = before.fork();
  const whole = evaluate(frame, iter);
  const start = frame.env;
  const parts = conditions.length > 0 ? null : partsOf(frame, whole);
  const isKnown = parts !== null && parts.length > 0;
  const ways = (isKnown ? parts : [nextOf(frame, iter.node, whole)]).map((part) => {
    frame.env = start.fork();
    assign(frame, target, part);
    for (const condition of conditions) frame.env = branch(frame, condition).whenTrue;
    const { whenTrue, whenFalse } = branch(frame, arg.element);
    return { part, holds: learned(whenTrue, before), fails: learned(whenFalse, before) };
  });
  frame.env = before;
  const told = (one: (typeof ways)[number], truth: boolean): Checked | null => (truth ? one.holds : one.fails);
  // `all` that is true has held for each, and so has failed for each an `any` that is false.
  const some = inAll(ways.flatMap((one) => told(one, !isAll) ?? []));
  const ofSome = checks(isKnown ? some : outside(before, ways[0]!.part, some));
  const ofEach = isKnown
    ? checks(inAny(ways.flatMap((one) => told(one, isAll) ?? [])))
    : conditions.length > 0
      ? []
      : ofParts(whole, ways[0]!.part, ways[0]!.fails, ways[0]!.holds, isAll);
  return { ...unknown, guards: isAll ? guardsOf(ofEach, ofSome) : guardsOf(ofSome, ofEach) };
}

/** The parts of something that is written out in the program; null where they are not known. */
function partsOf(frame: Frame, whole: Value): readonly Value[] | null {
  const written = onlyText(whole);
  if (written !== undefined) return written.length > mostParts ? null : Array.from(written, text);
  const [object] = objectsOf(frame, whole);
  if (object === undefined || whole.objects.length !== 1) return null;
  const { length, parameter } = object[1];
  return length === null || parameter !== null ? null : itemsOf(object[1]);
}

/** Of parts of which nobody knows how many there are: what the test says of a part is true of the whole. */
function ofParts(
  whole: Value,
  part: Value,
  fails: Checked | null,
  holds: Checked | null,
  isAll: boolean,
): readonly Check[] {
  if (part.taints.length === 0) return [];
  const checked = isAll ? holds : fails;
  const kinds = part.taints.reduce((both, { key }) => both & (checked?.get(key) ?? 0), -1);
  return [{ taints: [...whole.taints, ...part.taints], kinds }];
}

/** That one part passed says nothing of the others: what is left is said of what the variables hold besides. */
function outside(env: Frame['env'], part: Value, checked: Checked): Checked {
  const held = new Set<number>();
  for (const [, { taints }] of env.variables()) {
    for (const taint of taints) for (let at: Taint | null = taint; at !== null; at = at.parent) held.add(at.key);
  }
  for (const { key } of part.taints) held.delete(key);
  return new Map([...checked].filter(([key]) => held.has(key)));
}

/** What has been checked there and not before; null: nothing gets there. */
function learned(env: Frame['env'], before: Frame['env']): Checked | null {
  return env.isDead ? null : beyond(env.checks(), before.checks());
}

function beyond(checked: Checked, before: Checked): Checked {
  const more = [...checked].map(([key, kinds]) => [key, kinds & ~(before.get(key) ?? 0)] as const);
  return new Map(more.filter(([, kinds]) => kinds !== 0));
}

function inAll(maps: readonly Checked[]): Checked {
  const [first, ...others] = maps;
  return new Map(
    [...(first ?? [])].map(([key, kinds]) => [key, others.reduce((both, one) => both & (one.get(key) ?? 0), kinds)]),
  );
}

function inAny(maps: readonly Checked[]): Checked {
  const result = new Map<number, Kinds>();
  for (const map of maps) for (const [key, kinds] of map) result.set(key, (result.get(key) ?? 0) | kinds);
  return result;
}

function checks(checked: Checked): readonly Check[] {
  return [...checked].map(([key, kinds]) => checkOf(key, kinds));
}
