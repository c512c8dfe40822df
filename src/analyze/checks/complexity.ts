// How hard a function is to follow, by G. Ann Campbell's "Cognitive Complexity" (SonarSource, 2018): each break in the
// straight reading counts one, and one more for every level that it is nested.
import type { Expr, FunctionDef, Stmt } from '../../python/ir.ts';
import { forEachStatementExpression, walkExpressions } from '../../python/walk.ts';

export function cognitiveComplexity({ body }: FunctionDef): number {
  return blockComplexity(body, 0);
}

function blockComplexity(block: readonly Stmt[], depth: number): number {
  return block.reduce((sum, stmt) => sum + statementComplexity(stmt, depth), 0);
}

function statementComplexity(stmt: Stmt, depth: number): number {
  const inside = (block: readonly Stmt[]): number => blockComplexity(block, depth + 1);
  const own = operatorComplexity(stmt, depth);
  switch (stmt.kind) {
    case 'If':
      return own + 1 + depth + inside(stmt.body) + elseComplexity(stmt.orelse, depth);
    case 'For':
    case 'While':
      return own + 1 + depth + inside(stmt.body) + (stmt.orelse.length > 0 ? 1 + inside(stmt.orelse) : 0);
    case 'Try': {
      const handlers = stmt.handlers.reduce((sum, { body }) => sum + 1 + depth + inside(body), 0);
      return handlers + [stmt.body, stmt.orelse, stmt.finalBody].reduce((sum, b) => sum + blockComplexity(b, depth), 0);
    }
    case 'Match':
      return own + 1 + depth + stmt.cases.reduce((sum, branch) => sum + inside(branch.body), 0);
    case 'With':
      return own + blockComplexity(stmt.body, depth);
    case 'FunctionDef':
      return inside(stmt.body);
    default:
      return own;
  }
}

/** `elif` and `else` count one each, however deep. */
function elseComplexity(orelse: readonly Stmt[], depth: number): number {
  if (orelse.length === 0) return 0;
  const [only, ...rest] = orelse;
  if (only?.kind !== 'If' || rest.length > 0) return 1 + blockComplexity(orelse, depth + 1);
  return (
    operatorComplexity(only, depth) + 1 + blockComplexity(only.body, depth + 1) + elseComplexity(only.orelse, depth)
  );
}

/** Sequences of `and` or `or`, and `a if b else c`. */
function operatorComplexity(stmt: Stmt, depth: number): number {
  let sum = 0;
  const count = (expr: Expr): void => {
    if (expr.kind === 'BoolOp') sum += 1;
    if (expr.kind === 'IfExp') sum += 1 + depth;
  };
  forEachStatementExpression(stmt, (expr) => walkExpressions(expr, count));
  return sum;
}
