// Patterns of `match` statements.
import type { Expr, Pattern } from './ir.ts';
import type { Lowering, PatternLowerer } from './lower.ts';
import { parseNumber } from './numbers.ts';
import { fieldName, typeName, type SyntaxIndex } from './parse.ts';
import { childrenOf, hasToken } from './syntax.ts';

/** By the type of the syntax node. */
export const patternTable: ReadonlyMap<string, PatternLowerer> = new Map(
  Object.entries<PatternLowerer>({
    case_pattern: lowerCasePattern,
    as_pattern: lowerAs,
    union_pattern: lowerUnion,
    list_pattern: lowerSequence,
    tuple_pattern: lowerSequence,
    dict_pattern: lowerMapping,
    class_pattern: lowerClass,
    splat_pattern: lowerSplat,
    dotted_name: lowerDottedName,
    complex_pattern: lowerComplex,
    ...Object.fromEntries(
      ['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none'].map((type) => [type, lowerValue]),
    ),
  }),
);

/** The patterns of a `case`: more than one make a sequence without brackets. */
export function lowerCasePatterns(lower: Lowering, clause: SyntaxIndex): Pattern {
  const { tree } = lower;
  const patterns = childrenOf(tree, clause).filter((child) => typeName(tree, child) === 'case_pattern');
  const [first, ...others] = patterns;
  if (first === undefined) {
    return { kind: 'MatchAs', node: lower.node(clause), pattern: null, name: null, nameNode: null };
  }
  if (others.length === 0 && !hasToken(tree, clause, ',') && !isStar(lower, first)) return lower.pattern(first);
  const node = lower.nodeAt(tree.start[first]!, tree.end[patterns.at(-1)!]!);
  return { kind: 'MatchSequence', node, patterns: patterns.map((pattern) => lower.pattern(pattern)) };
}

function isStar(lower: Lowering, pattern: SyntaxIndex): boolean {
  return lower.text(pattern).startsWith('*');
}

function lowerCasePattern(lower: Lowering, index: SyntaxIndex): Pattern {
  const { tree } = lower;
  const child = childrenOf(tree, index)[0];
  if (child === undefined) return capture(lower, index, lower.text(index).trim());
  const type = typeName(tree, child);
  if ((type === 'integer' || type === 'float') && hasToken(tree, index, '-')) return negative(lower, index, child);
  return lower.pattern(child);
}

function negative(lower: Lowering, index: SyntaxIndex, number: SyntaxIndex): Pattern {
  const node = lower.node(index);
  const value: Expr = { kind: 'UnaryOp', node: lower.node(index), op: '-', operand: lower.expression(number) };
  return { kind: 'MatchValue', node, value };
}

function lowerValue(lower: Lowering, index: SyntaxIndex): Pattern {
  return { kind: 'MatchValue', node: lower.node(index), value: lower.expression(index) };
}

/** `name` captures, `_` matches anything, `a.b` is compared with. */
function lowerDottedName(lower: Lowering, index: SyntaxIndex): Pattern {
  const names = childrenOf(lower.tree, index);
  if (names.length < 2) return capture(lower, index, lower.identifier(names[0] ?? index));
  return { kind: 'MatchValue', node: lower.node(index), value: dottedExpression(lower, index) };
}

function capture(lower: Lowering, index: SyntaxIndex, name: string): Pattern {
  const node = lower.node(index);
  if (name === '_' || name === '') return { kind: 'MatchAs', node, pattern: null, name: null, nameNode: null };
  return { kind: 'MatchAs', node, pattern: null, name, nameNode: lower.node(index) };
}

function dottedExpression(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const names = childrenOf(tree, index);
  const start = tree.start[index]!;
  const limit = Math.min(names.length, lower.room);
  const nodes = names.slice(1, limit).map((name) => lower.nodeAt(start, tree.end[name]!));
  let value: Expr = { kind: 'Name', node: lower.node(names[0] ?? index), name: lower.identifier(names[0] ?? index) };
  for (let at = 1; at < limit; at++) {
    value = { kind: 'Attribute', node: nodes[at - 1]!, value, attr: lower.identifier(names[at]!) };
  }
  return value;
}

function lowerAs(lower: Lowering, index: SyntaxIndex): Pattern {
  const node = lower.node(index);
  const children = childrenOf(lower.tree, index);
  const pattern = children[0] === undefined ? null : lower.pattern(children[0]);
  const name = children[1];
  if (name === undefined) return { kind: 'MatchAs', node, pattern, name: null, nameNode: null };
  return { kind: 'MatchAs', node, pattern, name: lower.identifier(name), nameNode: lower.node(name) };
}

/** Members may be wrapped or be bare: `-1` and `_` come as tokens without a node that covers them. */
function lowerUnion(lower: Lowering, index: SyntaxIndex): Pattern {
  const node = lower.node(index);
  return { kind: 'MatchOr', node, patterns: simplePatterns(lower, index) };
}

