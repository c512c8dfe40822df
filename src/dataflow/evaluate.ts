// What an expression's value is, as far as it can be known, in the frame's present environment, which it may change: by
// calls, by `:=`, and by what is learned from conditions inside it.
import { foldComparison, foldUnary, foldBinary, truthOf } from '../python/fold.ts';
import { formatPercent, formatValue } from '../python/fold-format.ts';
import { foldIndex, foldSlice } from '../python/fold-methods.ts';
import type { BinOp, Comprehension, ConstantValue, Dict, Expr, JoinedStr, Sequence, Subscript } from '../python/ir.ts';
import { annotated } from './annotations.ts';
import { assign } from './assign.ts';
import { evaluateAttribute } from './attributes.ts';
import { callValue, evaluateCall } from './calls.ts';
import { comparisonGuards, containment } from './comparison-guards.ts';
import { branch, denied } from './conditions.ts';
import { nodeSite, unitOf, type Frame } from './frame.ts';
import { allOf, anyOf, guardsOf, type Guards } from './guards.ts';
import {
  addAnywhere,
  anyItem,
  append,
  emptyObject,
  itemKey,
  itemsOf,
  listKey,
  mergeInto,
  setCell,
  missingKey,
  returnedCell,
  withItems,
  type CellKey,
  type HeapObject,
} from './heap-object.ts';
import { callOwn, iterable, nextOf } from './iteration.ts';
import { keyOf } from './keys.ts';
import { allKinds } from './kinds.ts';
import { lambdaInfo } from './linked-module.ts';
import { callContainerMethod } from './methods.ts';
import { lookUp } from './names.ts';
import { operators } from './operators.ts';
import {
  allocate,
  deriveAll,
  itemOf,
  objectsOf,
  ownTaints,
  readCell,
  taintsIn,
  updateObjects,
  anyValueOf,
} from './objects.ts';
import { taintsPrinted } from './printing.ts';
import { fieldsAsItems, readField } from './record-calls.ts';
import { secretByName } from './secret-names.ts';
import { withPositional } from './sinks.ts';
import { joinTaints, withoutSecrets, withSafe, type Taint } from './taint.ts';
import {
  constant,
  join,
  nothing,
  onlyConstant,
  onlyText,
  prefixOf,
  replaceTaints,
  tainted,
  truth,
  unknown,
  withTaints,
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
      return evaluateBool(frame, expr.op, expr.values);
    case 'Compare':
      return evaluateCompare(frame, expr.left, expr.ops, expr.comparators);
    case 'IfExp': {
      const { whenTrue, whenFalse } = branch(frame, expr.test);
      return either(frame, [
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
export function either(frame: Frame, ways: readonly (readonly [Frame['env'], () => Value])[]): Value {
  let result: Value = nothing;
  const live = ways.filter(([env]) => !env.isDead);
  let after: Frame['env'] | null = null;
  for (const [env, work] of live) {
    frame.env = env;
    result = join(result, checkedNow(frame, work()));
    if (after === null) after = frame.env;
    else after.join(frame.env);
  }
  if (after !== null) frame.env = after;
  return result === nothing ? unknown : result;
}

/** A value made of others, as by concatenation: it carries all that they carry. */
export function compose(frame: Frame, node: number, parts: readonly Value[], prefix: string | null): Value {
  const site = nodeSite(frame, node);
  let taints: readonly Taint[] = [];
  for (const part of parts) taints = joinTaints(taints, deriveAll(taintsPrinted(frame, node, part), site, 'whole'));
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
  const parts: Value[] = [];
  let prefix: string | null = '';
  let whole: string | null = expr.template ? null : '';
  for (const piece of expr.values) {
    const isField = piece.kind === 'FormattedValue';
    const value = evaluate(frame, isField ? piece.value : piece);
    parts.push(value);
    let written: string | undefined;
    if (isField) {
      const format = piece.format === null ? '' : onlyText(evaluate(frame, piece.format));
      const only = onlyConstant(value);
      if (only !== undefined && format !== undefined) written = formatValue(only, piece.conversion, format);
    } else written = onlyText(value);
    if (prefix !== null && whole !== null && written === undefined) prefix += prefixOf(value) ?? '';
    else if (whole !== null && written !== undefined) prefix = whole + written;
    whole = whole !== null && written !== undefined ? whole + written : null;
  }
  if (whole !== null) return constant({ type: 'string', value: whole });
  return compose(frame, expr.node, parts, prefix);
}

function evaluateBinary(frame: Frame, expr: BinOp): Value {
  const left = evaluate(frame, expr.left);
  const right = evaluate(frame, expr.right);
  return binary(frame, expr.node, expr.op, left, right);
}

export function binary(frame: Frame, node: number, op: string, left: Value, right: Value): Value {
  const own = ownOperator(frame, node, op, left, right);
  if (own !== null) return own;
  const folded = mapConstants([left, right], ([a, b]) => foldOperator(op, a!, b!));
  if (folded !== null) return folded;
  if (op === '+') {
    const [a, b] = [objectsOf(frame, left)[0]?.[1], objectsOf(frame, right)[0]?.[1]];
    if (a !== undefined && b !== undefined && isSequence(a) && isSequence(b)) return concatenate(frame, node, a, b);
    return compose(frame, node, [left, right], prefixOf(left));
  }
  if (op === '%') {
    const format = onlyText(left);
    const whole = format === undefined ? undefined : formattedWhole(frame, format, right);
    if (whole !== undefined) return whole;
    return compose(frame, node, [left, right], format?.split('%', 1)[0] ?? null);
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
  if (op === '|') return mergeDicts(frame, node, left, right) ?? made ?? compose(frame, node, [left, right], null);
  if (made !== null) return made;
  if (op === '-') return { ...unknown, guards: guardsOf([], containment(frame, left, right)) };
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

/** What a class of the project makes of an operator; null where none defines it. */
function ownOperator(frame: Frame, node: number, op: string, left: Value, right: Value): Value | null {
  const name = left.objects.length + right.objects.length === 0 ? undefined : operators.get(op);
  if (name === undefined) return null;
  return callOwn(frame, node, left, `__${name}__`, [right]) ?? callOwn(frame, node, right, `__r${name}__`, [left]);
}

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

function isSequence({ kind, parameter }: HeapObject): boolean {
  return (kind === 'list' || kind === 'tuple') && parameter === null;
}

function concatenate(frame: Frame, node: number, a: HeapObject, b: HeapObject): Value {
  if (a.length !== null && b.length !== null) {
    return allocate(frame, node, withItems(emptyObject(a.kind), [...itemsOf(a), ...itemsOf(b)]));
  }
  return allocate(frame, node, addAnywhere(emptyObject(a.kind), join(anyItem(a), anyItem(b))));
}

function mergeDicts(frame: Frame, node: number, left: Value, right: Value): Value | null {
  const [a, b] = [objectsOf(frame, left)[0]?.[1], objectsOf(frame, right)[0]?.[1]];
  if (a?.kind !== 'dict' || b?.kind !== 'dict') return null;
  return allocate(frame, node, mergeInto(a, b));
}

function evaluateBool(frame: Frame, op: 'and' | 'or', operands: readonly Expr[]): Value {
  let result: Value = nothing;
  const guards: (Guards | null)[] = [];
  let after: Frame['env'] | null = null;
  for (const [at, operand] of operands.entries()) {
    const isLast = at === operands.length - 1;
    const { whenTrue, whenFalse, value } = branch(frame, operand);
    guards.push(value.guards);
    const [stops, goesOn] = op === 'or' ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
    if (isLast) {
      result = join(result, value);
      whenTrue.join(whenFalse);
      if (after === null) after = whenTrue;
      else after.join(whenTrue);
    } else if (!stops.isDead) {
      result = join(result, stoppedValue(op, value));
      if (after === null) after = stops;
      else after.join(stops);
    }
    if (goesOn.isDead) break;
    frame.env = goesOn;
  }
  if (after !== null) frame.env = after;
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

function evaluateSubscript(frame: Frame, expr: Subscript): Value {
  const value = evaluate(frame, expr.value);
  if (expr.index.kind === 'Slice') return evaluateSlice(frame, expr, value);
  const index = evaluate(frame, expr.index);
  if (value.api === 'typing.Annotated' || value.api === 'typing_extensions.Annotated')
    return { ...index, api: annotated };
  return secretByName(frame, expr.node, onlyText(index), readItem(frame, expr.node, value, index), 'key');
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
  if (result === nothing) {
    const api = value.api === null ? null : `${value.api}[]`;
    return taints.length === 0 && api === null ? unknown : { ...unknown, taints, api };
  }
  return withTaints(result, taints);
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
