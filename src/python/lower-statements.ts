// Statements: the table from syntax nodes to their lowering, and the simple ones. Those with a block are in
// lower-compound.
import type { Alias, Expr, NodeId, Stmt } from './ir.ts';
import { compoundTable } from './lower-compound.ts';
import { typeParametersOf } from './lower-types.ts';
import type { Lowering, StatementLowerer } from './lower.ts';
import { fieldName, typeName, type SyntaxIndex } from './parse.ts';
import { salvage } from './salvage.ts';
import { childInField, childOfType, childrenInField, childrenOf, hasToken, withoutParentheses } from './syntax.ts';

/** By the type of the syntax node. */
export const statementTable: ReadonlyMap<string, StatementLowerer> = new Map(
  Object.entries<StatementLowerer>({
    expression_statement: lowerExpressionStatement,
    return_statement: (lower, index) => ({
      kind: 'Return',
      node: lower.node(index),
      value: optionalChild(lower, index),
    }),
    delete_statement: lowerDelete,
    raise_statement: lowerRaise,
    assert_statement: lowerAssert,
    pass_statement: (lower, index) => ({ kind: 'Pass', node: lower.node(index) }),
    break_statement: (lower, index) => ({ kind: 'Break', node: lower.node(index) }),
    continue_statement: (lower, index) => ({ kind: 'Continue', node: lower.node(index) }),
    global_statement: (lower, index) => declaration(lower, index, 'Global'),
    nonlocal_statement: (lower, index) => declaration(lower, index, 'Nonlocal'),
    import_statement: (lower, index) => ({ kind: 'Import', node: lower.node(index), names: aliases(lower, index) }),
    import_from_statement: lowerImportFrom,
    future_import_statement: (lower, index) => ({
      kind: 'ImportFrom',
      node: lower.node(index),
      module: '__future__',
      level: 0,
      names: aliases(lower, index),
    }),
    print_statement: lowerPrint,
    exec_statement: lowerExec,
    type_alias_statement: lowerTypeAlias,
    ERROR: salvage,
    ...compoundTable,
  }),
);

function optionalChild(lower: Lowering, index: SyntaxIndex): Expr | null {
  const child = childrenOf(lower.tree, index)[0];
  return child === undefined ? null : lower.expression(child);
}

function lowerExpressionStatement(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const children = childrenOf(tree, index);
  const [first] = children;
  if (first === undefined) return salvage(lower, index);
  const type = typeName(tree, first);
  if (type === 'assignment') return lowerAssignment(lower, first);
  if (type === 'augmented_assignment') return lowerAugmented(lower, first);
  const node = lower.node(index);
  if (children.length === 1 && !hasToken(tree, index, ',')) {
    return { kind: 'ExprStmt', node, value: asPython2Print(lower, lower.expression(first), index) };
  }
  return {
    kind: 'ExprStmt',
    node,
    value: { kind: 'Tuple', node: lower.node(index), elements: lower.expressions(children) },
  };
}

/** A lone `print` prints an empty line in Python 2 and does nothing in Python 3. */
function asPython2Print(lower: Lowering, value: Expr, index: SyntaxIndex): Expr {
  if (value.kind !== 'Name' || value.name !== 'print') return value;
  return { kind: 'Call', node: lower.node(index), func: value, args: [], keywords: [] };
}

function lowerAssignment(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const annotation = childInField(tree, index, 'type');
  if (annotation >= 0) {
    return {
      kind: 'AnnAssign',
      node,
      target: lower.expressionIn(index, 'left'),
      annotation: lower.expression(annotation),
      value: lower.optionalIn(index, 'right'),
    };
  }
  const targets: Expr[] = [];
  let at = index;
  for (;;) {
    targets.push(lower.expressionIn(at, 'left'));
    const right = childInField(tree, at, 'right');
    if (right < 0 || typeName(tree, right) !== 'assignment') break;
    at = right;
  }
  return { kind: 'Assign', node, targets, value: lower.expressionIn(at, 'right') };
}

function lowerAugmented(lower: Lowering, index: SyntaxIndex): Stmt {
  const node = lower.node(index);
  const operator = childInField(lower.tree, index, 'operator');
  return {
    kind: 'AugAssign',
    node,
    target: lower.expressionIn(index, 'left'),
    op: operator < 0 ? '' : lower.text(operator).slice(0, -1),
    value: lower.expressionIn(index, 'right'),
  };
}

function lowerDelete(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const child = childrenOf(tree, index)[0];
  if (child === undefined) return { kind: 'Delete', node, targets: [] };
  const inner = withoutParentheses(tree, child);
  const isMany = ['expression_list', 'tuple', 'list'].includes(typeName(tree, inner));
  return { kind: 'Delete', node, targets: lower.expressions(isMany ? childrenOf(tree, inner) : [inner]) };
}

/** Python 2's `raise E, "text", traceback` means `raise E("text")`; the traceback is left out. */
function lowerRaise(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const raised = childrenOf(tree, index).find((child) => fieldName(tree, child) !== 'cause');
  const cause = lower.optionalIn(index, 'cause');
  if (raised === undefined) return { kind: 'Raise', node, exception: null, cause };
  if (typeName(tree, raised) !== 'expression_list') {
    return { kind: 'Raise', node, exception: lower.expression(raised), cause };
  }
  lower.log.python2 = true;
  const call = lower.node(raised);
  const [type, value] = childrenOf(tree, raised);
  const func = lower.expressionOrNothing(type, raised);
  const isBare = value === undefined || typeName(tree, value) === 'none';
  if (isBare) return { kind: 'Raise', node, exception: func, cause };
  const exception: Expr = { kind: 'Call', node: call, func, args: [lower.expression(value)], keywords: [] };
  return { kind: 'Raise', node, exception, cause };
}

