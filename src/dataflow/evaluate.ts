// What an expression's value is, as far as it can be known, in the frame's present environment, which it may change: by
// calls, by `:=`, and by what is learned from conditions inside it.
import { evaluateBinary } from './binary.ts';
import { evaluateSubscript } from './subscripts.ts';
import { foldComparison, foldUnary, truthOf } from '../python/fold.ts';
import { formatValue } from '../python/fold-format.ts';
import type { Comprehension, ConstantValue, Dict, Expr, JoinedStr, Sequence } from '../python/ir.ts';
import { assign } from './assign.ts';
import { evaluateAttribute } from './attributes.ts';
import { evaluateCall } from './calls.ts';
import { comparisonGuards } from './comparison-guards.ts';
import { branch, denied } from './conditions.ts';
import { nodeSite, unitOf, type Frame } from './frame.ts';
import { allOf, anyOf, guardsOf, type Guards } from './guards.ts';
import {
  addAnywhere,
  append,
  emptyObject,
  itemKey,
  itemsOf,
  mergeInto,
  setCell,
  returnedCell,
  withItems,
} from './heap-object.ts';
import { iterable, nextOf } from './iteration.ts';
import { allKinds } from './kinds.ts';
import { lambdaInfo } from './linked-module.ts';
import { lookUp } from './names.ts';
import { allocate, itemOf, objectsOf, readCell } from './objects.ts';
import { taintsPrinted } from './printing.ts';
import { derive, deriveAtHost, joinTaints, withSafe, type Taint } from './taint.ts';
import { joinPieces, type TextPiece } from './text-pieces.ts';
import {
  constant,
  join,
  joinArrivals,
  nothing,
  onlyConstant,
  onlyText,
  replaceTaints,
  truth,
  unknown,
  type Arrival,
  type Value,
} from './value.ts';

/** Pairs of constants that one operation tries. */
const mostPairs = 64;

export function evaluate(frame: Frame, expr: Expr): Value {
  const { outcome } = frame;
  if (outcome.budget <= 0) {
    outcome.wasCut = true;
    return unknown;
  }
  outcome.budget -= 1;
  switch (expr.kind) {
    case 'Constant':
      return constant(expr.value);
    case 'Name':
      return lookUp(frame, expr);
    case 'Attribute':
      return evaluateAttribute(frame, expr);
    case 'Call':
      return evaluateCall(frame, expr);
    case 'JoinedStr':
      return evaluateJoined(frame, expr);
    case 'FormattedValue':
      return compose(frame, expr.node, [evaluate(frame, expr.value)], null);
    case 'Subscript':
      return evaluateSubscript(frame, expr);
    case 'BinOp':
      return evaluateBinary(frame, expr);
    case 'UnaryOp': {
      const operand = evaluate(frame, expr.operand);
      if (expr.op === 'not') return denied(operand);
      return mapConstants([operand], ([value]) => foldUnary(expr.op, value!)) ?? unknown;
    }
    case 'BoolOp':
      return evaluateBool(frame, expr.node, expr.op, expr.values);
    case 'Compare':
      return evaluateCompare(frame, expr.left, expr.ops, expr.comparators);
    case 'IfExp': {
      const { whenTrue, whenFalse } = branch(frame, expr.test);
      return either(frame, expr.node, [
        [whenTrue, () => evaluate(frame, expr.body)],
        [whenFalse, () => evaluate(frame, expr.orelse)],
      ]);
    }
    case 'NamedExpr': {
      const value = evaluate(frame, expr.value);
      assign(frame, expr.target, value);
      return value;
    }
    case 'Lambda':
      return {
        ...unknown,
        refs: [{ kind: 'function', fn: lambdaInfo(frame.module, expr, unitOf(frame)), self: null, closure: frame }],
      };
    case 'Starred':
    case 'Await':
      return evaluate(frame, expr.value);
    case 'Yield': {
      const value = expr.value === null ? unknown : evaluate(frame, expr.value);
      frame.yielded = join(frame.yielded ?? nothing, value);
      return unknown;
    }
    case 'YieldFrom': {
      const generator = evaluate(frame, expr.value);
      const items = nextOf(frame, expr.node, generator);
      frame.yielded = join(frame.yielded ?? nothing, items);
      return readCell(frame, generator, returnedCell) ?? unknown;
    }
    case 'List':
    case 'Tuple':
    case 'Set':
      return evaluateSequence(frame, expr);
    case 'Dict':
      return evaluateDict(frame, expr);
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      return evaluateComprehension(frame, expr);
    case 'Slice':
      for (const bound of [expr.lower, expr.upper, expr.step]) if (bound !== null) evaluate(frame, bound);
      return unknown;
    case 'UnknownExpr':
      return compose(
        frame,
        expr.node,
        expr.children.map((child) => evaluate(frame, child)),
        null,
      );
  }
}

