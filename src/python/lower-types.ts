// Annotations as the grammar tells them apart (`X[int]`, `A | B`, `*Ts`), made ordinary expressions again, and the type
// parameters of PEP 695.
import type { Expr, TypeParameter } from './ir.ts';
import type { ExpressionLowerer, Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childOfType, childrenOf } from './syntax.ts';

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
  const items = list === undefined ? [] : childrenOf(tree, list);
  if (items.length < 2) return { kind: 'Subscript', node, value, index: lower.expressionOrNothing(items[0], index) };
  const tuple = lower.nodeAt(tree.start[items[0]!]!, tree.end[items.at(-1)!]!);
  return {
    kind: 'Subscript',
    node,
    value,
    index: { kind: 'Tuple', node: tuple, elements: lower.expressions(items) },
  };
}

function lowerUnion(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const [left, right] = childrenOf(lower.tree, index);
  return {
    kind: 'BinOp',
    node,
    op: '|',
    left: lower.expressionOrNothing(left, index),
    right: lower.expressionOrNothing(right, index),
  };
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
