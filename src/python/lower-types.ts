// Annotations as the grammar tells them apart (`X[int]`, `A | B`, `*Ts`), made ordinary expressions again, and the type
// parameters of PEP 695.
import type { Expr, TypeParameter } from './ir.ts';
import { lowerIndexItems } from './lower-chains.ts';
import type { ExpressionLowerer, Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childOfType, childrenOf, hasToken } from './syntax.ts';

const longestUnion = 64;

export const typeTable: Readonly<Record<string, ExpressionLowerer>> = {
  type: (lower, index) => lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index),
  generic_type: lowerGeneric,
  union_type: lowerUnion,
  member_type: lowerMember,
  splat_type: lowerSplat,
  constrained_type: (lower, index) => lower.unknown(index),
};

function lowerGeneric(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const [name, list] = childrenOf(tree, index);
  const value = lower.expressionOrNothing(name, index);
  if (list === undefined) return value;
  const indexItems = lowerIndexItems(lower, list, childrenOf(tree, list), hasToken(tree, list, ','));
  return { kind: 'Subscript', node, value, index: indexItems };
}

/** `A | B | C` to the left, as Python reads it; the grammar groups it by what its parts look like. */
function lowerUnion(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const operands = unionOperands(lower, index);
  if (operands.length > Math.min(longestUnion, lower.room)) return flatUnion(lower, index, operands);
  const start = tree.start[index]!;
  const nodes = operands.map((operand) => lower.nodeAt(start, tree.end[operand]!));
  lower.depth += operands.length;
  const [first, ...others] = lower.expressions(operands);
  lower.depth -= operands.length;
  let left = first ?? lower.expressionOrNothing(undefined, index);
  for (const [at, right] of others.entries()) left = { kind: 'BinOp', node: nodes[at + 1]!, op: '|', left, right };
  return left;
}

function unionOperands(lower: Lowering, index: SyntaxIndex): SyntaxIndex[] {
  const { tree } = lower;
  const operands: SyntaxIndex[] = [];
  const pending = [index];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const type = typeName(tree, next);
    const isUnion = type === 'union_type' || (type === 'binary_operator' && hasToken(tree, next, '|'));
    if (isUnion || type === 'type') pending.push(...childrenOf(tree, next).toReversed());
    else operands.push(next);
  }
  return operands;
}

function flatUnion(lower: Lowering, index: SyntaxIndex, operands: readonly SyntaxIndex[]): Expr {
  lower.noteDepth();
  return { kind: 'UnknownExpr', node: lower.node(index), children: lower.expressions(operands) };
}

function lowerMember(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const [object, attribute] = childrenOf(lower.tree, index);
  const value = lower.expressionOrNothing(object, index);
  return { kind: 'Attribute', node, value, attr: attribute === undefined ? '' : lower.identifier(attribute) };
}

function lowerSplat(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  return { kind: 'Starred', node, value: lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index) };
}

/** The `[T, *Ts, **P, N: int]` of a definition, whose syntax node this is. */
export function lowerTypeParameters(lower: Lowering, definition: SyntaxIndex): TypeParameter[] {
  const list = childOfType(lower.tree, definition, 'type_parameter');
  return list < 0 ? [] : typeParametersOf(lower, list);
}

/** The type parameters of a bracketed list. */
export function typeParametersOf(lower: Lowering, list: SyntaxIndex): TypeParameter[] {
  return childrenOf(lower.tree, list).flatMap((item) => lowerTypeParameter(lower, item));
}

function lowerTypeParameter(lower: Lowering, item: SyntaxIndex): TypeParameter[] {
  const { tree } = lower;
  const constrained = childOfType(tree, item, 'constrained_type');
  const [declared, bound] = constrained < 0 ? [item] : childrenOf(tree, constrained);
  const name = firstIdentifier(lower, declared!);
  if (name < 0) return [];
  const node = lower.node(name);
  return [{ node, name: lower.identifier(name), bound: bound === undefined ? null : lower.expression(bound) }];
}

function firstIdentifier(lower: Lowering, index: SyntaxIndex): SyntaxIndex {
  const { tree } = lower;
  for (let at = index; at < tree.after[index]!; at++) if (typeName(tree, at) === 'identifier') return at;
  return -1;
}
