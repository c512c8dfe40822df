// What import statements bind: modules and members of the project, or names of libraries.
import type { Import, ImportFrom } from '../python/ir.ts';
import { withoutSixMoves } from '../python/six-moves.ts';
import { bind } from './assign.ts';
import type { Frame } from './frame.ts';
import { ofApi, ofRef, type Value } from './value.ts';

export function importStatement(frame: Frame, stmt: Import | ImportFrom): void {
  if (stmt.kind === 'Import') {
    for (const { node, name, asName } of stmt.names) {
      const wanted = asName === null ? name.split('.', 1)[0]! : name;
      bind(frame, node, asName ?? wanted, importedModule(frame, wanted, 0));
    }
    return;
  }
  for (const { node, name, asName } of stmt.names) {
    if (name !== '*') bind(frame, node, asName ?? name, importedMember(frame, stmt.module, stmt.level, name));
  }
}

/** `import name`, as the last part of the name. */
export function importedModule(frame: Frame, name: string, level: number): Value {
  const module = frame.program.resolveModule(frame.module, name, level);
  return module === null ? ofApi(withoutSixMoves(name)) : ofRef({ kind: 'module', module });
}

/** `from module import name`. */
export function importedMember(frame: Frame, moduleName: string, level: number, name: string): Value {
  const { program, module: from } = frame;
  const module = program.resolveModule(from, moduleName, level);
  if (module !== null) {
    const member = program.memberOf(module, name);
    if (member !== null) return member;
  }
  const dotted = moduleName === '' ? name : `${moduleName}.${name}`;
  const submodule = program.resolveModule(from, dotted, level);
  if (submodule !== null) return ofRef({ kind: 'module', module: submodule });
  return ofApi(frame.program.models.alias(withoutSixMoves(dotted)));
}
