// Statements with blocks: if, loops, with, try, match, functions and classes.
import type { ClassDef, ExceptHandler, Expr, FunctionDef, If, Match, NodeId, Stmt, With } from './ir.ts';
import { lowerArguments } from './lower-chains.ts';
import { lowerParameters } from './lower-parameters.ts';
import { lowerCasePatterns } from './lower-patterns.ts';
import { lowerTypeParameters } from './lower-types.ts';
import type { Lowering, StatementLowerer } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { salvage } from './salvage.ts';
import { childInField, childOfType, childrenInField, childrenOf, hasToken, withoutParentheses } from './syntax.ts';

/** By the type of the syntax node. */
export const compoundTable: Readonly<Record<string, StatementLowerer>> = {
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  with_statement: lowerWith,
  try_statement: lowerTry,
  match_statement: lowerMatch,
  function_definition: (lower, index) => lowerFunction(lower, index, []),
  class_definition: (lower, index) => lowerClass(lower, index, []),
  decorated_definition: lowerDecorated,
};

/** Of a chain of `elif` that is longer, the rest follows as statements side by side, each of which may happen or not. */
const longestElifChain = 100;

interface Branch {
  readonly node: NodeId;
  readonly test: Expr;
  readonly body: readonly Stmt[];
}

function lowerIf(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const clauses = childrenInField(tree, index, 'alternative');
  const elifs = clauses.filter((clause) => typeName(tree, clause) === 'elif_clause');
  const branches = [index, ...elifs].map((clause): Branch => ({
    // An elif's If reaches to the end of the whole statement.
    node: lower.nodeAt(tree.start[clause]!, tree.end[index]!),
    test: lower.expressionIn(clause, 'condition'),
    body: lower.block(childInField(tree, clause, 'consequence')),
  }));
  const orelse = elseBlock(lower, index);
  if (branches.length <= longestElifChain) return nested(branches, orelse);
  lower.noteDepth();
  const rest = branches.splice(longestElifChain - 1);
  const apart = rest.map(({ node, test, body }): If => ({ kind: 'If', node, test, body, orelse: [] }));
  const unknown: Stmt = { kind: 'UnknownStmt', node: rest[0]!.node, expressions: [], body: [...apart, ...orelse] };
  return nested(branches, [unknown]);
}

function nested(branches: readonly Branch[], orelse: readonly Stmt[]): Stmt {
  let otherwise = orelse;
  for (const { node, test, body } of branches.toReversed()) {
    otherwise = [{ kind: 'If', node, test, body, orelse: otherwise }];
  }
  return otherwise[0]!;
}

function elseBlock(lower: Lowering, index: SyntaxIndex): Stmt[] {
  const clause = childOfType(lower.tree, index, 'else_clause');
  return clause < 0 ? [] : lower.block(childInField(lower.tree, clause, 'body'));
}

function lowerFor(lower: Lowering, index: SyntaxIndex): Stmt {
  return {
    kind: 'For',
    node: lower.node(index),
    target: lower.expressionIn(index, 'left'),
    iter: lower.expressionIn(index, 'right'),
    body: lower.block(childInField(lower.tree, index, 'body')),
    orelse: elseBlock(lower, index),
    isAsync: hasToken(lower.tree, index, 'async'),
  };
}

function lowerWhile(lower: Lowering, index: SyntaxIndex): Stmt {
  return {
    kind: 'While',
    node: lower.node(index),
    test: lower.expressionIn(index, 'condition'),
    body: lower.block(childInField(lower.tree, index, 'body')),
    orelse: elseBlock(lower, index),
  };
}

function lowerWith(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const clause = childOfType(tree, index, 'with_clause');
  const items = clause < 0 ? [] : childrenOf(tree, clause).flatMap((item) => withItems(lower, item));
  return {
    kind: 'With',
    node,
    items,
    body: lower.block(childInField(tree, index, 'body')),
    isAsync: hasToken(tree, index, 'async'),
  };
}

/** A parenthesised list of items may come as one item that holds a tuple. */
function withItems(lower: Lowering, item: SyntaxIndex): With['items'] {
  const { tree } = lower;
  const value = childInField(tree, item, 'value');
  if (value < 0) return [];
  const inner = withoutParentheses(tree, value);
  const members = childrenOf(tree, inner);
  const isList = typeName(tree, inner) === 'tuple' && members.some((member) => typeName(tree, member) === 'as_pattern');
  return (isList ? members : [inner]).map((member) => asTarget(lower, member));
}

function asTarget(lower: Lowering, index: SyntaxIndex): With['items'][number] {
  if (typeName(lower.tree, index) !== 'as_pattern') return { context: lower.expression(index), target: null };
  const context = lower.expressionOrNothing(childrenOf(lower.tree, index)[0], index);
  return { context, target: lower.optionalIn(index, 'alias') };
}

function lowerTry(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const body = lower.block(childInField(tree, index, 'body'));
  const clauses = childrenOf(tree, index).filter((child) => typeName(tree, child) === 'except_clause');
  const handlers = clauses.map((clause) => lowerHandler(lower, clause));
  const orelse = elseBlock(lower, index);
  const finallyClause = childOfType(tree, index, 'finally_clause');
  const finalBody = finallyClause < 0 ? [] : lower.block(childOfType(tree, finallyClause, 'block'));
  const isStar = clauses.some((clause) => hasToken(tree, clause, '*'));
  return { kind: 'Try', node, body, handlers, orelse, finalBody, isStar };
}

