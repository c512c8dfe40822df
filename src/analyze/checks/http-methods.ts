// Functions that look at the request's method and do one thing or another.
import type { Expr, If, Stmt } from '../../python/ir.ts';
import { constantOf } from '../../python/lookups.ts';
import type { ModuleFacts } from '../../python/module-facts.ts';

const httpMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** An `if … elif … else` over the request's method. */
export interface MethodSwitch {
  readonly branches: readonly { readonly methods: readonly string[]; readonly body: readonly Stmt[] }[];
  /** What is done for every other method; empty: nothing. */
  readonly otherwise: readonly Stmt[];
}

/** The chain that begins at `stmt`, if all its tests are about the method; null where it is none. */
export function methodSwitch(facts: ModuleFacts, stmt: If): MethodSwitch | null {
  const branches: { methods: readonly string[]; body: readonly Stmt[] }[] = [];
  let link: If = stmt;
  for (;;) {
    const test = methodTest(facts, link.test);
    if (test === null) return null;
    if (test.negated) {
      // `if request.method != 'POST': …` says what becomes of the others.
      return branches.length === 0 && link.orelse.length === 0
        ? { branches: [{ methods: test.methods, body: [] }], otherwise: link.body }
        : null;
    }
    branches.push({ methods: test.methods, body: link.body });
    const [next, ...rest] = link.orelse;
    if (next?.kind !== 'If' || rest.length > 0) return { branches, otherwise: link.orelse };
    link = next;
  }
}

function methodTest(facts: ModuleFacts, test: Expr): { readonly methods: string[]; readonly negated: boolean } | null {
  if (test.kind !== 'Compare' || test.ops.length !== 1) return null;
  const [op] = test.ops;
  const [other] = test.comparators;
  if (!isMethod(test.left) || other === undefined) return null;
  if (op === '==' || op === '!=') {
    const method = methodNamed(facts, other);
    return method === null ? null : { methods: [method], negated: op === '!=' };
  }
  if ((op !== 'in' && op !== 'not in') || !('elements' in other)) return null;
  const methods = other.elements.map((element) => methodNamed(facts, element));
  if (methods.includes(null)) return null;
  return { methods: methods.filter((method) => method !== null), negated: op === 'not in' };
}

/** `request.method`, `self.request.method`, `environ['REQUEST_METHOD']`. */
function isMethod(expr: Expr): boolean {
  if (expr.kind === 'Attribute') return expr.attr === 'method' && lastName(expr.value).startsWith('req');
  return (
    expr.kind === 'Subscript' &&
    expr.index.kind === 'Constant' &&
    expr.index.value.type === 'string' &&
    expr.index.value.value === 'REQUEST_METHOD'
  );
}

function lastName(expr: Expr): string {
  return expr.kind === 'Attribute' ? expr.attr : expr.kind === 'Name' ? expr.name : '';
}

function methodNamed(facts: ModuleFacts, expr: Expr): string | null {
  const value = constantOf(facts, expr);
  return value?.type === 'string' && httpMethods.has(value.value.toUpperCase()) ? value.value.toUpperCase() : null;
}
