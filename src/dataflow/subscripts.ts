// Reading items and slices.
import { evaluate, mapConstants } from './evaluate.ts';
import { foldIndex, foldSlice } from '../python/fold-methods.ts';
import type { Subscript } from '../python/ir.ts';
import { annotated } from './annotations.ts';
import { callValue } from './calls.ts';
import { foundUnder } from './comparison-guards.ts';
import { apply } from './conditions.ts';
import { nodeSite, type Frame } from './frame.ts';
import {
  addAnywhere,
  anyItem,
  emptyObject,
  itemKey,
  itemsOf,
  listKey,
  setCell,
  missingKey,
  withItems,
  type CellKey,
  type HeapObject,
} from './heap-object.ts';
import { callOwn, itemOfLibrary } from './iteration.ts';
import { keyOf } from './keys.ts';
import {
  allocate,
  deriveAll,
  isGiven,
  objectsOf,
  ownTaints,
  readCell,
  taintsIn,
  updateObjects,
  anyValueOf,
} from './objects.ts';
import { fieldsAsItems, readField } from './record-calls.ts';
import { secretByName } from './secret-names.ts';
import { reportCall, withPositional } from './sinks.ts';
import { withoutSecrets } from './taint.ts';
import {
  join,
  nothing,
  onlyConstant,
  onlyText,
  replaceTaints,
  tainted,
  unknown,
  withTaints,
  type Value,
} from './value.ts';

export function evaluateSubscript(frame: Frame, expr: Subscript): Value {
  const value = evaluate(frame, expr.value);
  if (expr.index.kind === 'Slice') return evaluateSlice(frame, expr, value);
  const index = evaluate(frame, expr.index);
  // It raises where there is no such key.
  for (const check of foundUnder(frame, index, value)) apply(frame.env, check);
  if (value.api === 'typing.Annotated' || value.api === 'typing_extensions.Annotated')
    return { ...index, api: annotated };
  if (index.taints.length > 0) reportIndex(frame, expr.node, value, index);
  return secretByName(frame, expr.node, onlyText(index), readItem(frame, expr.node, value, index), 'key');
}

/** `globals()[name]` is as dangerous as a call. */
export function reportIndex(frame: Frame, node: number, { api, refs }: Value, index: Value): void {
  const name = api ?? (refs[0]?.kind === 'module' ? 'builtins.globals()' : null);
  if (name === null) return;
  const sinks = frame.program.models.sinks(`${name}[]`, []);
  if (sinks.length > 0) reportCall(frame, node, sinks, withPositional([index]), `${name}[]`);
}

/** `value[index]`. */
export function readItem(frame: Frame, node: number, value: Value, index: Value): Value {
  if (value.api === fieldsAsItems) return readField(frame, node, value, index);
  const given = ofNamespace(frame, value, index) ?? callOwn(frame, node, value, '__getitem__', [index]);
  if (given !== null) return given;
  const folded = mapConstants([value, index], ([text, at]) =>
    text!.type === 'string' || text!.type === 'bytes' ? foldIndex(text!, at!) : undefined,
  );
  if (folded !== null) return folded;
  const only = onlyConstant(index);
  const item = only === undefined ? null : itemKey(only);
  const site = item === null ? nodeSite(frame, node) : keyOf(item);
  let result: Value = nothing;
  for (const [id, object] of objectsOf(frame, value)) {
    const single = { ...value, objects: [id] };
    let cell = item;
    if (cell !== null && object.kind !== 'dict' && only?.type === 'int' && object.parameter === null) {
      cell = listKey(object, only.value);
    }
    const found = (cell === null ? null : readCell(frame, single, cell)) ?? missing(frame, node, single, object, cell);
    const isApart = cell !== null && (object.cells.has(cell) || object.parameter !== null);
    if (found !== null) {
      result = join(result, isApart ? found : replaceTaints(found, deriveAll(found.taints, site, 'part')));
    } else if (item === null || (object.length === null && object.kind !== 'dict')) {
      result = join(result, object.parameter === null ? anyItem(object) : anyValueOf(frame, single, site));
    }
  }
  const own = isOutsiders(frame, value, index) ? ownTaints(frame, value) : [];
  const taints = deriveAll(only?.type === 'string' ? withoutSecrets(own) : own, site, 'part');
  if (result === nothing) return value.api === null ? tainted(taints) : itemOfLibrary(frame, node, value.api, taints);
  const whole = withTaints(result, taints);
  const isNamed = value.api !== null && whole.api === null && isGiven(frame, value);
  return isNamed ? { ...itemOfLibrary(frame, node, value.api, whole.taints), objects: whole.objects } : whole;
}

/** `globals()[name]`: what modules have under a name. */
function ofNamespace(frame: Frame, { refs }: Value, index: Value): Value | null {
  const name = onlyText(index);
  const [ref] = refs;
  if (name === undefined || ref?.kind !== 'module') return null;
  return frame.program.memberOf(frame.program.currentModule(ref.module) ?? ref.module, name);
}

/** What a dict with a default makes of a key that it does not have, and has from then on; null: nothing. */
function missing(frame: Frame, node: number, dict: Value, object: HeapObject, cell: CellKey | null): Value | null {
  const factory = object.cells.get(missingKey);
  if (factory === undefined || (cell === null && object.rest !== nothing)) return null;
  const made = callValue(frame, node, factory, {
    receiver: null,
    positional: [],
    keywords: new Map(),
    spread: null,
  });
  updateObjects(frame, dict, (state) => (cell === null ? addAnywhere(state, made) : setCell(state, cell, made)));
  return cell === null ? join(anyItem(object), made) : made;
}

/** Of some mappings (a WSGI environ) outsiders fill only what has certain keys. */
export function isOutsiders(frame: Frame, { api }: Value, key: Value): boolean {
  const text = onlyText(key);
  return api === null || text === undefined || frame.program.models.isOutsidersKey(api, text);
}

function evaluateSlice(frame: Frame, expr: Subscript, value: Value): Value {
  if (expr.index.kind !== 'Slice') return unknown;
  const { lower, upper, step } = expr.index;
  const [from, to] = [lower, upper].map((bound) => (bound === null ? null : evaluate(frame, bound)));
  if (step !== null) evaluate(frame, step);
  const bounds = [from, to].map((bound) => (bound === null || bound === undefined ? null : onlyConstant(bound)));
  const isKnown = step === null && bounds.every((bound) => bound !== undefined);
  if (isKnown) {
    const folded = mapConstants([value], ([text]) =>
      text!.type === 'string' || text!.type === 'bytes'
        ? foldSlice(text!, bounds[0] ?? undefined, bounds[1] ?? undefined)
        : undefined,
    );
    if (folded !== null) return folded;
  }
  const site = nodeSite(frame, expr.node);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (object !== undefined && object.parameter === null && object.kind !== 'dict') {
    const [start, end] = bounds.map((bound) => (bound?.type === 'int' ? bound.value : undefined));
    if (isKnown && object.length !== null) {
      return allocate(frame, expr.node, withItems(emptyObject(object.kind), itemsOf(object).slice(start ?? 0, end)));
    }
    return allocate(frame, expr.node, { ...addAnywhere(emptyObject(object.kind), anyItem(object)), length: null });
  }
  const start = bounds[0];
  const keepsPrefix = start === null || (start?.type === 'int' && start.value === 0);
  const taints = deriveAll(taintsIn(frame, value), site, 'part');
  return taints.length === 0
    ? unknown
    : { ...tainted(taints), prefix: keepsPrefix && to === null ? value.prefix : null };
}
