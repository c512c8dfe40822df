// Methods of Python's own containers, by name.
import { truthOf } from '../python/fold.ts';
import type { NodeId } from '../python/ir.ts';
import { apply } from './conditions.ts';
import { checkedNow } from './evaluate.ts';
import { readItem } from './subscripts.ts';
import { containment, foundUnder, isFilledBy, within } from './comparison-guards.ts';
import { nodeSite, type Frame } from './frame.ts';
import { guardsOf } from './guards.ts';
import {
  addAnywhere,
  append,
  deleteCell,
  emptyObject,
  insert,
  itemKey,
  itemsOf,
  mergeInto,
  removeAt,
  smash,
  withItems,
  type HeapObject,
} from './heap-object.ts';
import { allocate, anyValueOf, itemOf, objectsOf, updateObjects } from './objects.ts';
import { secretByName } from './secret-names.ts';
import type { Arguments } from './sinks.ts';
import { constant, join, nothing, onlyConstant, onlyText, text, unknown, type Value } from './value.ts';

/** A method of a dict, list or set; null where the receiver is nothing of the kind. */
export function callContainerMethod(
  frame: Frame,
  node: NodeId,
  receiver: Value,
  name: string,
  args: Arguments,
): Value | null {
  const objects = objectsOf(frame, receiver).map(([, object]) => object);
  if (objects.length === 0 || objects.some(({ cls }) => cls !== null)) return null;
  const [first = unknown, second = unknown] = args.positional.map((value) => checkedNow(frame, value));
  const site = nodeSite(frame, node);
  switch (name) {
    case 'get': {
      const found = readItem(frame, node, receiver, first);
      const fallback = args.positional.length > 1 ? second : (args.keywords.get('default') ?? unknown);
      const isThere = objects.every((object) => hasKey(object, first));
      const value = secretByName(frame, node, onlyText(first), isThere ? found : join(found, fallback), 'key');
      const only = args.positional.length > 1 ? onlyConstant(second) : { type: 'none' as const };
      const isTelling = only !== undefined && !truthOf(only);
      const guards = isTelling
        ? guardsOf(foundUnder(frame, first, receiver), [], only.type === 'none' ? 'none' : null)
        : null;
      return guards === null ? value : { ...value, guards };
    }
    case 'setdefault':
      updateObjects(frame, receiver, (object) => (hasKey(object, first) ? object : put(object, first, second)));
      return readItem(frame, node, receiver, first);
    case 'pop':
      return pop(frame, node, receiver, objects, args);
    case 'popitem':
    case 'popleft': {
      const item = itemOf(frame, receiver, site);
      updateObjects(frame, receiver, (object) => (name === 'popleft' ? removeAt(object, 0) : smash(object)));
      return item;
    }
    case 'append':
      updateObjects(frame, receiver, (object) =>
        object.kind === 'list' ? append(object, first) : addAnywhere(object, first),
      );
      return unknown;
    case 'appendleft':
      updateObjects(frame, receiver, (object) => insert(object, 0, first));
      return unknown;
    case 'add':
      updateObjects(frame, receiver, (object) => addAnywhere(object, first));
      return unknown;
    case 'insert': {
      const at = onlyConstant(first);
      updateObjects(frame, receiver, (object) => insert(object, at?.type === 'int' ? at.value : null, second));
      return unknown;
    }
    case 'extend':
    case 'update':
      return extend(frame, receiver, args, site);
    case 'remove':
      updateObjects(frame, receiver, smash);
      return unknown;
    case 'clear':
      updateObjects(frame, receiver, (object) => emptyObject(object.kind, object.cls));
      return unknown;
    case 'reverse':
      updateObjects(frame, receiver, (object) =>
        object.length === null ? smash(object) : withItems(object, itemsOf(object).toReversed()),
      );
      return unknown;
    case 'sort':
      updateObjects(frame, receiver, smash);
      return unknown;
    case 'keys':
      return allocate(frame, node, { ...addAnywhere(emptyObject('list'), keysOf(objects)), length: null }, 'keys');
    case 'values':
      return allocate(frame, node, {
        ...addAnywhere(emptyObject('list'), anyValueOf(frame, receiver, site)),
        length: null,
      });
    case 'most_common':
    case 'items': {
      const pair = withItems(emptyObject('tuple'), [keysOf(objects), anyValueOf(frame, receiver, site)]);
      const tuple = allocate(frame, node, pair, 'pair');
      return allocate(frame, node, { ...addAnywhere(emptyObject('list'), tuple), length: null });
    }
    case 'copy':
      return allocate(frame, node, objects.length === 1 ? objects[0]! : smash(objects[0]!));
    case 'issubset':
      return { ...unknown, guards: guardsOf(containment(frame, receiver, first)) };
    case 'issuperset':
      return { ...unknown, guards: guardsOf(containment(frame, first, receiver)) };
    case 'difference': {
      const left = allocate(frame, node, smash(objects[0]!));
      return { ...left, guards: guardsOf([], containment(frame, receiver, first)) };
    }
    case 'intersection':
      return allocate(frame, node, smash(isFilledBy(frame, receiver, first) ? objects[0]! : emptyObject('set')));
    case 'union':
    case 'symmetric_difference':
      return allocate(frame, node, addAnywhere(smash(objects[0]!), itemOf(frame, first, site)));
    case 'count':
    case '__contains__':
      return { ...unknown, guards: guardsOf(within(frame, first, receiver)) };
    case 'index':
      for (const check of within(frame, first, receiver)) apply(frame.env, check);
      return unknown;
    case 'isdisjoint':
    case 'discard':
      return unknown;
    default:
      return null;
  }
}