function lowerAssert(lower: Lowering, index: SyntaxIndex): Stmt {
  const node = lower.node(index);
  const [test, message] = childrenOf(lower.tree, index);
  return {
    kind: 'Assert',
    node,
    test: lower.expressionOrNothing(test, index),
    message: message === undefined ? null : lower.expression(message),
  };
}

function declaration(lower: Lowering, index: SyntaxIndex, kind: 'Global' | 'Nonlocal'): Stmt {
  const names = childrenOf(lower.tree, index).map((child) => lower.identifier(child));
  return { kind, node: lower.node(index), names };
}

function aliases(lower: Lowering, index: SyntaxIndex): Alias[] {
  const { tree } = lower;
  return childrenInField(tree, index, 'name').map((child) => {
    const node = lower.node(child);
    if (typeName(tree, child) !== 'aliased_import') return { node, name: dottedName(lower, child), asName: null };
    const name = childInField(tree, child, 'name');
    const asName = childInField(tree, child, 'alias');
    return {
      node,
      name: name < 0 ? '' : dottedName(lower, name),
      asName: asName < 0 ? null : lower.identifier(asName),
    };
  });
}

function dottedName(lower: Lowering, index: SyntaxIndex): string {
  return childrenOf(lower.tree, index)
    .map((part) => lower.identifier(part))
    .join('.');
}

function lowerImportFrom(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const from = childInField(tree, index, 'module_name');
  const isRelative = from >= 0 && typeName(tree, from) === 'relative_import';
  const prefix = isRelative ? childOfType(tree, from, 'import_prefix') : -1;
  const dotted = isRelative ? childOfType(tree, from, 'dotted_name') : from;
  const star = childOfType(tree, index, 'wildcard_import');
  return {
    kind: 'ImportFrom',
    node,
    module: dotted < 0 ? '' : dottedName(lower, dotted),
    level: prefix < 0 ? 0 : lower.text(prefix).replace(/[^.]/g, '').length,
    names: star < 0 ? aliases(lower, index) : [{ node: lower.node(star), name: '*', asName: null }],
  };
}

/** `print >>file, a, b` means `print(a, b, file=file)`. */
function lowerPrint(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  lower.log.python2 = true;
  const node = lower.node(index);
  const call = lower.node(index);
  const func: Expr = { kind: 'Name', node: lower.node(firstToken(lower, index)), name: 'print' };
  const chevron = childOfType(tree, index, 'chevron');
  const file = chevron < 0 ? undefined : childrenOf(tree, chevron)[0];
  const keywords =
    file === undefined ? [] : [{ node: lower.node(chevron), name: 'file', value: lower.expression(file) }];
  const args = lower.expressions(childrenInField(tree, index, 'argument'));
  return { kind: 'ExprStmt', node, value: { kind: 'Call', node: call, func, args, keywords } };
}

/** `exec code in globals, locals` means `exec(code, globals, locals)`. */
function lowerExec(lower: Lowering, index: SyntaxIndex): Stmt {
  lower.log.python2 = true;
  const node = lower.node(index);
  const call = lower.node(index);
  const func: Expr = { kind: 'Name', node: lower.node(firstToken(lower, index)), name: 'exec' };
  const args = lower.expressions(childrenOf(lower.tree, index));
  return { kind: 'ExprStmt', node, value: { kind: 'Call', node: call, func, args, keywords: [] } };
}

function firstToken(lower: Lowering, index: SyntaxIndex): SyntaxIndex {
  return lower.tree.after[index]! > index + 1 ? index + 1 : index;
}

function lowerTypeAlias(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const left = childInField(tree, index, 'left');
  const declared = left < 0 ? -1 : childOfType(tree, left, 'generic_type');
  const list = declared < 0 ? -1 : childOfType(tree, declared, 'type_parameter');
  const nameIndex = childOfType(tree, declared < 0 ? left : declared, 'identifier');
  if (nameIndex < 0) return assignmentToTypeOf(lower, index, node);
  return {
    kind: 'TypeAlias',
    node,
    name: { kind: 'Name', node: lower.node(nameIndex), name: lower.identifier(nameIndex) },
    typeParams: list < 0 ? [] : typeParametersOf(lower, list),
    value: lower.expressionIn(index, 'right'),
  };
}

/** `type(x).attribute = value`, which the grammar takes for a type alias. */
function assignmentToTypeOf(lower: Lowering, index: SyntaxIndex, node: NodeId): Stmt {
  const start = lower.tree.start[index]!;
  const func: Expr = { kind: 'Name', node: lower.nodeAt(start, start + 'type'.length), name: 'type' };
  const rebased = (expr: Expr): Expr => {
    if (expr.kind === 'Attribute' || expr.kind === 'Subscript') return { ...expr, value: rebased(expr.value) };
    if (expr.kind === 'Call') return { ...expr, func: rebased(expr.func) };
    const args = expr.kind === 'Tuple' ? expr.elements : [expr];
    return { kind: 'Call', node: expr.node, func, args, keywords: [] };
  };
  const target = rebased(lower.expressionIn(index, 'left'));
  return { kind: 'Assign', node, targets: [target], value: lower.expressionIn(index, 'right') };
}
