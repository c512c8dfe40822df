// Checks that fail open: the check says "no" with an exception, and the handler lets the caller go on as if it had said
// "yes". Either it does nothing (but perhaps log), where the check is the last thing that was tried; or it returns True.
// Whether a call is a check is judged by its name: a verb of checking, and what is checked.
import { words } from '../../names/words.ts';
import type { Call, ExceptHandler, Expr, Stmt, Try } from '../../python/ir.ts';
import { regionOf } from '../../python/module-facts.ts';
import { visitModule, walkExpressions, statementExpressions } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';

const verbs = new Set(
  'verify check validate enforce require ensure assert authenticate authorize authorise'.split(' '),
);
/** Verbs that say enough without an object. */
const alone = new Set('verify enforce authenticate authorize authorise'.split(' '));
const objects = new Set(
  (
    'password passwd permission permissions token signature auth access credential credentials policy csrf login role ' +
    'roles certificate hmac digest jwt user owner admin authorization authentication authorized authenticated'
  ).split(' '),
);
const logs = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log', 'print']);

export const failOpenExcept: Check = (facts) => {
  const hits: CheckHit[] = [];
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind !== 'Try') return;
      const lastCheck = checkAtTheEnd(stmt);
      for (const handler of stmt.handlers) {
        const check = returnsTrue(handler) ? checkIn(stmt.body) : doesNothing(handler) ? lastCheck : null;
        if (check !== null) hits.push({ region: regionOf(facts, handler.node), captures: { check } });
      }
    },
  });
  return hits;
};

/** The name of the check with which the tried block ends, if its result is not used: it can only raise. */
function checkAtTheEnd({ body, orelse }: Try): string | null {
  const last = body.at(-1);
  if (last?.kind !== 'ExprStmt' || orelse.length > 0) return null;
  const call = last.value.kind === 'Await' ? last.value.value : last.value;
  return call.kind === 'Call' ? checkName(call) : null;
}

function checkIn(block: readonly Stmt[]): string | null {
  let found: string | null = null;
  for (const expr of block.flatMap(statementExpressions)) {
    walkExpressions(expr, (part) => {
      if (part.kind === 'Call') found ??= checkName(part);
    });
  }
  return found;
}

function checkName({ func }: Call): string | null {
  const name = lastName(func);
  const [verb, ...rest] = words(name);
  if (verb === undefined || !verbs.has(verb)) return null;
  return rest.length === 0 ? (alone.has(verb) ? name : null) : rest.some((word) => objects.has(word)) ? name : null;
}

function lastName(func: Expr): string {
  return func.kind === 'Name' ? func.name : func.kind === 'Attribute' ? func.attr : '';
}

function returnsTrue({ body }: ExceptHandler): boolean {
  const last = body.at(-1);
  if (last?.kind !== 'Return' || last.value?.kind !== 'Constant') return false;
  return last.value.value.type === 'bool' && last.value.value.value;
}

function doesNothing({ body }: ExceptHandler): boolean {
  return body.every(
    (stmt) =>
      stmt.kind === 'Pass' ||
      (stmt.kind === 'ExprStmt' &&
        (stmt.value.kind === 'Constant' || (stmt.value.kind === 'Call' && logs.has(lastName(stmt.value.func))))),
  );
}
