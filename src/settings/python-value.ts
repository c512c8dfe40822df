// What of an expression's value can be told where settings are written: constants, lists, dicts, sums, timedeltas. Whatever
// comes from the environment, or from a call that is not known, is unknown.
import type { Call, ConstantValue, Expr } from '../python/ir.ts';
import type { FlowFacts } from '../python/module-facts.ts';
import { constantValue, type SettingValue, unknownValue } from './setting.ts';

export interface ValueScope {
  readonly facts: FlowFacts;
  /** What a name holds, as far as is known where the expression stands. */
  readonly lookUp: (name: string) => SettingValue;
}

/** Elements of a list, and letters of a text, that are kept: `A = A + A`, written thirty times, would fill the memory. */
const mostElements = 500;
const longestText = 20_000;

export function valueOf(expr: Expr, scope: ValueScope): SettingValue {
  switch (expr.kind) {
    case 'Constant':
      return ofConstant(expr.value);
    case 'Name':
      return scope.lookUp(expr.name);
    case 'List':
    case 'Tuple':
    case 'Set':
      return listOf(expr.elements, scope);
    case 'Dict':
      return mapOf(
        expr.entries.map(({ key, value }) => [key === null ? null : textOf(key, scope), value]),
        scope,
      );
    case 'BinOp':
      return combine(expr.op, valueOf(expr.left, scope), valueOf(expr.right, scope));
    case 'UnaryOp': {
      const operand = valueOf(expr.operand, scope);
      if (operand.kind !== 'constant') return unknownValue;
      if (expr.op === 'not') return constantValue(!operand.value);
      return expr.op === '-' && typeof operand.value === 'number' ? constantValue(-operand.value) : unknownValue;
    }
    case 'Call':
      return ofCall(expr, scope);
    default:
      return unknownValue;
  }
}

/** The text that an expression is; null: none, or unknown. */
export function textOf(expr: Expr, scope: ValueScope): string | null {
  const value = valueOf(expr, scope);
  return value.kind === 'constant' && typeof value.value === 'string' ? value.value : null;
}

function ofConstant(value: ConstantValue): SettingValue {
  switch (value.type) {
    case 'none':
      return constantValue(null);
    case 'string':
    case 'bytes':
    case 'int':
    case 'float':
    case 'bool':
      return constantValue(value.value);
    default:
      return unknownValue;
  }
}

function listOf(elements: readonly Expr[], scope: ValueScope): SettingValue {
  const items: SettingValue[] = [];
  let isOpen = false;
  for (const element of elements) {
    if (items.length > mostElements) break;
    if (element.kind !== 'Starred') items.push(valueOf(element, scope));
    else {
      const spread = valueOf(element.value, scope);
      if (spread.kind === 'list') items.push(...spread.items);
      isOpen ||= spread.kind !== 'list' || spread.isOpen;
    }
  }
  return boundedList(items, isOpen);
}

function boundedList(items: readonly SettingValue[], isOpen: boolean): SettingValue {
  const isCut = items.length > mostElements;
  return { kind: 'list', items: isCut ? items.slice(0, mostElements) : items, isOpen: isOpen || isCut };
}

function mapOf(pairs: readonly (readonly [string | null, Expr])[], scope: ValueScope): SettingValue {
  const known = pairs.flatMap(([key, value]) => (key === null ? [] : [[key, valueOf(value, scope)] as const]));
  return { kind: 'map', entries: new Map(known), isOpen: known.length < pairs.length };
}

/** What an operator makes of two values. */
export function combine(op: string, left: SettingValue, right: SettingValue): SettingValue {
  if (op === '+' && (left.kind === 'list' || right.kind === 'list')) return concatenate(left, right);
  if (left.kind !== 'constant' || right.kind !== 'constant') return unknownValue;
  const [a, b] = [left.value, right.value];
  if (typeof a === 'string' && typeof b === 'string' && op === '+') {
    return a.length + b.length > longestText ? unknownValue : constantValue(a + b);
  }
  if (typeof a !== 'number' || typeof b !== 'number') return unknownValue;
  const result = arithmetic(op, a, b);
  return result === null || !Number.isFinite(result) ? unknownValue : constantValue(result);
}

function arithmetic(op: string, a: number, b: number): number | null {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return a * b;
  if (op === '/') return a / b;
  if (op === '//') return Math.floor(a / b);
  return op === '**' ? a ** b : null;
}

/** Two lists after each other; of one that is not known there may be anything. */
function concatenate(left: SettingValue, right: SettingValue): SettingValue {
  const [first, second] = [left, right].map((one) => (one.kind === 'list' ? one : { items: [], isOpen: true }));
  return boundedList([...first!.items, ...second!.items], first!.isOpen || second!.isOpen);
}

/** Arguments of timedelta by position, in seconds. */
const spans: readonly (readonly [string, number])[] = [
  ['days', 86_400],
  ['seconds', 1],
  ['microseconds', 1e-6],
  ['milliseconds', 1e-3],
  ['minutes', 60],
  ['hours', 3600],
  ['weeks', 604_800],
];

function ofCall({ func, args, keywords }: Call, scope: ValueScope): SettingValue {
  const api = scope.facts.apiNames.get(func.node);
  if (api === 'datetime.timedelta') {
    const given = new Map<string | null, Expr>([
      ...args.map((arg, index): [string | null, Expr] => [spans[index]?.[0] ?? null, arg]),
      ...keywords.map(({ name, value }): [string | null, Expr] => [name, value]),
    ]);
    let seconds = 0;
    for (const [name, expr] of given) {
      const span = spans.find(([word]) => word === name);
      const value = valueOf(expr, scope);
      if (span === undefined || value.kind !== 'constant' || typeof value.value !== 'number') return unknownValue;
      seconds += span[1] * value.value;
    }
    return constantValue(seconds);
  }
  const [first = keywords.find(({ name }) => name === 'default')?.value] = args;
  // A default by which pydantic declares a field.
  if (api !== undefined && first !== undefined && /^pydantic\.(?:.*\.)?(?:Field|SecretStr)$/.test(api)) {
    return valueOf(first, scope);
  }
  if ((api === 'builtins.list' || api === 'builtins.tuple') && first !== undefined) return valueOf(first, scope);
  if (api !== 'builtins.dict' || args.length > 0) return unknownValue;
  return mapOf(
    keywords.map(({ name, value }) => [name, value]),
    scope,
  );
}
