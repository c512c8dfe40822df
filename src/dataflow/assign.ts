// Assigning to names, attributes, items and patterns of them.
import type { Expr, Name, NodeId } from '../python/ir.ts';
import { libraryValue } from './attributes.ts';
import { callFunction } from './call-function.ts';
import { checkedNow, evaluate } from './evaluate.ts';
import { callOwn, iterable } from './iteration.ts';
import { mix } from './keys.ts';
import { nameOf } from './names.ts';
import { nodeSite, type Frame } from './frame.ts';
import {
  addToCell,
  attributeKey,
  deleteCell,
  emptyObject,
  itemKey,
  itemsOf,
  listKey,
  removeAt,
  setCell,
  withItems,
  writeAnywhere,
  type CellKey,
} from './heap-object.ts';
import { allocate, deriveAll, itemOf, objectsOf, taintsIn, writeCell } from './objects.ts';
import { fieldsAsItems, writeField } from './record-calls.ts';
import { secretByName } from './secret-names.ts';
import { classKey, globalKey, type SharedKey } from './shared-state.ts';
import { reportAssignment, withPositional } from './sinks.ts';
import { joinTaints } from './taint.ts';
import { join, joinAll, ofObject, onlyConstant, replaceTaints, unknown, withTaints, type Value } from './value.ts';

export function assign(frame: Frame, target: Expr, value: Value): void {
  switch (target.kind) {
    case 'Name':
      bind(frame, target.node, target.name, secretByName(frame, target.node, target.name, guess(frame, target, value)));
      return;
    case 'Attribute': {
      const base = evaluate(frame, target.value);
      reportAssignment(frame, target.node, base, nameOf(target.value), `.${target.attr}=`, value);
      writeAttribute(frame, target.node, base, target.attr, checkedNow(frame, value));
      return;
    }
    case 'Subscript': {
      const base = evaluate(frame, target.value);
      const index = target.index.kind === 'Slice' ? unknown : evaluate(frame, target.index);
      reportAssignment(frame, target.node, base, nameOf(target.value), '[]=', value, index);
      if (base.api === fieldsAsItems) writeField(frame, base, index, value);
      else if (callOwn(frame, target.node, base, '__setitem__', [index, value]) !== null) return;
      else if (base.objects.length > 0) writeItem(frame, base, index, value);
      else taintVariable(frame, target.value, value);
      return;
    }
    case 'Tuple':
    case 'List':
      unpack(frame, target.elements, target.node, value);
      return;
    case 'Starred':
      assign(frame, target.value, value);
      return;
    default:
      evaluate(frame, target);
  }
}

/** A value of which nothing is known may be told by the name of its variable: `cursor`. */
function guess(frame: Frame, { name, node }: Name, value: Value): Value {
  if (value.api !== null || value.constants !== null || value.refs.length > 0) return value;
  const api = frame.program.models.guess(name, frame.module.importedPackages);
  if (api === undefined || objectsOf(frame, value).some(([, { parameter }]) => parameter === null)) return value;
  const known = libraryValue(frame, node, api);
  return { ...value, api: known.api, taints: joinTaints(value.taints, known.taints) };
}

/** Gives a name of this frame, of one around it or of the module its value. */
export function bind(frame: Frame, node: NodeId, name: string, value: Value): void {
  const { facts } = frame.module;
  const binding = facts.nameBinding[node] ?? -1;
  if (binding < 0) return;
  const isGlobal = frame.fn !== null && facts.bindings[binding]!.scope === 0;
  if (isGlobal) {
    share(frame, globalKey(frame.module, name), value);
  } else if (frame.env.get(binding) === undefined) {
    for (let at = frame.closure; at !== null; at = at.closure) {
      const outer = at.env.get(binding);
      if (outer === undefined) continue;
      at.env.set(binding, join(outer, value));
      return;
    }
  }
  frame.env.set(binding, value);
}

/** `base.name = value`, of an object or a class. */
export function writeAttribute(frame: Frame, node: NodeId, base: Value, name: string, value: Value): void {
  const rest = callSetters(frame, node, base, name, value);
  writeCell(frame, rest, attributeKey(name), value);
  for (const ref of base.refs) if (ref.kind === 'class') share(frame, classKey(ref.cls, name), value);
}

/** Where a class has a setter of that name, it is called; gives the other objects. */
function callSetters(frame: Frame, node: NodeId, base: Value, name: string, value: Value): Value {
  const { program } = frame;
  let { objects } = base;
  for (const [id, { cls }] of objectsOf(frame, base)) {
    const setter = cls === null ? undefined : program.ancestorsOf(cls).find((one) => one.setters.has(name));
    if (setter === undefined) continue;
    callFunction(frame, node, setter.setters.get(name)!, null, withPositional([ofObject(id), value]));
    objects = objects.filter((one) => one !== id);
  }
  return { ...base, objects };
}

