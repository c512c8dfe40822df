// Objects on the heap as a frame sees them: making them, reading and writing their cells, and what a whole value holds.
import type { NodeId } from '../python/ir.ts';
import { siteOf, type Frame } from './frame.ts';
import { anyItem, contentsOf, emptyObject, setCell, addToCell, type CellKey, type HeapObject } from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import {
  decoded,
  derive,
  doubtAll,
  joinTaints,
  parameterTaint,
  type ParameterPlace,
  type Relation,
  type Taint,
} from './taint.ts';
import { join, nothing, ofObject, unknown, withTaints, type ObjectId, type Value } from './value.ts';

const deepestPath = 3;
const deepestContents = 4;

/** Of what a caller gives: what going through it gives, and what any of its keys or indexes does. */
export const anyItemOfGiven: CellKey = '*';
export const anyValue: CellKey = '**';

/** Makes an object at a node: the same one when the node is met again. */
export function allocate(frame: Frame, node: NodeId, object: HeapObject, suffix = ''): Value {
  const id = mix(siteOf(frame, node), keyOf(suffix));
  frame.env.setObject(id, object);
  return ofObject(id);
}

export function objectOf(frame: Frame, id: ObjectId): HeapObject | undefined {
  for (let at: Frame | null = frame; at !== null; at = at.closure) {
    const found = at.env.object(id);
    if (found !== undefined) return found;
  }
  return frame.program.moduleObject(id);
}

/** The objects that a value may be, with their ids. */
export function objectsOf(frame: Frame, value: Value): [ObjectId, HeapObject][] {
  return value.objects.flatMap((id): [ObjectId, HeapObject][] => {
    const object = objectOf(frame, id);
    return object === undefined ? [] : [[id, object]];
  });
}

/** The value that stands for what a caller gives as a parameter. */
export function parameterValue(frame: Frame, index: number): Value {
  return givenValue(frame, mix(frame.owner, index), index, []);
}

/** The value of a cell of what a caller gives. */
export function cellOfGiven(frame: Frame, { index, path, key }: ParameterPlace, cell: CellKey): Value {
  return givenValue(frame, mix(key, keyOf(cell)), index, [...path, cell]);
}

function givenValue(frame: Frame, key: number, index: number, path: readonly CellKey[]): Value {
  const { parameters } = frame.outcome;
  let given = parameters.get(key);
  if (given === undefined) {
    const place = { index, path, key };
    const taints = [parameterTaint(place)];
    given = { place, value: { ...unknown, taints, objects: path.length >= deepestPath ? [] : [key] } };
    parameters.set(key, given);
  }
  if (given.value.objects.length > 0 && objectOf(frame, key) === undefined) {
    frame.env.setObject(key, { ...emptyObject('instance'), parameter: given.place });
  }
  return given.value;
}

/** Whether nobody but a caller may have put something in it. */
export function isGiven(frame: Frame, value: Value): boolean {
  return objectsOf(frame, value).every(([, { parameter }]) => parameter !== null);
}

/** Reads a cell of all objects that a value may be; null where none of them could have it. */
export function readCell(frame: Frame, value: Value, key: CellKey): Value | null {
  let result: Value = nothing;
  for (const [, object] of objectsOf(frame, value)) {
    const cell = object.cells.get(key);
    if (cell !== undefined) {
      result = join(result, cell);
      if (object.uncertain.has(key)) result = join(result, cellOfGiven(frame, object.parameter!, key));
    } else if (object.parameter !== null) {
      result = join(result, cellOfGiven(frame, object.parameter, key));
      if (object.rest !== nothing && !key.startsWith('.')) result = join(result, object.rest);
    } else if (!key.startsWith('.')) result = join(result, object.rest);
    else if (isNamedAnyhow(object, key)) result = join(result, perhaps(object.rest));
  }
  return result === nothing ? null : result;
}

/** What was set under some name is behind this one only perhaps. */
function perhaps(value: Value): Value {
  return value.taints.length === 0 ? value : { ...value, taints: doubtAll(value.taints) };
}

/** An attribute that may have been set under a name that is not known: `setattr(object, name, value)`. */
function isNamedAnyhow({ kind }: HeapObject, key: CellKey): boolean {
  return kind === 'instance' && !key.startsWith('.__');
}

/** Writes a cell: for certain where the value can be one object only. */
export function writeCell(frame: Frame, target: Value, key: CellKey, value: Value): void {
  const objects = objectsOf(frame, target);
  for (const [id, object] of objects) {
    const written = objects.length === 1 ? setCell(object, key, value) : addToCell(object, key, value);
    frame.env.setObject(id, written);
  }
}

export function updateObjects(frame: Frame, target: Value, change: (object: HeapObject) => HeapObject): void {
  for (const [id, object] of objectsOf(frame, target)) frame.env.setObject(id, change(object));
}

/** Any one item of a list, set, tuple, string or generator; of a dict, any key. */
export function itemOf(frame: Frame, value: Value, site: number): Value {
  let result: Value = nothing;
  for (const [, object] of objectsOf(frame, value)) {
    if (object.kind === 'dict') {
      result = join(result, object.keys);
      continue;
    }
    result = join(result, anyItem(object));
    if (object.parameter !== null) {
      result = join(result, cellOfGiven(frame, object.parameter, anyItemOfGiven));
    }
  }
  const taints = deriveAll(ownTaints(frame, value), site, 'part');
  if (result === nothing) return { ...unknown, taints };
  return taints.length === 0 ? result : { ...result, constants: null, taints: joinTaints(result.taints, taints) };
}

/** Any one item by an index or key that is not known; of a dict, any of its values. */
export function anyValueOf(frame: Frame, value: Value, site: number): Value {
  let result: Value = nothing;
  for (const [, object] of objectsOf(frame, value)) {
    result = join(result, anyItem(object));
    if (object.parameter !== null) result = join(result, cellOfGiven(frame, object.parameter, anyValue));
  }
  const own = deriveAll(ownTaints(frame, value), site, 'part');
  return withTaints(result === nothing ? unknown : result, own);
}

/** The taints of a value itself, without those that stand for cells of what a caller gives (its objects say these). */
export function ownTaints(frame: Frame, value: Value): readonly Taint[] {
  if (value.objects.length === 0) return value.taints;
  const isParameter = objectsOf(frame, value).some(([, { parameter }]) => parameter !== null);
  return isParameter ? value.taints.filter(({ origin }) => origin.type !== 'parameter') : value.taints;
}

/** All taints in a value: its own and those of everything that it contains. */
export function taintsIn(frame: Frame, value: Value): readonly Taint[] {
  if (value.objects.length === 0) return value.taints;
  return collect(frame, value, new Set(), 0);
}

function collect(frame: Frame, value: Value, seen: Set<ObjectId>, depth: number): readonly Taint[] {
  let result = value.taints;
  if (depth >= deepestContents) return result;
  for (const [id, object] of objectsOf(frame, value)) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const inner of contentsOf(object)) result = joinTaints(result, collect(frame, inner, seen, depth + 1));
    result = joinTaints(result, object.keys.taints);
  }
  return result;
}

export function deriveAll(taints: readonly Taint[], site: number, relation: Relation): readonly Taint[] {
  return taints.length === 0 ? taints : taints.map((taint) => derive(taint, site, relation));
}

/** The taints of what somebody encoded, as they were before. */
export function decodeAll(frame: Frame, taints: readonly Taint[], site: number): readonly Taint[] {
  return taints.map((taint) => decoded(taint, site, frame.env.safetyOf(taint)));
}
