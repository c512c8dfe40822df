// Expressions: the table from syntax nodes to their lowering, and those of them that are simple. Chains (operators,
// attributes and calls), strings, numbers, lambdas and comprehensions have files of their own.
import type { Comprehension, ConstantValue, Dict, Expr, Sequence } from './ir.ts';
import { lowerBinary, lowerBoolean, lowerChain } from './lower-chains.ts';
import { lowerLambda } from './lower-parameters.ts';
import { lowerString } from './lower-strings.ts';
import { typeTable } from './lower-types.ts';
import type { ExpressionLowerer, Lowering } from './lower.ts';
import { parseNumber } from './numbers.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childInField, childrenInField, childrenOf, hasToken } from './syntax.ts';

/** By the type of the syntax node. What is not in it is not an expression. */
export const expressionTable: ReadonlyMap<string, ExpressionLowerer> = new Map(
  Object.entries<ExpressionLowerer>({
    identifier: lowerName,
    integer: (lower, index) => constant(lower, index, parseNumber(lower.text(index))),
    float: (lower, index) => constant(lower, index, parseNumber(lower.text(index))),
    true: (lower, index) => constant(lower, index, { type: 'bool', value: true }),
    false: (lower, index) => constant(lower, index, { type: 'bool', value: false }),
    none: (lower, index) => constant(lower, index, { type: 'none' }),
    ellipsis: (lower, index) => constant(lower, index, { type: 'ellipsis' }),
    string: lowerString,
    concatenated_string: lowerString,
    attribute: lowerChain,
    subscript: lowerChain,
    call: lowerChain,
    binary_operator: lowerBinary,
    boolean_operator: lowerBoolean,
    comparison_operator: lowerComparison,
    not_operator: (lower, index) => unary(lower, index, 'not'),
    unary_operator: (lower, index) => unary(lower, index, lower.text(childInToken(lower, index))),
    conditional_expression: lowerConditional,
    named_expression: lowerNamed,
    lambda: lowerLambda,
    await: (lower, index) => ({
      kind: 'Await',
      node: lower.node(index),
      value: lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index),
    }),
    yield: lowerYield,
    list: (lower, index) => sequence(lower, index, 'List'),
    set: (lower, index) => sequence(lower, index, 'Set'),
    tuple: (lower, index) => sequence(lower, index, 'Tuple'),
    expression_list: (lower, index) => sequence(lower, index, 'Tuple'),
    pattern_list: (lower, index) => sequence(lower, index, 'Tuple'),
    list_pattern: (lower, index) => sequence(lower, index, 'List'),
    tuple_pattern: lowerTuplePattern,
    list_splat: lowerStarred,
    list_splat_pattern: lowerStarred,
    dictionary: lowerDictionary,
    list_comprehension: (lower, index) => comprehension(lower, index, 'ListComp'),
    set_comprehension: (lower, index) => comprehension(lower, index, 'SetComp'),
    generator_expression: (lower, index) => comprehension(lower, index, 'GeneratorExp'),
    dictionary_comprehension: (lower, index) => comprehension(lower, index, 'DictComp'),
    slice: lowerSlice,
    as_pattern_target: (lower, index) => lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index),
    // A parenthesis that does not hold exactly one expression, an `as` outside `with` and `except`: faulty code.
    parenthesized_expression: (lower, index) => lower.unknown(index),
    as_pattern: (lower, index) => lower.unknown(index),
    ...typeTable,
  }),
);

function lowerName(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const name = lower.identifier(index);
  return name === '' ? { kind: 'UnknownExpr', node, children: [] } : { kind: 'Name', node, name };
}

function constant(lower: Lowering, index: SyntaxIndex, value: ConstantValue): Expr {
  return { kind: 'Constant', node: lower.node(index), value };
}

/** The first child, which is the operator's token. */
function childInToken(lower: Lowering, index: SyntaxIndex): SyntaxIndex {
  return lower.tree.after[index]! > index + 1 ? index + 1 : index;
}

function unary(lower: Lowering, index: SyntaxIndex, op: string): Expr {
  return { kind: 'UnaryOp', node: lower.node(index), op, operand: lower.expressionIn(index, 'argument') };
}

function lowerComparison(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const ops: string[] = [];
  const operands: SyntaxIndex[] = [];
  for (let child = index + 1; child < tree.after[index]!; child = tree.after[child]!) {
    const type = typeName(tree, child);
    if (type in comparisons) ops.push(comparisons[type]!);
    else if (expressionTable.has(type)) operands.push(child);
  }
  const [left, ...comparators] = operands;
  return {
    kind: 'Compare',
    node,
    left: lower.expressionOrNothing(left, index),
    ops: ops.slice(0, comparators.length),
    comparators: lower.expressions(comparators.slice(0, ops.length)),
  };
}