function lowerHandler(lower: Lowering, clause: SyntaxIndex): ExceptHandler {
  const { tree } = lower;
  const node = lower.node(clause);
  const { type, name } = caught(lower, clause);
  const isName = name !== undefined && typeName(tree, name) === 'identifier';
  return {
    node,
    type,
    name: isName ? lower.identifier(name) : null,
    nameNode: isName ? lower.node(name) : null,
    body: lower.block(childOfType(tree, clause, 'block')),
  };
}

/**
 * What an `except` catches and the name that it binds. `except A, b` is Python 2's `as`; `except A, B` is Python 3.14's
 * tuple without parentheses: told apart by the second name's first letter, as exception classes begin with a capital.
 */
function caught(lower: Lowering, clause: SyntaxIndex): { type: Expr | null; name: SyntaxIndex | undefined } {
  const { tree } = lower;
  const values = childrenInField(tree, clause, 'value');
  const [first, second] = values;
  if (first === undefined) return { type: null, name: undefined };
  if (values.length > 1) {
    const isBinding =
      values.length === 2 && typeName(tree, second!) === 'identifier' && /^[a-z_]/.test(lower.text(second!));
    if (isBinding) {
      lower.log.python2 = true;
      return { type: lower.expression(first), name: second };
    }
    const node = lower.nodeAt(tree.start[first]!, tree.end[values.at(-1)!]!);
    return { type: { kind: 'Tuple', node, elements: lower.expressions(values) }, name: undefined };
  }
  if (typeName(tree, first) === 'as_pattern') {
    const target = childInField(tree, first, 'alias');
    const type = lower.expressionOrNothing(childrenOf(tree, first)[0], first);
    return { type, name: target < 0 ? undefined : childrenOf(tree, target)[0] };
  }
  const alias = childInField(tree, clause, 'alias');
  return { type: lower.expression(first), name: alias < 0 ? undefined : alias };
}

function lowerMatch(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const subjects = childrenInField(tree, index, 'subject');
  const isTuple = subjects.length > 1 || hasToken(tree, index, ',');
  const subject: Expr = isTuple
    ? {
        kind: 'Tuple',
        node: lower.nodeAt(tree.start[subjects[0]!]!, tree.end[subjects.at(-1)!]!),
        elements: lower.expressions(subjects),
      }
    : lower.expressionOrNothing(subjects[0], index);
  const body = childInField(tree, index, 'body');
  const clauses = body < 0 ? [] : childrenOf(tree, body).filter((child) => typeName(tree, child) === 'case_clause');
  const cases = clauses.map((clause): Match['cases'][number] => {
    const guard = childInField(tree, clause, 'guard');
    return {
      node: lower.node(clause),
      pattern: lowerCasePatterns(lower, clause),
      guard: guard < 0 ? null : lower.expressionOrNothing(childrenOf(tree, guard)[0], guard),
      body: lower.block(childInField(tree, clause, 'consequence')),
    };
  });
  return { kind: 'Match', node, subject, cases };
}

function lowerDecorated(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const definition = childInField(tree, index, 'definition');
  if (definition < 0) return salvage(lower, index);
  const decorators = childrenOf(tree, index).filter((child) => typeName(tree, child) === 'decorator');
  return typeName(tree, definition) === 'class_definition'
    ? lowerClass(lower, definition, decorators)
    : lowerFunction(lower, definition, decorators);
}

function lowerDecorators(lower: Lowering, decorators: readonly SyntaxIndex[]): Expr[] {
  return decorators.map((decorator) => lower.expressionOrNothing(childrenOf(lower.tree, decorator)[0], decorator));
}

function lowerFunction(lower: Lowering, index: SyntaxIndex, decoratorIndexes: readonly SyntaxIndex[]): FunctionDef {
  const { tree } = lower;
  const node = lower.node(index);
  const decorators = lowerDecorators(lower, decoratorIndexes);
  const { name, nameNode } = definedName(lower, index);
  const typeParams = lowerTypeParameters(lower, index);
  const { params, unpacking } = lowerParameters(lower, childInField(tree, index, 'parameters'));
  const returns = lower.optionalIn(index, 'return_type');
  const body = [...unpacking, ...lower.block(childInField(tree, index, 'body'))];
  if (unpacking.length > 0) lower.log.python2 = true;
  const isAsync = hasToken(tree, index, 'async');
  return { kind: 'FunctionDef', node, name, nameNode, typeParams, params, decorators, returns, body, isAsync };
}

function lowerClass(lower: Lowering, index: SyntaxIndex, decoratorIndexes: readonly SyntaxIndex[]): ClassDef {
  const { tree } = lower;
  const node = lower.node(index);
  const decorators = lowerDecorators(lower, decoratorIndexes);
  const { name, nameNode } = definedName(lower, index);
  const typeParams = lowerTypeParameters(lower, index);
  const { args: bases, keywords } = lowerArguments(lower, childInField(tree, index, 'superclasses'));
  const body = lower.block(childInField(tree, index, 'body'));
  return { kind: 'ClassDef', node, name, nameNode, typeParams, bases, keywords, decorators, body };
}

function definedName(lower: Lowering, index: SyntaxIndex): { name: string; nameNode: NodeId } {
  const found = childInField(lower.tree, index, 'name');
  return { name: found < 0 ? '' : lower.identifier(found), nameNode: lower.node(found < 0 ? index : found) };
}
