// Handlers of requests that act with an administrator's rights instead of those of whoever asks (OpenStack:
// `context.get_admin_context()`, `context.elevated()`). Often right, and then the handler itself must decide who may.
import { apiNameOf } from '../../python/lookups.ts';
import { regionOf } from '../../python/module-facts.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, visitOwnExpressions } from './functions.ts';

export const elevatedContext: Check = (facts) =>
  functionsOf(facts).flatMap(({ def }): CheckHit[] => {
    if (!def.params.slice(0, 2).some(({ name }) => name === 'req' || name === 'request')) return [];
    const hits: CheckHit[] = [];
    visitOwnExpressions(def.body, (expr) => {
      if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute') return;
      const name = apiNameOf(facts, expr.func) ?? expr.func.attr;
      const isAdmin = /(?:^|\.)get_admin_context$/.test(name);
      if (!isAdmin && !(expr.func.attr === 'elevated' && expr.args.length === 0)) return;
      hits.push({ region: regionOf(facts, expr.node), captures: { function: def.name } });
    });
    return hits;
  });