const comparisons: Readonly<Record<string, string>> = {
  '<': '<',
  '<=': '<=',
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  '>=': '>=',
  '>': '>',
  in: 'in',
  'not in': 'not in',
  is: 'is',
  'is not': 'is not',
};

function lowerConditional(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const [body, test, orelse] = childrenOf(lower.tree, index);
  return {
    kind: 'IfExp',
    node,
    body: lower.expressionOrNothing(body, index),
    test: lower.expressionOrNothing(test, index),
    orelse: lower.expressionOrNothing(orelse, index),
  };
}

function lowerNamed(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const target = lower.expressionIn(index, 'name');
  const value = lower.expressionIn(index, 'value');
  return target.kind === 'Name'
    ? { kind: 'NamedExpr', node, target, value }
    : { kind: 'UnknownExpr', node, children: [target, value] };
}

function lowerYield(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const operand = childrenOf(lower.tree, index)[0];
  if (hasToken(lower.tree, index, 'from')) {
    return { kind: 'YieldFrom', node, value: lower.expressionOrNothing(operand, index) };
  }
  return { kind: 'Yield', node, value: operand === undefined ? null : lower.expression(operand) };
}

function sequence(lower: Lowering, index: SyntaxIndex, kind: Sequence['kind']): Expr {
  return { kind, node: lower.node(index), elements: lower.expressions(childrenOf(lower.tree, index)) };
}

/** `(a) = 1` is no tuple; `(a,) = 1` and `() = x` are. */
function lowerTuplePattern(lower: Lowering, index: SyntaxIndex): Expr {
  const children = childrenOf(lower.tree, index);
  const isTuple = children.length !== 1 || hasToken(lower.tree, index, ',');
  return isTuple ? sequence(lower, index, 'Tuple') : lower.expression(children[0]!);
}

function lowerStarred(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  return { kind: 'Starred', node, value: lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index) };
}

function lowerDictionary(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const entries = childrenOf(tree, index).map((child): Dict['entries'][number] =>
    typeName(tree, child) === 'pair'
      ? { key: lower.expressionIn(child, 'key'), value: lower.expressionIn(child, 'value') }
      : { key: null, value: lower.expressionOrNothing(childrenOf(tree, child)[0], child) },
  );
  return { kind: 'Dict', node, entries };
}

function comprehension(lower: Lowering, index: SyntaxIndex, kind: Comprehension['kind']): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const body = childInField(tree, index, 'body');
  const isPair = body >= 0 && typeName(tree, body) === 'pair';
  const element = isPair ? lower.expressionIn(body, 'key') : lower.expressionOrNothing(body, index);
  const value = isPair ? lower.expressionIn(body, 'value') : null;
  const generators: { target: Expr; iter: Expr; conditions: Expr[]; isAsync: boolean }[] = [];
  for (const clause of childrenOf(tree, index)) {
    const type = typeName(tree, clause);
    if (type === 'for_in_clause') {
      generators.push({
        target: lower.expressionIn(clause, 'left'),
        iter: iterated(lower, clause),
        conditions: [],
        isAsync: hasToken(tree, clause, 'async'),
      });
    } else if (type === 'if_clause') {
      generators.at(-1)?.conditions.push(lower.expressionOrNothing(childrenOf(tree, clause)[0], clause));
    }
  }
  return { kind, node, element, value, generators };
}

/** Python 2 lets `for x in 1, 2, 3` stand in a comprehension without parentheses. */
function iterated(lower: Lowering, clause: SyntaxIndex): Expr {
  const { tree } = lower;
  const items = childrenInField(tree, clause, 'right');
  if (items.length < 2) return lower.expressionOrNothing(items[0], clause);
  const node = lower.nodeAt(tree.start[items[0]!]!, tree.end[items.at(-1)!]!);
  return { kind: 'Tuple', node, elements: lower.expressions(items) };
}

function lowerSlice(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const parts: (Expr | null)[] = [null, null, null];
  let colons = 0;
  for (let child = index + 1; child < tree.after[index]!; child = tree.after[child]!) {
    const type = typeName(tree, child);
    if (type === ':') colons++;
    else if (expressionTable.has(type) && colons < 3) parts[colons] = lower.expression(child);
  }
  return { kind: 'Slice', node, lower: parts[0]!, upper: parts[1]!, step: parts[2]! };
}