/** Children of a node that holds patterns without their `case_pattern` around them: `-` before a number, `_` alone. */
function simplePatterns(lower: Lowering, parent: SyntaxIndex): Pattern[] {
  const { tree } = lower;
  const patterns: Pattern[] = [];
  let minus = -1;
  for (let child = parent + 1; child < tree.after[parent]!; child = tree.after[child]!) {
    const type = typeName(tree, child);
    if (type === '-') minus = child;
    else if (type === '_') patterns.push(capture(lower, child, '_'));
    else if (patternTable.has(type)) {
      patterns.push(minus < 0 ? lower.pattern(child) : negative(lower, child, child));
      minus = -1;
    }
  }
  return patterns;
}

function lowerSequence(lower: Lowering, index: SyntaxIndex): Pattern {
  const { tree } = lower;
  const children = childrenOf(tree, index);
  const isGroup =
    typeName(tree, index) === 'tuple_pattern' &&
    children.length === 1 &&
    !hasToken(tree, index, ',') &&
    !isStar(lower, children[0]!);
  if (isGroup) return lower.pattern(children[0]!);
  const node = lower.node(index);
  return { kind: 'MatchSequence', node, patterns: children.map((child) => lower.pattern(child)) };
}

function lowerMapping(lower: Lowering, index: SyntaxIndex): Pattern {
  const { tree } = lower;
  const node = lower.node(index);
  const entries: { key: Expr; pattern: Pattern }[] = [];
  let rest: string | null = null;
  let restNode: number | null = null;
  let key: Expr | null = null;
  let minus = false;
  for (let child = index + 1; child < tree.after[index]!; child = tree.after[child]!) {
    const type = typeName(tree, child);
    const field = fieldName(tree, child);
    if (type === '-') minus = true;
    else if (type === 'splat_pattern') {
      const name = childrenOf(tree, child)[0];
      rest = name === undefined ? null : lower.identifier(name);
      restNode = name === undefined ? null : lower.node(name);
    } else if (field === 'key') {
      key = lowerKey(lower, child, minus);
      minus = false;
    } else if (field === 'value' && key !== null) {
      entries.push({ key, pattern: lower.pattern(child) });
      key = null;
    }
  }
  return { kind: 'MatchMapping', node, entries, rest, restNode };
}

function lowerKey(lower: Lowering, index: SyntaxIndex, minus: boolean): Expr {
  const type = typeName(lower.tree, index);
  if (type === 'dotted_name') return dottedExpression(lower, index);
  if (type === 'complex_pattern') return complexExpression(lower, index);
  if (!minus) return lower.expression(index);
  return { kind: 'UnaryOp', node: lower.node(index), op: '-', operand: lower.expression(index) };
}

function lowerClass(lower: Lowering, index: SyntaxIndex): Pattern {
  const { tree } = lower;
  const node = lower.node(index);
  const [cls, ...members] = childrenOf(tree, index);
  const patterns: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  const classExpression = cls === undefined ? lower.unknown(index) : dottedExpression(lower, cls);
  for (const member of members) {
    const keyword = typeName(tree, member) === 'case_pattern' ? childrenOf(tree, member)[0] : member;
    if (keyword !== undefined && typeName(tree, keyword) === 'keyword_pattern') {
      const name = childrenOf(tree, keyword)[0];
      const [value, ...more] = simplePatterns(lower, keyword);
      const pattern = more.at(-1) ?? value;
      if (name !== undefined && pattern !== undefined) keywords.push({ name: lower.identifier(name), pattern });
    } else patterns.push(lower.pattern(member));
  }
  return { kind: 'MatchClass', node, cls: classExpression, patterns, keywords };
}

function lowerSplat(lower: Lowering, index: SyntaxIndex): Pattern {
  const name = childrenOf(lower.tree, index)[0];
  const text = name === undefined ? '_' : lower.identifier(name);
  return { kind: 'MatchStar', node: lower.node(index), name: text === '_' ? null : text };
}

function lowerComplex(lower: Lowering, index: SyntaxIndex): Pattern {
  return { kind: 'MatchValue', node: lower.node(index), value: complexExpression(lower, index) };
}

/** `-1 + 2j`, whose parts are tokens of one node. */
function complexExpression(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const [real, imaginary] = childrenOf(tree, index);
  if (real === undefined || imaginary === undefined) return { kind: 'UnknownExpr', node, children: [] };
  const isNegative = lower.text(index).startsWith('-');
  const op = tree.text.slice(tree.end[real], tree.start[imaginary]).includes('-') ? '-' : '+';
  const bare: Expr = { kind: 'Constant', node: lower.node(real), value: parseNumber(lower.text(real)) };
  const left: Expr = isNegative ? { kind: 'UnaryOp', node: lower.node(real), op: '-', operand: bare } : bare;
  return { kind: 'BinOp', node, op, left, right: lower.expression(imaginary) };
}
