// Moving through the IR. Its depth is bounded by the lowering, so these recurse freely.
import type { ClassDef, Expr, FunctionDef, Lambda, Parameter, Pattern, Stmt } from './ir.ts';

/** Calls `visit` with every expression directly below another, in source order as far as Python evaluates it so. */
export function forEachChildExpression(expr: Expr, visit: (child: Expr) => void): void {
  switch (expr.kind) {
    case 'Name':
    case 'Constant':
      return;
    case 'JoinedStr':
      return expr.values.forEach(visit);
    case 'FormattedValue':
      visit(expr.value);
      return optional(expr.format, visit);
    case 'Attribute':
    case 'Starred':
    case 'Await':
    case 'YieldFrom':
      return visit(expr.value);
    case 'Yield':
      return optional(expr.value, visit);
    case 'Subscript':
      visit(expr.value);
      return visit(expr.index);
    case 'Slice':
      optional(expr.lower, visit);
      optional(expr.upper, visit);
      return optional(expr.step, visit);
    case 'Call':
      visit(expr.func);
      expr.args.forEach(visit);
      for (const keyword of expr.keywords) visit(keyword.value);
      return;
    case 'BinOp':
      visit(expr.left);
      return visit(expr.right);
    case 'UnaryOp':
      return visit(expr.operand);
    case 'BoolOp':
      return expr.values.forEach(visit);
    case 'Compare':
      visit(expr.left);
      return expr.comparators.forEach(visit);
    case 'IfExp':
      visit(expr.body);
      visit(expr.test);
      return visit(expr.orelse);
    case 'Lambda':
      forEachParameterExpression(expr.params, visit);
      return visit(expr.body);
    case 'NamedExpr':
      visit(expr.target);
      return visit(expr.value);
    case 'List':
    case 'Tuple':
    case 'Set':
      return expr.elements.forEach(visit);
    case 'Dict':
      for (const { key, value } of expr.entries) {
        optional(key, visit);
        visit(value);
      }
      return;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      visit(expr.element);
      optional(expr.value, visit);
      for (const { target, iter, conditions } of expr.generators) {
        visit(target);
        visit(iter);
        conditions.forEach(visit);
      }
      return;
    case 'UnknownExpr':
      return expr.children.forEach(visit);
  }
}

/** Calls `visit` with every expression that belongs to a statement itself, not to the statements in its blocks. */
export function forEachStatementExpression(stmt: Stmt, visit: (expr: Expr) => void): void {
  switch (stmt.kind) {
    case 'FunctionDef':
      stmt.decorators.forEach(visit);
      for (const { bound } of stmt.typeParams) optional(bound, visit);
      forEachParameterExpression(stmt.params, visit);
      return optional(stmt.returns, visit);
    case 'ClassDef':
      stmt.decorators.forEach(visit);
      for (const { bound } of stmt.typeParams) optional(bound, visit);
      stmt.bases.forEach(visit);
      for (const keyword of stmt.keywords) visit(keyword.value);
      return;
    case 'Return':
      return optional(stmt.value, visit);
    case 'Delete':
      return stmt.targets.forEach(visit);
    case 'Assign':
      stmt.targets.forEach(visit);
      return visit(stmt.value);
    case 'AugAssign':
      visit(stmt.target);
      return visit(stmt.value);
    case 'AnnAssign':
      visit(stmt.target);
      visit(stmt.annotation);
      return optional(stmt.value, visit);
    case 'For':
      visit(stmt.target);
      return visit(stmt.iter);
    case 'While':
    case 'If':
      return visit(stmt.test);
    case 'With':
      for (const { context, target } of stmt.items) {
        visit(context);
        optional(target, visit);
      }
      return;
    case 'Raise':
      optional(stmt.exception, visit);
      return optional(stmt.cause, visit);
    case 'Try':
      for (const handler of stmt.handlers) optional(handler.type, visit);
      return;
    case 'Assert':
      visit(stmt.test);
      return optional(stmt.message, visit);
    case 'ExprStmt':
      return visit(stmt.value);
    case 'Match':
      visit(stmt.subject);
      for (const { pattern, guard } of stmt.cases) {
        forEachPatternExpression(pattern, visit);
        optional(guard, visit);
      }
      return;
    case 'TypeAlias':
      visit(stmt.name);
      for (const { bound } of stmt.typeParams) optional(bound, visit);
      return visit(stmt.value);
    case 'UnknownStmt':
      return stmt.expressions.forEach(visit);
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
    case 'Break':
    case 'Continue':
      return;
  }
}

