// `target op= value`: lists, sets and dicts are changed where they are, for all who hold them; everything else is replaced.
import type { AugAssign } from '../python/ir.ts';
import { assign } from './assign.ts';
import { binary } from './binary.ts';
import { evaluate } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import { addAnywhere } from './heap-object.ts';
import { callOwn, iterable } from './iteration.ts';
import { callContainerMethod } from './methods.ts';
import { itemOf, objectsOf, updateObjects } from './objects.ts';
import { operators } from './operators.ts';
import { withPositional } from './sinks.ts';
import type { Value } from './value.ts';

export function augment(frame: Frame, stmt: AugAssign): void {
  const before = evaluate(frame, stmt.target);
  const value = evaluate(frame, stmt.value);
  assign(frame, stmt.target, changed(frame, stmt, before, value) ?? binary(frame, stmt.node, stmt.op, before, value));
}

/** The same object after it was changed; null where it is none that can be. */
function changed(frame: Frame, { node, op }: AugAssign, before: Value, value: Value): Value | null {
  if (before.objects.length === 0) return null;
  const method = operators.get(op);
  const own = method === undefined ? null : callOwn(frame, node, before, `__i${method}__`, [value]);
  if (own !== null) return own;
  const change = methods.get(op);
  const objects = objectsOf(frame, before).map(([, object]) => object);
  if (change === undefined || objects.length === 0) return null;
  if (objects.every(({ kind, cls, parameter }) => parameter === null && cls === null && kind !== 'tuple')) {
    if (objects.some(({ kind }) => kind === 'instance')) return null;
    const isKnown = callContainerMethod(frame, node, before, change, withPositional([iterable(frame, node, value)]));
    return isKnown === null ? null : before;
  }
  // What a caller gives is a container if one is put into it: a text or a number takes none.
  const isContainer = objectsOf(frame, value).some(
    ([, { kind }]) => kind === 'list' || kind === 'dict' || kind === 'set',
  );
  if (!isContainer || objects.some(({ parameter }) => parameter === null)) return null;
  const given = itemOf(frame, value, nodeSite(frame, node));
  updateObjects(frame, before, (object) => addAnywhere(object, given));
  return before;
}

/** What changes a container as the operator does. What takes something out leaves the rest. */
const methods: ReadonlyMap<string, string> = new Map([
  ['+', 'extend'],
  ['|', 'update'],
  ['-', 'discard'],
  ['&', 'discard'],
]);
