// Errors that are raised while another one is handled, without saying that the one caused the other. Raising the caught
// error itself again, in whatever form, is none; nor is leaving the program.
import type { Expr, Raise, Stmt } from '../../python/ir.ts';
import { apiNameOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { blocksOf, visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';

export const raiseWithoutCause: Check = (facts) => {
  const hits: CheckHit[] = [];
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind !== 'Try') return;
      for (const { name, body } of stmt.handlers) {
        const withCause = namesGivenCause(body);
        for (const raise of raisesIn(body)) {
          const { exception } = raise;
          if (exception === null || raise.cause !== null || isCaught(exception, name)) continue;
          if (exception.kind === 'Name' && withCause.has(exception.name)) continue;
          if (/^builtins\.(SystemExit|KeyboardInterrupt)$/.test(raisedName(facts, exception))) continue;
          const captures = { exception: raisedName(facts, exception) || 'An error' };
          hits.push({ region: regionOf(facts, raise.node), captures });
        }
      }
    },
  });
  return hits;
};

/** The raises that run while the handler's error is the current one: not those of functions defined there or inner handlers. */
function raisesIn(block: readonly Stmt[]): Raise[] {
  return block.flatMap((stmt): Raise[] => {
    if (stmt.kind === 'Raise') return [stmt];
    if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') return [];
    const blocks = stmt.kind === 'Try' ? [stmt.body, stmt.orelse, stmt.finalBody] : blocksOf(stmt);
    return blocks.flatMap(raisesIn);
  });
}

/** `error`, `error.with_traceback(…)`, `type(error)(…)`, `error.__class__(…)`, `error.original`. */
function isCaught(exception: Expr, caught: string | null): boolean {
  if (caught === null) return false;
  switch (exception.kind) {
    case 'Name':
      return exception.name === caught;
    case 'Attribute':
      return isCaught(exception.value, caught);
    case 'Call':
      return isCaught(exception.func, caught) || exception.args.some((arg) => isTypeOf(exception.func, arg, caught));
    default:
      return false;
  }
}

function isTypeOf(func: Expr, argument: Expr, caught: string): boolean {
  return func.kind === 'Name' && func.name === 'type' && argument.kind === 'Name' && argument.name === caught;
}

/** Names whose `__cause__` or `__suppress_context__` the handler sets itself. */
function namesGivenCause(block: readonly Stmt[]): ReadonlySet<string> {
  const names = new Set<string>();
  visitModule(block, {
    statement(stmt) {
      for (const target of stmt.kind === 'Assign' ? stmt.targets : []) {
        if (target.kind !== 'Attribute' || target.value.kind !== 'Name') continue;
        if (target.attr === '__cause__' || target.attr === '__suppress_context__') names.add(target.value.name);
      }
    },
  });
  return names;
}

function raisedName(facts: ModuleFacts, exception: Expr): string {
  const raised = exception.kind === 'Call' ? exception.func : exception;
  return (apiNameOf(facts, raised) ?? writtenName(raised)).replace(/^\.+/, '');
}

function writtenName(expr: Expr): string {
  if (expr.kind === 'Name') return expr.name;
  return expr.kind === 'Attribute' ? `${writtenName(expr.value)}.${expr.attr}`.replace(/^\./, '') : '';
}
