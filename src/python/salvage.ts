// What can be kept of code that was not understood: the statements and expressions that stand in it, without what held
// them together.
import type { Expr, Stmt } from './ir.ts';
import { expressionTable } from './lower-expressions.ts';
import { statementTable } from './lower-statements.ts';
import type { Lowering } from './lower.ts';
import { fieldName, typeName, type SyntaxIndex } from './parse.ts';
import { childrenAndErrorsOf } from './syntax.ts';

/** Makes one UnknownStmt of an error node, or of anything else that is no statement. */
export function salvage(lower: Lowering, index: SyntaxIndex): Stmt {
  const { tree } = lower;
  const node = lower.node(index);
  const expressions: Expr[] = [];
  const statements: SyntaxIndex[] = [];
  const pending = expressionTable.has(typeName(tree, index)) ? [index] : childrenAndErrorsOf(tree, index).toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const type = typeName(tree, next);
    if (expressionTable.has(type)) expressions.push(lower.expression(next));
    else if (statementTable.has(type) && type !== 'ERROR') statements.push(next);
    else pending.push(...childrenAndErrorsOf(tree, next).toReversed());
  }
  return { kind: 'UnknownStmt', node, expressions, body: lower.statements(statements) };
}

/** The names that are read (or bound) somewhere below a syntax node, in reading order; attributes and keywords are none. */
export function salvageNames(lower: Lowering, index: SyntaxIndex): Expr[] {
  const { tree } = lower;
  const names: Expr[] = [];
  for (let at = index; at < tree.after[index]!; at++) {
    if (typeName(tree, at) !== 'identifier' || tree.start[at] === tree.end[at]) continue;
    const field = fieldName(tree, at);
    if (field === 'attribute' || field === 'name') continue;
    names.push({ kind: 'Name', node: lower.node(at), name: lower.identifier(at) });
  }
  return names;
}
