// An object as far as its contents are told apart: dict items by constant key, list and tuple items by index, attributes by
// name; everything that can't be told apart is in `rest`. Immutable: operations give the new state.
import type { ConstantValue } from '../python/ir.ts';
import type { ClassInfo } from './linked-module.ts';
import type { ParameterPlace } from './taint.ts';
import { join, nothing, sameValue, type Value } from './value.ts';

/** `.name` for an attribute, `s:key`, `i:0`, … for an item. */
export type CellKey = string;

export interface HeapObject {
  readonly kind: 'dict' | 'list' | 'tuple' | 'set' | 'instance';
  /** Of an instance of the project's own class. */
  readonly cls: ClassInfo | null;
  readonly cells: ReadonlyMap<CellKey, Value>;
  /** What may be at any key besides; `nothing`: there are no others. */
  readonly rest: Value;
  /** The keys of a dict, joined, as far as they are not constants. */
  readonly keys: Value;
  /** Of a list or tuple whose length is known. */
  readonly length: number | null;
  /** It stands for what the caller gives: cells that are not here are the caller's. */
  readonly parameter: ParameterPlace | null;
  /** Of what the caller gives: cells that only some of the ways here have written, so that they may be the caller's still. */
  readonly uncertain: ReadonlySet<CellKey>;
}

const noCells: ReadonlySet<CellKey> = new Set();

/** More keys are no longer told apart. */
const mostCells = 32;

export function emptyObject(kind: HeapObject['kind'], cls: ClassInfo | null = null): HeapObject {
  const length = kind === 'list' || kind === 'tuple' ? 0 : null;
  return { kind, cls, cells: new Map(), rest: nothing, keys: nothing, length, parameter: null, uncertain: noCells };
}

/** The cell of a constant key; null where keys of this type are not told apart. */
export function itemKey(key: ConstantValue): CellKey | null {
  switch (key.type) {
    case 'string':
      return `s:${key.value}`;
    case 'int':
      return `i:${key.value}`;
    case 'bool':
      return `i:${Number(key.value)}`;
    case 'bytes':
      return `b:${key.value}`;
    case 'none':
      return 'none';
    default:
      return null;
  }
}

/** What a dict makes of a key that it does not have stands in this cell, which is none of an item. */
export const missingKey: CellKey = '.missing key';

/** In a list or set of the characters of a text: the text. */
export const madeOfText: CellKey = '.made of';

/** What a generator returns when it has ended stands in this cell of the list of what it yields. */
export const returnedCell: CellKey = '.returned';

export function attributeKey(name: string): CellKey {
  return `.${name}`;
}

/** A negative index counts from the end, where the length is known. */
export function listKey(object: HeapObject, index: number): CellKey | null {
  if (index >= 0) return `i:${index}`;
  return object.length === null ? null : `i:${object.length + index}`;
}

export function setCell(object: HeapObject, key: CellKey, value: Value): HeapObject {
  if (!object.cells.has(key) && object.cells.size >= mostCells && !key.startsWith('.')) {
    return addAnywhere(object, value);
  }
  const cells = new Map(object.cells);
  cells.set(key, value);
  return { ...object, cells, uncertain: without(object.uncertain, key) };
}

/** The cell becomes either what it was or this. */
export function addToCell(object: HeapObject, key: CellKey, value: Value): HeapObject {
  const known = object.cells.get(key);
  const before = known ?? (object.parameter === null ? object.rest : nothing);
  const isUncertain = object.parameter !== null && (known === undefined || object.uncertain.has(key));
  const added = setCell(object, key, join(before, value));
  return isUncertain ? { ...added, uncertain: new Set([...added.uncertain, key]) } : added;
}

function without(cells: ReadonlySet<CellKey>, key: CellKey): ReadonlySet<CellKey> {
  return cells.has(key) ? new Set([...cells].filter((one) => one !== key)) : cells;
}

/** Something goes in at a place that is not known: every cell may be it. */
export function addAnywhere(object: HeapObject, value: Value): HeapObject {
  const rest = join(object.rest, value);
  return sameValue(rest, object.rest) && object.length === null ? object : { ...object, rest, length: null };
}

/** Something is written at a place that is not known: each item may be that from now on. */
export function writeAnywhere(object: HeapObject, value: Value): HeapObject {
  const cells = new Map(object.cells);
  for (const [key, known] of cells) if (!key.startsWith('.')) cells.set(key, join(known, value));
  return addAnywhere({ ...object, cells }, value);
}

export function deleteCell(object: HeapObject, key: CellKey): HeapObject {
  if (!object.cells.has(key)) return object;
  const cells = new Map(object.cells);
  cells.delete(key);
  return { ...object, cells };
}

export function append(object: HeapObject, value: Value): HeapObject {
  if (object.length === null || object.length >= mostCells) return followedBy(object, value);
  return { ...setCell(object, `i:${object.length}`, value), length: object.length + 1 };
}

