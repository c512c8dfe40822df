// Methods of Python's own containers and texts, by name, on values that are known to be such or that nothing contradicts.
import { foldJoin, foldMethod } from '../python/fold-methods.ts';
import type { ConstantValue, NodeId } from '../python/ir.ts';
import type { CallResult } from './calls.ts';
import { noGuards, type Guards } from './conditions.ts';
import { compose, mapConstants, readItem } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
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
import { allocate, anyValueOf, deriveAll, itemOf, objectsOf, updateObjects } from './objects.ts';
import { secretByName } from './secret-names.ts';
import type { Arguments } from './sinks.ts';
import { kindBit, withSafe, type Kinds } from './taint.ts';
import { measures, sameText, testsOfText } from './text-methods.ts';
import { constant, join, nothing, onlyConstant, onlyText, prefixOf, text, unknown, type Value } from './value.ts';

/** A method on a value that is a text, or may be one; null where it is none of these. */
export function callTextMethod(
  frame: Frame,
  node: NodeId,
  receiver: Value,
  name: string,
  args: Arguments,
): CallResult | null {
  if (receiver.refs.length > 0) return null;
  const folded = foldText(frame, receiver, name, args);
  if (folded !== null) return plain(folded);
  const isText = receiver.constants?.every(({ type }) => type === 'string' || type === 'bytes') === true;
  if (name === 'join' && (isText || receiver.api === null) && args.positional.length === 1) {
    return plain(compose(frame, node, [receiver, args.positional[0]!], null));
  }
  if (isText && name === 'format') {
    const values = [
      receiver,
      ...args.positional,
      ...args.keywords.values(),
      ...(args.spread === null ? [] : [args.spread]),
    ];
    return plain(compose(frame, node, values, onlyText(receiver)?.split('{', 1)[0] ?? null));
  }
  // From here on the receiver matters only for what it carries.
  if (receiver.taints.length === 0 || hasOwnMethods(frame, receiver)) return null;
  const tests = testsOfText.get(name);
  if (tests !== undefined && args.positional.length === 0) {
    return { value: unknown, guards: { whenTrue: [{ taints: receiver.taints, kinds: tests }], whenFalse: [] } };
  }
  if (name === 'startswith') return { value: unknown, guards: beginsWith(receiver, args) };
  if (measures.has(name)) return plain(unknown);
  if (sameText.has(name)) return plain({ ...receiver, api: null, objects: [], constants: null });
  const site = nodeSite(frame, node);
  switch (name) {
    case 'split':
    case 'rsplit':
    case 'splitlines':
    case 'partition':
    case 'rpartition': {
      const part: Value = { ...unknown, taints: deriveAll(receiver.taints, site, 'part') };
      return plain(allocate(frame, node, { ...addAnywhere(emptyObject('list'), part), length: null }));
    }
    case 'replace': {
      const whole = compose(frame, node, [receiver, ...args.positional.slice(1)], null);
      const kinds = removedKinds(onlyText(args.positional[0] ?? unknown));
      return plain({ ...whole, taints: whole.taints.map((taint) => withSafe(taint, kinds)) });
    }
    case 'format':
    case 'format_map':
    case 'ljust':
    case 'rjust':
    case 'center':
    case 'zfill':
    case 'translate':
    case 'removeprefix':
    case 'removesuffix':
      return plain(compose(frame, node, [receiver, ...args.positional, ...args.keywords.values()], null));
    default:
      return null;
  }
}

function plain(value: Value): CallResult {
  return { value, guards: noGuards };
}

/** It is an instance of a class of the project, which may define the method itself. */
function hasOwnMethods(frame: Frame, receiver: Value): boolean {
  return objectsOf(frame, receiver).some(
    ([, { cls, kind, parameter }]) => cls !== null || (kind !== 'instance' && parameter === null),
  );
}

function foldText(frame: Frame, receiver: Value, name: string, args: Arguments): Value | null {
  if (receiver.constants === null || args.spread !== null) return null;
  const names = [...args.keywords.keys()];
  const operands = [receiver, ...args.positional, ...args.keywords.values()];
  if (name === 'join' && args.positional.length === 1) return joinedConstants(frame, receiver, args.positional[0]!);
  return mapConstants(operands, ([object, ...values]) => {
    if (object!.type !== 'string' && object!.type !== 'bytes') return undefined;
    const positional = values.slice(0, args.positional.length);
    const named = new Map(names.map((key, at) => [key, values[args.positional.length + at]!]));
    return foldMethod(object!, name, { positional, named }) ?? foldTest(object!, name, positional);
  });
}

function foldTest(object: ConstantValue, name: string, [first]: readonly ConstantValue[]): ConstantValue | undefined {
  if (object.type !== 'string' || first?.type !== 'string') return undefined;
  if (name === 'startswith') return { type: 'bool', value: object.value.startsWith(first.value) };
  if (name === 'endswith') return { type: 'bool', value: object.value.endsWith(first.value) };
  return undefined;
}

function joinedConstants(frame: Frame, separator: Value, items: Value): Value | null {
  const only = onlyConstant(separator);
  const object = items.objects.length === 1 ? objectsOf(frame, items)[0]?.[1] : undefined;
  if ((only?.type !== 'string' && only?.type !== 'bytes') || object === undefined || object.length === null)
    return null;
  if (object.parameter !== null) return null;
  const parts = itemsOf(object).map(onlyConstant);
  if (!parts.every((part) => part !== undefined)) return null;
  const joined = foldJoin(only, parts);
  return joined === undefined ? null : constant(joined);
}

/** What a text can no longer do when a character has been taken out or escaped. */
function removedKinds(removed: string | undefined): Kinds {
  switch (removed) {
    case "'":
    case '"':
      return kindBit('sql') | kindBit('xpath');
    case '<':
      return kindBit('html') | kindBit('xml');
    case '\n':
    case '\r\n':
    case '\r':
      return kindBit('log') | kindBit('header') | kindBit('email');
    default:
      return 0;
  }
}

/** `x.startswith(folder)` after x was normalised; `url.startswith('https://host/')`. */
function beginsWith({ taints }: Value, { positional }: Arguments): Guards {
  const [first] = positional;
  if (first === undefined) return noGuards;
  const checks = [];
  const normalised = taints.filter(({ relation, parent }) => relation === 'normal' || parent?.relation === 'normal');
  if (normalised.length > 0 && first.taints.every(({ origin }) => origin.type !== 'source')) {
    checks.push({ taints: normalised, kinds: kindBit('path') });
  }
  if (/^https?:\/\/[^/?#]+[/?#]/.test(prefixOf(first) ?? ''))
    checks.push({ taints, kinds: kindBit('redirect') | kindBit('url') });
  return { whenTrue: checks, whenFalse: [] };
}

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
  const [first = unknown, second = unknown] = args.positional;
  const site = nodeSite(frame, node);
  switch (name) {
    case 'get': {
      const found = readItem(frame, node, receiver, first);
      const fallback = args.positional.length > 1 ? second : (args.keywords.get('default') ?? unknown);
      const isThere = objects.every((object) => hasKey(object, first));
      return secretByName(frame, node, onlyText(first), isThere ? found : join(found, fallback), 'key');
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
        object.length === null ? object : withItems(object, itemsOf(object).toReversed()),
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
    case 'union':
    case 'intersection':
    case 'difference':
      return allocate(frame, node, addAnywhere(smash(objects[0]!), itemOf(frame, first, site)));
    case 'index':
    case 'count':
    case 'isdisjoint':
    case 'issubset':
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
