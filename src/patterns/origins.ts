import type { Expr } from '../python/ir.ts';
import { bindingOf } from '../python/lookups.ts';
import { isExpression, subexpressions, type ModuleTree } from './module-tree.ts';

// Where a value comes from within one function, without following branches: enough for rules about one place; what
// crosses functions and files is the business of data flow.

/** Most expressions that are looked at; a chain of assignments is short, generated code is not. */
const budget = 400;

/**
 * The expression and what it comes from: variables that are assigned once (in whatever scope), walrus, `await`, both
 * sides of `a if c else b` and `a or b`.
 */
export function* origins(expr: Expr, tree: ModuleTree): Generator<Expr> {
  const queue = [expr];
  const seen = new Set<number>();
  for (const current of queue) {
    if (seen.has(current.node)) continue;
    if (seen.size >= budget) return;
    seen.add(current.node);
    yield current;
    queue.push(...sources(current, tree));
  }
}

function sources(expr: Expr, tree: ModuleTree): readonly Expr[] {
  switch (expr.kind) {
    case 'Name':
      return singleAssignment(expr, tree);
    case 'NamedExpr':
    case 'Await':
      return [expr.value];
    case 'IfExp':
      return [expr.body, expr.orelse];
    case 'BoolOp':
      return expr.values;
    default:
      return [];
  }
}

/** What a variable is worth that is assigned once; nothing where it is no variable or that is not known. */
export function singleAssignment(name: Expr, tree: ModuleTree): readonly Expr[] {
  const binding = bindingOf(tree.facts, name);
  const value = binding?.sites.length === 1 ? binding.sites[0]!.value : null;
  const node = value === null ? undefined : tree.node(value);
  return node !== undefined && isExpression(node) ? [node] : [];
}

/** Whether it is a parameter that nothing else in the function gives a value. */
export function isParameter(expr: Expr, tree: ModuleTree): boolean {
  const sites = expr.kind === 'Name' ? bindingOf(tree.facts, expr)?.sites : undefined;
  return sites?.length === 1 && sites[0]!.kind === 'parameter';
}

/** What a parameter is worth where the caller does not give it, if nothing else in the function gives it a value. */
export function defaults(expr: Expr, tree: ModuleTree): readonly Expr[] {
  const binding = expr.kind === 'Name' ? bindingOf(tree.facts, expr) : undefined;
  const site = binding?.sites.length === 1 ? binding.sites[0]! : undefined;
  if (binding === undefined || site?.kind !== 'parameter') return [];
  const fn = tree.node(tree.facts.scopes[binding.scope]!.node);
  const parameters = fn?.kind === 'FunctionDef' || fn?.kind === 'Lambda' ? fn.params : [];
  const written = parameters.find(({ node }) => node === site.node)?.default ?? null;
  return written === null ? [] : [written];
}

/**
 * Every part of the expression and of all that the variables in it were ever given: `+=`, loops and several assignments
 * included. Says what may have gone into it.
 */
export function* derivations(expr: Expr, tree: ModuleTree): Generator<Expr> {
  const queue = [expr];
  const seen = new Set<number>();
  for (const root of queue) {
    for (const part of subexpressions(root)) {
      if (seen.has(part.node)) continue;
      if (seen.size >= budget) return;
      seen.add(part.node);
      yield part;
      if (part.kind === 'Name') queue.push(...everyAssignment(part, tree));
    }
  }
}

function everyAssignment(name: Expr, tree: ModuleTree): Expr[] {
  const binding = bindingOf(tree.facts, name);
  return (binding?.sites ?? []).flatMap(({ kind, node, value }) => {
    if (value !== null) {
      const given = tree.node(value);
      return given !== undefined && isExpression(given) ? [given] : [];
    }
    const target = tree.node(node);
    const around = target === undefined ? undefined : tree.parent(target);
    if (kind === 'augmented' && around?.kind === 'AugAssign') return [around.value];
    if (kind === 'for' && around?.kind === 'For') return [around.iter];
    return [];
  });
}
