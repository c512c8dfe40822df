// What a function that is a value holds besides its code: the object of a method, the arguments of a partial one.
import type { Ref, Value } from './value.ts';

/** The values that a function holds: the object of a method, the arguments of a partial one. */
export function heldBy(ref: Ref): readonly Value[] {
  if (ref.kind === 'partial') return [ref.callee, ...ref.args, ...ref.keywords.values()];
  return ref.kind === 'function' && ref.self !== null ? [ref.self] : [];
}

/** The same function with other values. */
export function holding(ref: Ref, held: readonly Value[]): Ref {
  if (held.length === 0) return ref;
  if (ref.kind === 'function') return { ...ref, self: held[0]! };
  if (ref.kind !== 'partial') return ref;
  const [callee, ...given] = held;
  const keywords = new Map([...ref.keywords.keys()].map((name, at) => [name, given[ref.args.length + at]!]));
  return { ...ref, callee: callee!, args: given.slice(0, ref.args.length), keywords };
}