/** Evaluates each alternative in its own environment; goes on where they meet. */
export function either(frame: Frame, node: number, ways: readonly (readonly [Frame['env'], () => Value])[]): Value {
  const arrivals: Arrival[] = [];
  const live = ways.filter(([env]) => !env.isDead);
  let after: Frame['env'] | null = null;
  for (const [env, work] of live) {
    frame.env = env;
    arrivals.push({ value: checkedNow(frame, work()), env: frame.env.fork() });
    if (after === null) after = frame.env;
    else after.join(frame.env);
  }
  if (after !== null) frame.env = after;
  return arrivals.length === 0 ? unknown : joinArrivals(arrivals, nodeSite(frame, node));
}

/**
 * A value made of others, as by concatenation: it carries all that they carry.
 * @param atHost the part that stands where a URL's host is
 */
export function compose(
  frame: Frame,
  node: number,
  parts: readonly Value[],
  prefix: string | null,
  atHost: Value | null = null,
): Value {
  const site = nodeSite(frame, node);
  let taints: readonly Taint[] = [];
  for (const part of parts) {
    const printed = taintsPrinted(frame, node, part);
    const derived = printed.map((taint) =>
      part === atHost ? deriveAtHost(taint, site) : derive(taint, site, 'whole'),
    );
    taints = joinTaints(taints, derived);
  }
  if (taints.length === 0 && prefix === null) return unknown;
  return { ...unknown, taints, prefix: prefix === '' ? null : prefix };
}

/** Folds over all combinations of constants; null where one operand has none or a combination has no value. */
export function mapConstants(
  operands: readonly Value[],
  fold: (values: readonly ConstantValue[]) => ConstantValue | undefined,
): Value | null {
  let combinations: ConstantValue[][] = [[]];
  for (const { constants } of operands) {
    if (constants === null || constants.length === 0) return null;
    combinations = combinations.flatMap((one) => constants.map((value) => [...one, value]));
    if (combinations.length > mostPairs) return null;
  }
  let result: Value = nothing;
  for (const values of combinations) {
    const folded = fold(values);
    if (folded === undefined) return null;
    result = join(result, constant(folded));
    if (result.constants === null) return null;
  }
  return result;
}

function evaluateJoined(frame: Frame, expr: JoinedStr): Value {
  const pieces = expr.values.map((piece): TextPiece => {
    const isField = piece.kind === 'FormattedValue';
    const value = evaluate(frame, isField ? piece.value : piece);
    if (!isField) return { value, written: onlyText(value) };
    const format = piece.format === null ? '' : onlyText(evaluate(frame, piece.format));
    const only = onlyConstant(value);
    const isKnown = only !== undefined && format !== undefined;
    return { value, written: isKnown ? formatValue(only, piece.conversion, format) : undefined };
  });
  return joinPieces(frame, expr.node, pieces, expr.template);
}

function evaluateBool(frame: Frame, node: number, op: 'and' | 'or', operands: readonly Expr[]): Value {
  const arrivals: Arrival[] = [];
  const guards: (Guards | null)[] = [];
  let after: Frame['env'] | null = null;
  for (const [at, operand] of operands.entries()) {
    const isLast = at === operands.length - 1;
    const { whenTrue, whenFalse, value } = branch(frame, operand);
    guards.push(value.guards);
    const [stops, goesOn] = op === 'or' ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    if (isLast) {
      whenTrue.join(whenFalse);
      arrivals.push({ value, env: whenTrue.fork() });
      if (after === null) after = whenTrue;
      else after.join(whenTrue);
    } else if (!stops.isDead) {
      arrivals.push({ value: stoppedValue(op, value), env: stops.fork() });
      if (after === null) after = stops;
      else after.join(stops);
    }
    if (goesOn.isDead) break;
    frame.env = goesOn;
  }
  if (after !== null) frame.env = after;
  const result = joinArrivals(arrivals, nodeSite(frame, node));
  if (result === nothing) return unknown;
  return { ...result, guards: op === 'or' ? anyOf(guards) : allOf(guards) };
}

/** What `a or b` is where a decided it: of several constants only those with that truth. */
function stoppedValue(op: 'and' | 'or', value: Value): Value {
  if (value.constants === null) return value;
  const left = value.constants.filter((one) => truthOf(one) === (op === 'or'));
  return left.length === 0 ? nothing : { ...value, constants: left };
}

function evaluateCompare(frame: Frame, left: Expr, ops: readonly string[], comparators: readonly Expr[]): Value {
  const exprs = [left, ...comparators];
  const values = exprs.map((expr) => evaluate(frame, expr));
  let result: Value = constant({ type: 'bool', value: true });
  const guards: (Guards | null)[] = [];
  for (const [at, op] of ops.entries()) {
    guards.push(comparisonGuards(frame, op, exprs[at]!, values[at]!, values[at + 1]!));
    const step = comparison(frame, op, values[at]!, values[at + 1]!);
    if (step !== null && truth(step) === false) return step;
    if (step === null || truth(step) === undefined) result = trueOrFalse;
  }
  return { ...result, guards: allOf(guards) };
}

const trueOrFalse: Value = {
  ...unknown,
  constants: [
    { type: 'bool', value: true },
    { type: 'bool', value: false },
  ],
};