export function insert(object: HeapObject, index: number | null, value: Value): HeapObject {
  const { length } = object;
  if (length === null || index === null || length >= mostCells) return addAnywhere(smash(object), value);
  const at = Math.max(0, Math.min(index < 0 ? length + index : index, length));
  const items = itemsOf(object);
  items.splice(at, 0, value);
  return withItems(object, items);
}

/** Removes the item at an index; null: an unknown one. */
export function removeAt(object: HeapObject, index: number | null): HeapObject {
  const { length } = object;
  if (length === null || index === null) return smash(object);
  const items = itemsOf(object);
  items.splice(index < 0 ? length + index : index, 1);
  return withItems(object, items);
}

/** A list with more items behind its own, of which not all are known. */
export function followedBy(object: HeapObject, items: Value): HeapObject {
  return addAnywhere(smashBehindFirst(object), items);
}

/** The items of a list of known length, in order. */
export function itemsOf(object: HeapObject): Value[] {
  return Array.from({ length: object.length ?? 0 }, (_, at) => object.cells.get(`i:${at}`) ?? object.rest);
}

export function withItems(object: HeapObject, items: readonly Value[]): HeapObject {
  const cells = new Map([...object.cells].filter(([key]) => key.startsWith('.')));
  if (items.length > mostCells) {
    return { ...object, cells, rest: items.reduce(join, object.rest), length: null };
  }
  for (const [at, item] of items.entries()) cells.set(`i:${at}`, item);
  return { ...object, cells, length: items.length };
}

/** Forgets which item is where. */
export function smash(object: HeapObject): HeapObject {
  let { rest } = object;
  const cells = new Map<CellKey, Value>();
  for (const [key, value] of object.cells) {
    if (key.startsWith('.')) cells.set(key, value);
    else rest = join(rest, value);
  }
  return { ...object, cells, rest, length: null };
}

const firstItem: CellKey = 'i:0';

/** Forgets which item is where but for the first, which decides of a command what runs. */
function smashBehindFirst(object: HeapObject): HeapObject {
  const first = object.cells.get(firstItem);
  if (first === undefined || object.kind !== 'list' || object.parameter !== null) return smash(object);
  const cells = new Map(object.cells);
  cells.delete(firstItem);
  return setCell(smash({ ...object, cells }), firstItem, first);
}

/** All values that stand in it, attributes included. */
export function contentsOf(object: HeapObject): Value[] {
  const values = [...object.cells.values()];
  if (object.rest !== nothing) values.push(object.rest);
  return values;
}

/** Its items (of a dict: its values), joined. */
export function anyItem(object: HeapObject): Value {
  let result = object.rest;
  for (const [key, value] of object.cells) if (!key.startsWith('.')) result = join(result, value);
  return result;
}

export function joinObjects(a: HeapObject, b: HeapObject): HeapObject {
  if (a === b) return a;
  if (a.length !== b.length && (a.kind === 'list' || b.kind === 'list')) {
    const forget = a.cells.has(firstItem) && b.cells.has(firstItem) ? smashBehindFirst : smash;
    [a, b] = [forget(a), forget(b)];
  }
  const cells = new Map<CellKey, Value>();
  for (const key of new Set([...a.cells.keys(), ...b.cells.keys()])) {
    cells.set(key, join(cellOr(a, key), cellOr(b, key)));
  }
  const rest = join(a.rest, b.rest);
  const joined = { ...a, cells, rest, keys: join(a.keys, b.keys), length: a.length === b.length ? a.length : null };
  return a.parameter === null ? joined : { ...joined, uncertain: uncertainOf(a, b) };
}

/** A key that only one side has: on the other it is what else may be there. */
function cellOr(object: HeapObject, key: CellKey): Value {
  return object.cells.get(key) ?? (object.parameter === null ? object.rest : nothing);
}

/** Cells of a caller's object that one side has not written for certain. */
function uncertainOf(a: HeapObject, b: HeapObject): ReadonlySet<CellKey> {
  const keys = new Set([...a.uncertain, ...b.uncertain]);
  for (const key of a.cells.keys()) if (!b.cells.has(key)) keys.add(key);
  for (const key of b.cells.keys()) if (!a.cells.has(key)) keys.add(key);
  return keys.size === 0 ? noCells : keys;
}

export function sameObject(a: HeapObject, b: HeapObject): boolean {
  if (a === b) return true;
  if (
    a.length !== b.length ||
    a.cells.size !== b.cells.size ||
    a.uncertain.size !== b.uncertain.size ||
    !sameValue(a.rest, b.rest)
  )
    return false;
  for (const [key, value] of a.cells) {
    const other = b.cells.get(key);
    if (other === undefined || !sameValue(value, other)) return false;
  }
  return true;
}

/** A dict updated by another. */
export function mergeInto(target: HeapObject, source: HeapObject): HeapObject {
  let result = target;
  for (const [key, value] of source.cells) if (!key.startsWith('.')) result = setCell(result, key, value);
  if (source.rest !== nothing) result = addAnywhere(result, source.rest);
  return { ...result, keys: join(result.keys, source.keys) };
}
