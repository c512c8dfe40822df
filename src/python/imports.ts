// What a module imports, one fact for each name.
import type { Alias, Import, ImportFrom, NodeId, Stmt } from './ir.ts';
import { isImportGuard, isTypeCheckingTest } from './import-guards.ts';
import type { ImportFact } from './module-facts.ts';
import { blocksOf } from './walk.ts';

interface Surroundings {
  readonly typeCheckingOnly: boolean;
  readonly conditional: boolean;
}

/** All imports in source order, those in functions included. `nameBinding`: by Alias node, as in ModuleFacts. */
export function importsOf(body: readonly Stmt[], nameBinding: Int32Array): ImportFact[] {
  const facts: ImportFact[] = [];
  const visit = (block: readonly Stmt[], around: Surroundings): void => {
    for (const stmt of block) {
      if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') {
        for (const alias of stmt.names) facts.push(importFact(stmt, alias, around, bindingAt(nameBinding, alias.node)));
      } else if (stmt.kind === 'If' && isTypeCheckingTest(stmt.test)) {
        visit(stmt.body, { ...around, typeCheckingOnly: true });
        visit(stmt.orelse, around);
      } else if (stmt.kind === 'Try' && isImportGuard(stmt)) {
        for (const inner of blocksOf({ ...stmt, finalBody: [] })) visit(inner, { ...around, conditional: true });
        visit(stmt.finalBody, around);
      } else for (const inner of blocksOf(stmt)) visit(inner, around);
    }
  };
  visit(body, { typeCheckingOnly: false, conditional: false });
  return facts;
}

function bindingAt(nameBinding: Int32Array, node: NodeId): number | null {
  const binding = nameBinding[node] ?? -1;
  return binding < 0 ? null : binding;
}

function importFact(
  stmt: Import | ImportFrom,
  { node, name, asName }: Alias,
  around: Surroundings,
  binding: number | null,
): ImportFact {
  const origin = { node, statement: stmt.node, binding, ...around };
  if (stmt.kind === 'Import') {
    // `import a.b` binds `a`, `import a.b as c` binds c to a.b.
    return { ...origin, local: asName ?? name.split('.', 1)[0]!, module: name, imported: null };
  }
  return { ...origin, local: asName ?? name, module: '.'.repeat(stmt.level) + stmt.module, imported: name };
}
