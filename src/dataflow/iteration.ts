// What a value gives to whoever goes through it: `for`, unpacking, `list()`. Containers hold their items; an instance of a
// class of the project gives what its `__iter__` says, or, as Python does without one, what `__getitem__` gives by index.
import type { NodeId } from '../python/ir.ts';
import { libraryValue } from './attributes.ts';
import { callFunction } from './call-function.ts';
import { nodeSite, type Frame } from './frame.ts';
import { emptyObject } from './heap-object.ts';
import { allocate, isGiven, itemOf, objectsOf } from './objects.ts';
import { withPositional } from './sinks.ts';
import { joinTaints, type Taint } from './taint.ts';
import { join, nothing, ofObject, unknown, type Value } from './value.ts';

/** Any one of the items that going through a value gives. */
export function nextOf(frame: Frame, node: NodeId, value: Value): Value {
  const item = itemOf(frame, iterable(frame, node, value), nodeSite(frame, node));
  const { api } = value;
  if (api === null || item.api !== null || !isGiven(frame, value)) return item;
  // Only where a model says something of it: of other items their methods' names may tell more.
  const { models } = frame.program;
  const name = models.alias(`${api}[]`);
  return models.describes(name) || models.source(name) !== undefined
    ? { ...itemOfLibrary(frame, node, api, item.taints), objects: item.objects }
    : item;
}

/** What stands in a library's object, by whatever index or key, or comes out of it where somebody goes through it. */
export function itemOfLibrary(frame: Frame, node: NodeId, api: string, taints: readonly Taint[]): Value {
  const known = libraryValue(frame, node, `${api}[]`);
  return { ...known, constants: null, taints: joinTaints(taints, known.taints) };
}

/** The value itself, or the container or generator that its class makes of it. */
export function iterable(frame: Frame, node: NodeId, value: Value): Value {
  let made: Value = nothing;
  const rest: number[] = [];
  for (const [id, object] of objectsOf(frame, value)) {
    const given = object.cls === null ? null : iterated(frame, node, id);
    if (given === null) rest.push(id);
    else made = join(made, given);
  }
  return made === nothing ? value : join(made, { ...value, objects: rest });
}

function iterated(frame: Frame, node: NodeId, id: number): Value | null {
  const self = ofObject(id);
  const iterator =
    callOwn(frame, node, self, '__iter__') ?? callOwn(frame, node, self, '__aiter__') ?? items(frame, node, self);
  if (iterator === null) return null;
  const next = callOwn(frame, node, iterator, '__next__') ?? callOwn(frame, node, iterator, '__anext__');
  return next === null ? iterator : listOf(frame, node, next);
}

function items(frame: Frame, node: NodeId, self: Value): Value | null {
  const isIterator = objectsOf(frame, self).some(
    ([, { cls }]) => cls !== null && frame.program.classMember(cls, '__next__')?.kind === 'method',
  );
  if (isIterator) return self;
  const item = callOwn(frame, node, self, '__getitem__', [unknown]);
  return item === null ? null : listOf(frame, node, item);
}

function listOf(frame: Frame, node: NodeId, item: Value): Value {
  return allocate(frame, node, { ...emptyObject('list'), rest: item, length: null }, 'iterated');
}

/** Calls a method that the class of an instance defines; null where none does. */
export function callOwn(
  frame: Frame,
  node: NodeId,
  self: Value,
  name: string,
  args: readonly Value[] = [],
): Value | null {
  let result: Value = nothing;
  for (const [id, { cls }] of objectsOf(frame, self)) {
    const member = cls === null ? null : frame.program.classMember(cls, name);
    if (member?.kind !== 'method') continue;
    result = join(result, callFunction(frame, node, member.fn, null, withPositional([ofObject(id), ...args])));
  }
  return result === nothing ? null : result;
}
