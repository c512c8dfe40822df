// A request with a method that the handler does not know, answered with 400 (or 403, 404, 500) although 405 says exactly
// that and lets the client see which methods there are (RFC 9110, 15.5.6). 501 is right too: of a method that the server
// knows nowhere (15.6.2).
import type { Expr, Stmt } from '../../python/ir.ts';
import { apiNameOf, constantOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';
import { methodSwitch } from './http-methods.ts';

const wrongStatuses: ReadonlyMap<string, number> = new Map([
  ['HTTPBadRequest', 400],
  ['BadRequest', 400],
  ['HttpResponseBadRequest', 400],
  ['SuspiciousOperation', 400],
  ['HTTPForbidden', 403],
  ['Forbidden', 403],
  ['HttpResponseForbidden', 403],
  ['PermissionDenied', 403],
  ['HTTPNotFound', 404],
  ['NotFound', 404],
  ['Http404', 404],
  ['HttpResponseNotFound', 404],
  ['HTTPInternalServerError', 500],
  ['InternalServerError', 500],
  ['HttpResponseServerError', 500],
]);
/** Calls that are given the status as a number. */
const withStatus = /(?:^|\.)(?:abort|HTTPException|HTTPError|HttpResponse|JsonResponse|Response|make_response)$/;

export const wrongHttpStatus: Check = (facts) => {
  const hits: CheckHit[] = [];
  const links = new Set<number>();
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind !== 'If' || links.has(stmt.node)) return;
      for (let link = stmt.orelse[0]; link?.kind === 'If'; link = link.orelse[0]) links.add(link.node);
      const last = methodSwitch(facts, stmt)?.otherwise.at(-1);
      const status = last === undefined ? null : statusOf(facts, last);
      if (status === null || last === undefined) return;
      hits.push({ region: regionOf(facts, last.node), captures: { status: String(status) } });
    },
  });
  return hits;
};

/** The wrong status with which a statement answers. */
function statusOf(facts: ModuleFacts, stmt: Stmt): number | null {
  if (stmt.kind === 'Raise') return stmt.exception === null ? null : statusOfExpression(facts, stmt.exception);
  if (stmt.kind === 'Return' || stmt.kind === 'ExprStmt') {
    const { value } = stmt;
    if (value?.kind === 'Tuple') return numberOf(facts, value.elements[1]);
    return value === null ? null : statusOfExpression(facts, value);
  }
  return null;
}

function statusOfExpression(facts: ModuleFacts, expr: Expr): number | null {
  const called = expr.kind === 'Call' ? expr.func : expr;
  const name = apiNameOf(facts, called) ?? (called.kind === 'Attribute' ? called.attr : '');
  const known = wrongStatuses.get(name.slice(name.lastIndexOf('.') + 1));
  if (known !== undefined || expr.kind !== 'Call' || !withStatus.test(name)) return known ?? null;
  const given = expr.keywords.find((keyword) => /^(?:status|status_code|code)$/.test(keyword.name ?? ''))?.value;
  const first = /(?:abort|HTTPException|HTTPError)$/.test(name) ? expr.args[0] : expr.args[1];
  return numberOf(facts, given ?? first);
}

function numberOf(facts: ModuleFacts, expr: Expr | undefined): number | null {
  const value = expr === undefined ? undefined : constantOf(facts, expr);
  return value?.type === 'int' && [400, 403, 404, 500].includes(value.value) ? value.value : null;
}
