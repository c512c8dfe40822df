// Which methods of a class assign to attributes of their object: only these have to be looked at to know its fields.
import type { Expr, Stmt } from '../python/ir.ts';
import { childStatements } from '../python/walk.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';

const known = new WeakMap<ClassInfo, readonly FunctionInfo[]>();

export function selfWriters(cls: ClassInfo): readonly FunctionInfo[] {
  let writers = known.get(cls);
  if (writers === undefined) {
    writers = [...cls.methods.values()].filter((fn) => {
      const self = fn.parameters[0]?.name;
      return (
        self !== undefined && fn.node.kind === 'FunctionDef' && fn.binding !== 'static' && writes(fn.node.body, self)
      );
    });
    known.set(cls, writers);
  }
  return writers;
}

function writes(block: readonly Stmt[], self: string): boolean {
  return block.some((stmt) => {
    const targets =
      stmt.kind === 'Assign'
        ? stmt.targets
        : stmt.kind === 'AnnAssign' || stmt.kind === 'AugAssign'
          ? [stmt.target]
          : [];
    return targets.some((target) => isOwn(target, self)) || writes(childStatements(stmt), self);
  });
}

function isOwn(target: Expr, self: string): boolean {
  if (target.kind === 'Tuple' || target.kind === 'List') return target.elements.some((element) => isOwn(element, self));
  return target.kind === 'Attribute' && target.value.kind === 'Name' && target.value.name === self;
}
