// The names that a module lists in `__all__`.
import type { Call, ConstantValue, Expr, Stmt } from './ir.ts';
import type { Binding } from './module-facts.ts';
import { blocksOf } from './walk.ts';

/**
 * Follows assignments, `+=`, `.extend`, `.append` and `.remove` at the module's level. Null where there is no `__all__`
 * (`binding` undefined) or where something is done to it that is not understood. `valueOf` tells folded constants.
 */
export function exportedNamesOf(
  body: readonly Stmt[],
  binding: Binding | undefined,
  valueOf: (expr: Expr) => ConstantValue | undefined,
): readonly string[] | null {
  if (binding === undefined) return null;
  let names: string[] = [];
  let understoodSites = 0;
  let isKnown = true;

  const listed = (expr: Expr): string[] | null => {
    if (isAll(expr)) return names;
    if (expr.kind === 'BinOp' && expr.op === '+') {
      const [left, right] = [listed(expr.left), listed(expr.right)];
      return left === null || right === null ? null : [...left, ...right];
    }
    if (expr.kind !== 'List' && expr.kind !== 'Tuple') return null;
    const values = expr.elements.map(valueOf);
    const strings = values.flatMap((value) => (value?.type === 'string' ? [value.value] : []));
    return strings.length === values.length ? strings : null;
  };
  const set = (next: readonly string[] | null): void => {
    if (next === null) isKnown = false;
    else names = [...next];
  };
  const called = ({ func, args }: Call): void => {
    if (func.kind !== 'Attribute' || !isAll(func.value)) return;
    const [first] = args;
    if (first === undefined) return set(null);
    const value = valueOf(first);
    const added = func.attr === 'extend' ? listed(first) : value?.type === 'string' ? [value.value] : null;
    if (added === null) set(null);
    else if (func.attr === 'remove') set(names.filter((name) => name !== added[0]));
    else set(func.attr === 'extend' || func.attr === 'append' ? [...names, ...added] : null);
  };
  const visit = (block: readonly Stmt[]): void => {
    for (const stmt of block) {
      if (stmt.kind === 'Assign' && stmt.targets.some(isAll)) {
        understoodSites += stmt.targets.filter(isAll).length;
        set(listed(stmt.value));
      } else if (stmt.kind === 'AnnAssign' && isAll(stmt.target)) {
        understoodSites++;
        if (stmt.value !== null) set(listed(stmt.value));
      } else if (stmt.kind === 'AugAssign' && isAll(stmt.target)) {
        understoodSites++;
        const added = stmt.op === '+' ? listed(stmt.value) : null;
        set(added === null ? null : [...names, ...added]);
      } else if (stmt.kind === 'ExprStmt' && stmt.value.kind === 'Call') called(stmt.value);
      else if (stmt.kind !== 'FunctionDef' && stmt.kind !== 'ClassDef')
        for (const inner of blocksOf(stmt)) visit(inner);
    }
  };
  visit(body);
  return isKnown && understoodSites === binding.sites.length ? names : null;
}

function isAll(expr: Expr): boolean {
  return expr.kind === 'Name' && expr.name === '__all__';
}
