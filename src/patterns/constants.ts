import type { ConstantValue, Expr } from '../python/ir.ts';
import type { Scalar } from '../rules/pattern.ts';
import { childExpressions } from '../python/walk.ts';
import type { ModuleTree } from './module-tree.ts';
import { singleAssignment } from './origins.ts';

// What patterns ask of a constant.

/** Whether it is the constant that YAML writes so. Text and bytes are compared alike; `True` is not 1. */
export function equalsScalar(value: ConstantValue, scalar: Scalar, ignoreCase: boolean): boolean {
  switch (value.type) {
    case 'string':
    case 'bytes':
      if (typeof scalar !== 'string') return false;
      return ignoreCase ? value.value.toLowerCase() === scalar.toLowerCase() : value.value === scalar;
    case 'int':
    case 'float':
      return value.value === scalar;
    case 'bool':
      return value.value === scalar;
    case 'none':
      return scalar === null;
    default:
      return false;
  }
}

/** A number's value. */
export function numberOf(value: ConstantValue | undefined): number | undefined {
  if (value?.type === 'int' || value?.type === 'float') return value.value;
  return value?.type === 'bigint' ? Number(value.value) : undefined;
}

/** What Python's `bool()` would say of it; undefined where that is not known. */
export function truthOf(expr: Expr, tree: ModuleTree): boolean | undefined {
  const value = tree.constant(expr);
  if (value === undefined) {
    const size = sizeOf(expr, tree);
    return size === undefined ? undefined : size > 0;
  }
  switch (value.type) {
    case 'string':
    case 'bytes':
      return value.value !== '';
    case 'none':
      return false;
    case 'ellipsis':
    case 'complex':
      return true;
    case 'bigint':
      return true;
    default:
      return Boolean(value.value);
  }
}

/** Whether it is an empty (or a filled) text or collection; undefined where that is not known. */
export function emptinessOf(expr: Expr, tree: ModuleTree): boolean | undefined {
  const value = tree.constant(expr);
  if (value === undefined) {
    const size = sizeOf(expr, tree);
    return size === undefined ? undefined : size === 0;
  }
  return (value.type === 'string' || value.type === 'bytes') && value.value === '';
}

const emptyMakers = new Set(
  ['str', 'bytes', 'bytearray', 'list', 'tuple', 'dict', 'set', 'frozenset'].map((name) => `builtins.${name}`),
);

/** At least how many elements a display has; undefined where that is not known. */
function sizeOf(expr: Expr, tree: ModuleTree): number | undefined {
  switch (expr.kind) {
    case 'List':
    case 'Tuple':
    case 'Set': {
      const sure = expr.elements.filter(({ kind }) => kind !== 'Starred').length;
      return sure === 0 && expr.elements.length > 0 ? undefined : sure;
    }
    case 'Dict': {
      const sure = expr.entries.filter(({ key }) => key !== null).length;
      return sure === 0 && expr.entries.length > 0 ? undefined : sure;
    }
    case 'JoinedStr':
      return expr.values.some(({ kind }) => kind === 'Constant') ? 1 : undefined;
    case 'Call':
      return expr.args.length + expr.keywords.length === 0 && emptyMakers.has(tree.apiName(expr.func) ?? '')
        ? 0
        : undefined;
    default:
      return undefined;
  }
}

/** Whether its value is known; of a collection or a choice between several values, whether every part is. */
export function isConstant(expr: Expr, tree: ModuleTree): boolean {
  const stack = [expr];
  for (let part = stack.pop(); part !== undefined; part = stack.pop()) {
    if (tree.constant(part) !== undefined) continue;
    const chosen = choices(part, tree);
    if (chosen !== null) {
      stack.push(...chosen);
      continue;
    }
    if (!['List', 'Tuple', 'Set', 'Dict'].includes(part.kind)) return false;
    if (part.kind === 'Dict' && part.entries.some(({ key }) => key === null)) return false;
    stack.push(...childExpressions(part));
  }
  return true;
}

/** The values of which it is one: `a if x else b` (also through a variable assigned once), `{1: a, 2: b}[x]`. */
function choices(expr: Expr, tree: ModuleTree): readonly Expr[] | null {
  const [value = expr] = singleAssignment(expr, tree);
  if (value.kind === 'IfExp') return [value.body, value.orelse];
  if (expr.kind !== 'Subscript') return null;
  return ['List', 'Tuple', 'Dict'].includes(expr.value.kind) ? [expr.value] : null;
}
