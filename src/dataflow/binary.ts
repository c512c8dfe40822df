// Binary operators: what they fold to, and what a text, a list, a set or a dict that they make holds of both sides.
import { compose, evaluate, mapConstants } from './evaluate.ts';
import { foldBinary } from '../python/fold.ts';
import { formatPercent } from '../python/fold-format.ts';
import type { BinOp, ConstantValue } from '../python/ir.ts';
import { nodeSite, type Frame } from './frame.ts';
import { anyItem, emptyObject, followedBy, itemsOf, mergeInto, withItems, type HeapObject } from './heap-object.ts';
import { callContainerMethod } from './methods.ts';
import { allocate, itemOf, objectsOf } from './objects.ts';
import { overloaded } from './operators.ts';
import { eitherType, ofSets } from './set-operators.ts';
import { withPositional } from './sinks.ts';
import { joinPieces, operandsOf } from './text-pieces.ts';
import { firstPlace, isAtHost } from './url-texts.ts';
import { constant, onlyConstant, onlyText, prefixOf, unknown, type Value } from './value.ts';

export function evaluateBinary(frame: Frame, expr: BinOp): Value {
  const operands = expr.op === '+' ? operandsOf(expr) : [];
  const [first] = operands;
  if (first?.kind === 'Constant' && first.value.type === 'string' && first.value.value.includes('//')) {
    const values = operands.map((operand) => evaluate(frame, operand));
    return joinPieces(
      frame,
      expr.node,
      values.map((value) => ({ value, written: onlyText(value) })),
    );
  }
  const left = evaluate(frame, expr.left);
  const right = evaluate(frame, expr.right);
  return binary(frame, expr.node, expr.op, left, right);
}

/** A place of a format: `%s`, `%(name)s`. */
const percentPlace = /%(?:\((\w+)\))?[-#0-9 +]*(?:\.\d+)?[a-z]/i;

export function binary(frame: Frame, node: number, op: string, left: Value, right: Value): Value {
  const own = overloaded(frame, node, op, left, right);
  if (own !== null) return own;
  const folded = mapConstants([left, right], ([a, b]) => foldOperator(op, a!, b!));
  if (folded !== null) return folded;
  if (op === '+') {
    const [a, b] = [objectsOf(frame, left)[0]?.[1], objectsOf(frame, right)[0]?.[1]];
    if (a !== undefined && b !== undefined && isSequence(a) && isSequence(b)) return concatenate(frame, node, a, b);
    if (a?.kind === 'list' && b === undefined && isSequence(a)) {
      return allocate(frame, node, followedBy(a, itemOf(frame, right, nodeSite(frame, node))));
    }
    return joinPieces(
      frame,
      node,
      [left, right].map((value) => ({ value, written: onlyText(value) })),
    );
  }
  if (op === '%') {
    const format = onlyText(left);
    const whole = format === undefined ? undefined : formattedWhole(frame, format, right);
    if (whole !== undefined) return whole;
    const place = format === undefined ? null : firstPlace(format, percentPlace);
    const tuple = objectsOf(frame, right)[0]?.[1];
    const items =
      tuple?.kind === 'tuple' && tuple.length !== null && tuple.parameter === null ? itemsOf(tuple) : [right];
    const atHost = place !== null && isAtHost(place.before, place.after) ? items[0] : null;
    return compose(frame, node, [left, ...items], place?.before ?? null, atHost);
  }
  if (op === '/') {
    const path = [left.api, right.api].find((api) => api?.startsWith('pathlib.'));
    return { ...compose(frame, node, [left, right], prefixOf(left)), api: path ?? null };
  }
  if (op === '*') return compose(frame, node, [left, right], null);
  const method = setMethods.get(op);
  const made =
    method === undefined || left.objects.length === 0
      ? null
      : callContainerMethod(frame, node, left, method, withPositional([right]));
  if (op === '|') {
    return (
      mergeDicts(frame, node, left, right) ??
      eitherType(frame, node, left, right) ??
      made ??
      compose(frame, node, [left, right], null)
    );
  }
  if (made !== null) return made;
  if (op === '-' || op === '&' || op === '^') return ofSets(frame, node, op, left, right);
  // The rest makes numbers or sets of numbers: nothing of a text is left in them.
  return unknown;
}

/** What gives the same as an operator between sets, or the keys of dicts. */
const setMethods: ReadonlyMap<string, string> = new Map([
  ['-', 'difference'],
  ['&', 'intersection'],
  ['|', 'union'],
  ['^', 'symmetric_difference'],
]);

function foldOperator(op: string, a: ConstantValue, b: ConstantValue): ConstantValue | undefined {
  if (op === '%' && a.type === 'string') return formatPercent(a.value, { positional: [b], named: new Map() });
  return foldBinary(op, a, b);
}

/** `'…' % (a, b)` with nothing but constants. */
function formattedWhole(frame: Frame, format: string, right: Value): Value | undefined {
  const object = right.objects.length === 1 ? objectsOf(frame, right)[0]?.[1] : undefined;
  if (object?.kind !== 'tuple' || object.length === null) return undefined;
  const values = itemsOf(object).map(onlyConstant);
  if (!values.every((value) => value !== undefined)) return undefined;
  const text = formatPercent(format, { positional: values, named: new Map() });
  return text && constant(text);
}

export function isSequence({ kind, parameter }: HeapObject): boolean {
  return (kind === 'list' || kind === 'tuple') && parameter === null;
}

export function concatenate(frame: Frame, node: number, a: HeapObject, b: HeapObject): Value {
  if (a.length !== null && b.length !== null) {
    return allocate(frame, node, withItems(emptyObject(a.kind), [...itemsOf(a), ...itemsOf(b)]));
  }
  return allocate(frame, node, followedBy(a, anyItem(b)));
}

function mergeDicts(frame: Frame, node: number, left: Value, right: Value): Value | null {
  const [a, b] = [objectsOf(frame, left)[0]?.[1], objectsOf(frame, right)[0]?.[1]];
  if (a?.kind !== 'dict' || b?.kind !== 'dict') return null;
  return allocate(frame, node, mergeInto(a, b));
}
