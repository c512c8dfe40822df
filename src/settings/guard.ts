// Under which condition a statement stands, as far as settings care: for which environment.
import type { Expr } from '../python/ir.ts';
import { forEachChildExpression } from '../python/walk.ts';
import type { Environment } from '../rules/setting.ts';
import { environmentOfName, oppositeOf } from './environment.ts';

/** null: none. */
export type Guard = { readonly environment: Environment } | null;

/** Of the two branches of a test. What one is for the other is not for. */
export function branchesOf(test: Expr, around: Guard): readonly [then: Guard, otherwise: Guard] {
  const said = environmentOfTest(test);
  const outer = around?.environment ?? 'any';
  const within = (environment: Environment): Guard => ({ environment: environment === 'any' ? outer : environment });
  return [within(said), within(oppositeOf(said))];
}

function environmentOfTest(test: Expr): Environment {
  let said: Environment = 'any';
  let isNegated = false;
  const look = (expr: Expr): void => {
    if (expr.kind === 'UnaryOp' && expr.op === 'not') isNegated = !isNegated;
    if (expr.kind === 'Compare' && expr.ops.some((op) => op === '!=' || op === 'not in' || op === 'is not')) {
      isNegated = !isNegated;
    }
    const name = nameIn(expr);
    if (said === 'any' && name !== null) said = environmentOfName(name);
    forEachChildExpression(expr, look);
  };
  look(test);
  return isNegated ? oppositeOf(said) : said;
}

function nameIn(expr: Expr): string | null {
  if (expr.kind === 'Name') return expr.name;
  if (expr.kind === 'Attribute') return expr.attr;
  return expr.kind === 'Constant' && expr.value.type === 'string' ? expr.value.value : null;
}