function share({ outcome: { globalWrites } }: Frame, key: SharedKey, value: Value): void {
  globalWrites.set(key, join(globalWrites.get(key) ?? value, value));
}

/** The cells of all keys that it can be; null where it can be something else. */
function keysOf({ constants }: Value): CellKey[] | null {
  if (constants === null || constants.length === 0) return null;
  const keys = constants.map(itemKey);
  return keys.every((key) => key !== null) ? keys : null;
}

export function writeItem(frame: Frame, base: Value, index: Value, written: Value): void {
  // What is checked here is not where it is read.
  const value = checkedNow(frame, written);
  const only = onlyConstant(index);
  const objects = objectsOf(frame, base);
  for (const [id, object] of objects) {
    let key = only === undefined ? null : itemKey(only);
    if (key !== null && only?.type === 'int' && object.kind !== 'dict') key = listKey(object, only.value);
    const others = only === undefined && object.kind === 'dict' ? keysOf(index) : null;
    if (others !== null) {
      frame.env.setObject(
        id,
        others.reduce((state, one) => addToCell(state, one, value), object),
      );
    } else if (key === null) {
      const length = index.constants === null ? null : object.length;
      frame.env.setObject(id, { ...writeAnywhere({ ...object, length }, value), keys: join(object.keys, index) });
    } else frame.env.setObject(id, objects.length === 1 ? setCell(object, key, value) : addToCell(object, key, value));
  }
}

/** An object of which nothing is known takes something in: from then on the variable that holds it carries it. */
export function taintVariable(frame: Frame, target: Expr, value: Value): void {
  const taints = taintsIn(frame, value);
  if (target.kind !== 'Name' || taints.length === 0) return;
  const binding = frame.module.facts.nameBinding[target.node] ?? -1;
  const before = binding < 0 ? undefined : frame.env.get(binding);
  if (before !== undefined) frame.env.set(binding, { ...withTaints(before, taints), api: before.api });
}

function unpack(frame: Frame, targets: readonly Expr[], node: NodeId, given: Value): void {
  const value = iterable(frame, node, given);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  const star = targets.findIndex(({ kind }) => kind === 'Starred');
  if (object !== undefined && object.length !== null && object.parameter === null) {
    const items = itemsOf(object);
    const after = star < 0 ? 0 : targets.length - star - 1;
    for (const [at, target] of targets.entries()) {
      if (at === star) {
        const middle = items.slice(star, Math.max(star, items.length - after));
        assign(frame, target, allocate(frame, target.node, withItems(emptyObject('list'), middle)));
      } else
        assign(frame, target, items[star >= 0 && at > star ? items.length - (targets.length - at) : at] ?? unknown);
    }
    return;
  }
  const lists = objectsOf(frame, value).map(([, one]) => one);
  const isKnown =
    lists.length > 0 && lists.every(({ length, parameter }) => length === targets.length && parameter === null);
  if (isKnown && star < 0 && value.taints.length === 0) {
    for (const [at, target] of targets.entries()) assign(frame, target, joinAll(lists.map((one) => itemsOf(one)[at]!)));
    return;
  }
  for (const [at, target] of targets.entries()) {
    const item = named(frame, value, partAt(frame, value, node, at));
    const own =
      object?.parameter !== null && object !== undefined && star < 0 ? object.cells.get(`i:${at}`) : undefined;
    assign(frame, target, own ?? item);
  }
}

/** What a library gives as one of several things goes by the name of any of them. */
function named(frame: Frame, { api, objects }: Value, item: Value): Value {
  if (api === null || objects.length > 0 || item.api !== null) return item;
  return { ...item, api: frame.program.models.alias(`${api}[]`) };
}

/** One of the items of what is unpacked; a check of one says nothing of the others. */
export function partAt(frame: Frame, value: Value, node: NodeId, at: number): Value {
  const site = mix(nodeSite(frame, node), at);
  const item = itemOf(frame, value, site);
  return replaceTaints(item, deriveAll(item.taints, site, 'part'));
}

/** `del name`, `del object[key]`, `del object.attr`. */
export function unassign(frame: Frame, target: Expr): void {
  if (target.kind === 'Name') {
    const binding = frame.module.facts.nameBinding[target.node] ?? -1;
    if (binding >= 0) frame.env.forget(binding);
  } else if (target.kind === 'Subscript' && target.index.kind !== 'Slice') {
    const base = evaluate(frame, target.value);
    const only = onlyConstant(evaluate(frame, target.index));
    for (const [id, object] of objectsOf(frame, base)) {
      if (object.kind === 'list') frame.env.setObject(id, removeAt(object, only?.type === 'int' ? only.value : null));
      else if (only !== undefined && itemKey(only) !== null)
        frame.env.setObject(id, deleteCell(object, itemKey(only)!));
    }
  } else if (target.kind === 'Tuple' || target.kind === 'List') {
    for (const element of target.elements) unassign(frame, element);
  }
}