function hasKey(object: HeapObject, key: Value): boolean {
  const only = onlyConstant(key);
  const cell = only === undefined ? null : itemKey(only);
  return cell !== null && object.cells.has(cell) && !object.uncertain.has(cell);
}

function put(object: HeapObject, key: Value, value: Value): HeapObject {
  const only = onlyConstant(key);
  const cell = only === undefined ? null : itemKey(only);
  if (cell === null) return { ...addAnywhere(object, value), keys: join(object.keys, key) };
  const cells = new Map(object.cells);
  cells.set(cell, value);
  return { ...object, cells };
}

function pop(frame: Frame, node: NodeId, receiver: Value, objects: readonly HeapObject[], args: Arguments): Value {
  const isList = objects.every(({ kind }) => kind === 'list');
  const [first, fallback] = args.positional;
  const key = first ?? (isList ? constant({ type: 'int', value: -1 }) : unknown);
  const found = readItem(frame, node, receiver, key);
  const only = onlyConstant(key);
  updateObjects(frame, receiver, (object) => {
    if (object.kind === 'list') return removeAt(object, only?.type === 'int' ? only.value : null);
    const cell = only === undefined ? null : itemKey(only);
    return cell === null ? object : deleteCell(object, cell);
  });
  const result =
    fallback === undefined || objects.every((object) => hasKey(object, key)) ? found : join(found, fallback);
  return secretByName(frame, node, onlyText(key), result, 'key');
}

function extend(frame: Frame, receiver: Value, args: Arguments, site: number): Value {
  for (const given of args.positional) {
    const source = given.objects.length === 1 ? objectsOf(frame, given)[0]?.[1] : undefined;
    updateObjects(frame, receiver, (object) => {
      if (source !== undefined && source.parameter === null) {
        if (object.kind === 'dict' && source.kind === 'dict') return mergeInto(object, source);
        if (object.kind === 'list' && object.length !== null && source.length !== null) {
          return withItems(object, [...itemsOf(object), ...itemsOf(source)]);
        }
      }
      return addAnywhere({ ...object, length: null }, itemOf(frame, given, site));
    });
  }
  for (const [name, value] of args.keywords) updateObjects(frame, receiver, (object) => put(object, text(name), value));
  if (args.spread !== null) {
    const more = args.spread;
    updateObjects(frame, receiver, (object) => addAnywhere(object, more));
  }
  return unknown;
}

function keysOf(objects: readonly HeapObject[]): Value {
  let result: Value = nothing;
  for (const { cells, keys } of objects) {
    result = join(result, keys);
    for (const key of cells.keys()) if (key.startsWith('s:')) result = join(result, text(key.slice(2)));
  }
  return result === nothing ? unknown : result;
}
