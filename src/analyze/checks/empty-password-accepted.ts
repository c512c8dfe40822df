// `password = password or ''`: a password that is missing becomes an empty one, and the function goes on with it. Silent
// where it looks at the length or emptiness of it afterwards.
import { classifyName } from '../../names/classify-name.ts';
import type { Expr, Stmt } from '../../python/ir.ts';
import { bindingOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { forEachStatementExpression, walkExpressions } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, ownStatements } from './functions.ts';

export const emptyPasswordAccepted: Check = (facts) =>
  functionsOf(facts).flatMap(({ def }): CheckHit[] =>
    ownStatements(def.body).flatMap((stmt): CheckHit[] => {
      if (stmt.kind !== 'Assign' || stmt.targets.length !== 1) return [];
      const [target] = stmt.targets;
      if (target?.kind !== 'Name' || classifyName(target.name) !== 'password') return [];
      if (!isParameter(facts, target) || !fallsBackToEmpty(stmt.value, target.name)) return [];
      if (asksForEmptiness(def.body, target.name, stmt)) return [];
      return [{ region: regionOf(facts, stmt.node), captures: { function: def.name, name: target.name } }];
    }),
  );

function isParameter(facts: ModuleFacts, target: Expr): boolean {
  return bindingOf(facts, target)?.sites.some(({ kind }) => kind === 'parameter') === true;
}

/** Some condition of the function, but for that of the fallback itself, is about whether there is anything in it. */
function asksForEmptiness(body: readonly Stmt[], name: string, fallback: Stmt): boolean {
  const isName = (expr: Expr | undefined): boolean => expr?.kind === 'Name' && expr.name === name;
  const asks = (expr: Expr): boolean =>
    (expr.kind === 'UnaryOp' && isName(expr.operand)) ||
    (expr.kind === 'BoolOp' && expr.values.some(isName)) ||
    (expr.kind === 'Compare' && isName(expr.left) && isEmpty(expr.comparators[0])) ||
    (expr.kind === 'Call' && expr.func.kind === 'Name' && expr.func.name === 'len' && isName(expr.args[0]));
  return ownStatements(body).some((stmt) => {
    if (stmt === fallback) return false;
    return conditionsOf(stmt).some((test) => {
      let found = isName(test);
      walkExpressions(test, (part) => (found ||= asks(part)));
      return found;
    });
  });
}

function conditionsOf(stmt: Stmt): Expr[] {
  const tests = stmt.kind === 'If' || stmt.kind === 'While' || stmt.kind === 'Assert' ? [stmt.test] : [];
  forEachStatementExpression(stmt, (expr) =>
    walkExpressions(expr, (part) => {
      if (part.kind === 'IfExp') tests.push(part.test);
    }),
  );
  return tests;
}

/** `name or ''`, `name if name else ''`, `'' if name is None else name`. */
function fallsBackToEmpty(value: Expr, name: string): boolean {
  const isName = (expr: Expr | undefined): boolean => expr?.kind === 'Name' && expr.name === name;
  if (value.kind === 'BoolOp') {
    return value.op === 'or' && value.values.length === 2 && isName(value.values[0]) && isEmpty(value.values[1]);
  }
  if (value.kind !== 'IfExp') return false;
  return (isName(value.body) && isEmpty(value.orelse)) || (isName(value.orelse) && isEmpty(value.body));
}

function isEmpty(expr: Expr | undefined): boolean {
  return (
    expr?.kind === 'Constant' &&
    (expr.value.type === 'string' || expr.value.type === 'bytes') &&
    expr.value.value === ''
  );
}
