// Operators that Python's sets have and numbers too, and types: `a - b`, `a & b`, `a ^ b`, `int | float`.
import { containment, isFilledBy } from './comparison-guards.ts';
import type { Frame } from './frame.ts';
import { guardsOf } from './guards.ts';
import { emptyObject, smash, withItems } from './heap-object.ts';
import { allocate, objectsOf } from './objects.ts';
import { unknown, type Value } from './value.ts';

/** What is left of a set without another, or of what both have; of numbers nothing is left that could do harm. */
export function ofSets(frame: Frame, node: number, op: string, left: Value, right: Value): Value {
  const [object] = objectsOf(frame, left).map(([, one]) => one);
  const isSet = object !== undefined && object.parameter === null && object.cls === null;
  const isKept = isSet && (op !== '&' || isFilledBy(frame, left, right));
  const kept = isKept ? allocate(frame, node, smash(object)) : unknown;
  return op === '-' ? { ...kept, guards: guardsOf([], containment(frame, left, right)) } : kept;
}

/** `int | float`: as the pair of them. */
export function eitherType(frame: Frame, node: number, left: Value, right: Value): Value | null {
  if (left.api === null || right.api === null || left.taints.length + right.taints.length > 0) return null;
  return allocate(frame, node, withItems(emptyObject('tuple'), [left, right]));
}