/** The values, classes and keys that a pattern compares with. */
export function forEachPatternExpression(pattern: Pattern, visit: (expr: Expr) => void): void {
  const visitPattern = (inner: Pattern): void => forEachPatternExpression(inner, visit);
  switch (pattern.kind) {
    case 'MatchValue':
      return visit(pattern.value);
    case 'MatchSequence':
    case 'MatchOr':
      return pattern.patterns.forEach(visitPattern);
    case 'MatchMapping':
      for (const entry of pattern.entries) {
        visit(entry.key);
        visitPattern(entry.pattern);
      }
      return;
    case 'MatchClass':
      visit(pattern.cls);
      pattern.patterns.forEach(visitPattern);
      for (const keyword of pattern.keywords) visitPattern(keyword.pattern);
      return;
    case 'MatchAs':
      if (pattern.pattern !== null) visitPattern(pattern.pattern);
      return;
    case 'MatchStar':
      return;
  }
}

/** The blocks of a statement, in source order: body, handlers, else, finally, cases. Empty ones are left out. */
export function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  return allBlocksOf(stmt).filter((block) => block.length > 0);
}

function allBlocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'With':
    case 'UnknownStmt':
      return [stmt.body];
    case 'For':
    case 'While':
    case 'If':
      return [stmt.body, stmt.orelse];
    case 'Try':
      return [stmt.body, ...stmt.handlers.map((handler) => handler.body), stmt.orelse, stmt.finalBody];
    case 'Match':
      return stmt.cases.map((branch) => branch.body);
    default:
      return [];
  }
}

/** The expressions directly below one. */
export function childExpressions(expr: Expr): Expr[] {
  const children: Expr[] = [];
  forEachChildExpression(expr, (child) => children.push(child));
  return children;
}

/** The expressions of a statement itself: not those of the statements in its blocks. */
export function statementExpressions(stmt: Stmt): Expr[] {
  const expressions: Expr[] = [];
  forEachStatementExpression(stmt, (expr) => expressions.push(expr));
  return expressions;
}

/** The statements directly in a statement's blocks; those of a function or class too. */
export function childStatements(stmt: Stmt): Stmt[] {
  return allBlocksOf(stmt).flat();
}

/** Visits an expression and all below it, a parent before its children. */
export function walkExpressions(root: Expr, visit: (expr: Expr) => void): void {
  visit(root);
  forEachChildExpression(root, (child) => walkExpressions(child, visit));
}

export type Enclosing = FunctionDef | ClassDef | Lambda;

export interface ModuleVisitor {
  /** `enclosing`: the definitions around it, outermost first. */
  readonly statement?: (stmt: Stmt, enclosing: readonly Enclosing[]) => void;
  /**
   * Decorators, defaults, annotations and bases are visited with what encloses the definition, as Python evaluates
   * them there.
   */
  readonly expression?: (expr: Expr, enclosing: readonly Enclosing[]) => void;
}

/** Visits all statements and expressions of a module, in source order, a parent before its children. */
export function visitModule(body: readonly Stmt[], visitor: ModuleVisitor): void {
  visitBlock(body, visitor, []);
}

function visitBlock(block: readonly Stmt[], visitor: ModuleVisitor, enclosing: readonly Enclosing[]): void {
  const visit = (expr: Expr): void => visitExpression(expr, visitor, enclosing);
  for (const stmt of block) {
    visitor.statement?.(stmt, enclosing);
    if (visitor.expression !== undefined) forEachStatementExpression(stmt, visit);
    const isDefinition = stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef';
    const inner = isDefinition ? [...enclosing, stmt] : enclosing;
    for (const inside of allBlocksOf(stmt)) visitBlock(inside, visitor, inner);
  }
}

function visitExpression(expr: Expr, visitor: ModuleVisitor, enclosing: readonly Enclosing[]): void {
  visitor.expression?.(expr, enclosing);
  if (expr.kind !== 'Lambda') {
    return forEachChildExpression(expr, (child) => visitExpression(child, visitor, enclosing));
  }
  forEachParameterExpression(expr.params, (child) => visitExpression(child, visitor, enclosing));
  visitExpression(expr.body, visitor, [...enclosing, expr]);
}

function forEachParameterExpression(params: readonly Parameter[], visit: (expr: Expr) => void): void {
  for (const { annotation, default: value } of params) {
    optional(annotation, visit);
    optional(value, visit);
  }
}

function optional(expr: Expr | null, visit: (expr: Expr) => void): void {
  if (expr !== null) visit(expr);
}