export function comparison(frame: Frame, op: string, left: Value, right: Value): Value | null {
  if (op === 'in' || op === 'not in') {
    const inside = membership(frame, left, right);
    if (inside !== undefined) return constant({ type: 'bool', value: inside === (op === 'in') });
  }
  return mapConstants([left, right], ([a, b]) => {
    const folded = foldComparison(op, a!, b!);
    return folded === undefined ? undefined : { type: 'bool', value: folded };
  });
}

/** Whether a constant is a key of a dict or an item of a sequence whose contents are all known. */
function membership(frame: Frame, left: Value, right: Value): boolean | undefined {
  const wanted = onlyConstant(left);
  const object = right.objects.length === 1 ? objectsOf(frame, right)[0]?.[1] : undefined;
  if (wanted === undefined || object === undefined || object.parameter !== null) return undefined;
  if (object.kind === 'dict') {
    const key = itemKey(wanted);
    if (key !== null && object.cells.has(key)) return true;
    return object.rest === nothing && object.keys === nothing ? false : undefined;
  }
  if (object.length === null) return undefined;
  const items = itemsOf(object).map(onlyConstant);
  if (items.some((item) => item !== undefined && foldComparison('==', item, wanted) === true)) return true;
  return items.every((item) => item !== undefined) ? false : undefined;
}

function evaluateSequence(frame: Frame, { kind, node, elements }: Sequence): Value {
  let object = emptyObject(kind === 'List' ? 'list' : kind === 'Tuple' ? 'tuple' : 'set');
  for (const element of elements) {
    const given = evaluate(frame, element);
    const value = element.kind === 'Starred' ? iterable(frame, element.node, given) : given;
    if (element.kind === 'Starred') {
      const inner = objectsOf(frame, value)[0]?.[1];
      if (inner !== undefined && inner.length !== null && object.length !== null && inner.parameter === null) {
        object = withItems(object, [...itemsOf(object), ...itemsOf(inner)]);
      } else object = addAnywhere({ ...object, length: null }, itemOf(frame, value, nodeSite(frame, element.node)));
    } else object = kind === 'Set' ? addAnywhere(object, value) : append(object, value);
  }
  return allocate(frame, node, object);
}

function evaluateDict(frame: Frame, { node, entries }: Dict): Value {
  let object = emptyObject('dict');
  for (const { key, value: valueExpr } of entries) {
    const keyValue = key === null ? null : evaluate(frame, key);
    const value = evaluate(frame, valueExpr);
    if (keyValue === null) {
      const inner = objectsOf(frame, value)[0]?.[1];
      if (inner !== undefined && inner.kind === 'dict') object = mergeInto(object, inner);
      else object = addAnywhere(object, itemOf(frame, value, nodeSite(frame, valueExpr.node)));
      continue;
    }
    const only = onlyConstant(keyValue);
    const cell = only === undefined ? null : itemKey(only);
    object =
      cell === null
        ? { ...addAnywhere(object, value), keys: join(object.keys, keyValue) }
        : setCell(object, cell, value);
  }
  return allocate(frame, node, object);
}

function evaluateComprehension(frame: Frame, expr: Comprehension): Value {
  const before = frame.env.fork();
  let guards: Guards | null = null;
  for (const { target, iter, conditions } of expr.generators) {
    const whole = evaluate(frame, iter);
    const items = nextOf(frame, iter.node, whole);
    assign(frame, target, items);
    for (const condition of conditions) {
      const { whenTrue, whenFalse } = branch(frame, condition);
      if (expr.generators.length === 1 && conditions.length === 1) guards = whereEmpty(whole, items, whenFalse);
      if (!whenTrue.isDead) frame.env = whenTrue;
    }
  }
  const element = frame.env.isDead ? unknown : checkedNow(frame, evaluate(frame, expr.element));
  const value = expr.value === null ? null : checkedNow(frame, evaluate(frame, expr.value));
  frame.env.join(before);
  if (value !== null) {
    return allocate(frame, expr.node, { ...addAnywhere(emptyObject('dict'), value), keys: element });
  }
  const made = allocate(frame, expr.node, {
    ...addAnywhere(emptyObject(expr.kind === 'SetComp' ? 'set' : 'list'), element),
    length: null,
  });
  return { ...made, guards };
}

/** `[one for one in names if one not in ALLOWED]` is empty: of each the condition was false. */
function whereEmpty(whole: Value, item: Value, otherwise: Frame['env']): Guards | null {
  if (item.taints.length === 0 || otherwise.isDead) return null;
  const kinds = item.taints.reduce((both, { key }) => both & otherwise.checkedKinds(key), allKinds);
  return guardsOf([], [{ taints: [...whole.taints, ...item.taints], kinds }]);
}

/** What has been checked here of a value stays true of it where the check no longer holds for the place that it came from. */
export function checkedNow(frame: Frame, value: Value): Value {
  if (value.taints.length === 0) return value;
  return replaceTaints(
    value,
    value.taints.map((taint) => withSafe(taint, frame.env.safetyOf(taint))),
  );
}
