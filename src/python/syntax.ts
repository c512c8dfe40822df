// Questions about a syntax tree's nodes: children, fields, tokens, text. Error nodes are among the
// children only where the name says so.
import type { SyntaxIndex, SyntaxTree } from './parse.ts';
import { fieldName, isNamed, typeName } from './parse.ts';

/** The named children: no punctuation, no keywords, no errors. */
export function childrenOf(tree: SyntaxTree, parent: SyntaxIndex): SyntaxIndex[] {
  const children: SyntaxIndex[] = [];
  const end = tree.after[parent]!;
  for (let child = parent + 1; child < end; child = tree.after[child]!) {
    if (tree.type[child] !== 0 && isNamed(tree, child)) children.push(child);
  }
  return children;
}

/** The named children and the error nodes among them. */
export function childrenAndErrorsOf(tree: SyntaxTree, parent: SyntaxIndex): SyntaxIndex[] {
  const children: SyntaxIndex[] = [];
  const end = tree.after[parent]!;
  for (let child = parent + 1; child < end; child = tree.after[child]!) if (isNamed(tree, child)) children.push(child);
  return children;
}

/** The first child in a role, or -1. */
export function childInField(tree: SyntaxTree, parent: SyntaxIndex, field: string): SyntaxIndex {
  const end = tree.after[parent]!;
  for (let child = parent + 1; child < end; child = tree.after[child]!) {
    if (tree.field[child] !== 0 && fieldName(tree, child) === field && tree.type[child] !== 0) return child;
  }
  return -1;
}

/** All named children in a role. */
export function childrenInField(tree: SyntaxTree, parent: SyntaxIndex, field: string): SyntaxIndex[] {
  return childrenOf(tree, parent).filter((child) => fieldName(tree, child) === field);
}

/** The first named child of a type, or -1. */
export function childOfType(tree: SyntaxTree, parent: SyntaxIndex, type: string): SyntaxIndex {
  const end = tree.after[parent]!;
  for (let child = parent + 1; child < end; child = tree.after[child]!) {
    if (isNamed(tree, child) && typeName(tree, child) === type) return child;
  }
  return -1;
}

/** True where a keyword or punctuation mark stands directly below the node. */
export function hasToken(tree: SyntaxTree, parent: SyntaxIndex, token: string): boolean {
  return tokenIn(tree, parent, token) >= 0;
}

/** The first such token directly below the node, or -1. */
export function tokenIn(tree: SyntaxTree, parent: SyntaxIndex, token: string): SyntaxIndex {
  const end = tree.after[parent]!;
  for (let child = parent + 1; child < end; child = tree.after[child]!) {
    if (!isNamed(tree, child) && typeName(tree, child) === token) return child;
  }
  return -1;
}

/** The source text of a node. */
export function textOf(tree: SyntaxTree, index: SyntaxIndex): string {
  return tree.text.slice(tree.start[index], tree.end[index]);
}

/** What stands within any number of parentheses. */
export function withoutParentheses(tree: SyntaxTree, index: SyntaxIndex): SyntaxIndex {
  let inner = index;
  while (typeName(tree, inner) === 'parenthesized_expression') {
    const children = childrenOf(tree, inner);
    if (children.length !== 1) break;
    inner = children[0]!;
  }
  return inner;
}
