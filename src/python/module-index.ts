// What stands behind a binding site: the value assigned, the parameter, the context of a `with`, the class; and what is
// assigned to attributes of classes and of `self`. Gathered in one walk for those who resolve names and fold constants.
import type { ClassDef, Expr, FunctionDef, NodeId, Parameter, Stmt } from './ir.ts';
import type { BindingIndex, Scope } from './module-facts.ts';
import type { ResolvedScopes } from './scope-table.ts';
import { blocksOf, forEachStatementExpression, walkExpressions } from './walk.ts';

/** One assignment `name.attr = value`; the value is null where it is unpacked, augmented or otherwise not whole. */
export interface AttributeAssignment {
  readonly object: BindingIndex;
  readonly attr: string;
  readonly value: Expr | null;
}

export interface ModuleIndex {
  /** By the node that a BindingSite calls `value`. */
  readonly values: ReadonlyMap<NodeId, Expr>;
  /** By the node of the Name that is annotated. */
  readonly annotations: ReadonlyMap<NodeId, Expr>;
  /** By the node of the Name that `with … as` binds. */
  readonly contexts: ReadonlyMap<NodeId, Expr>;
  readonly parameters: ReadonlyMap<NodeId, Parameter>;
  /** Absolute or relative dotted name of what an import binds, by Alias node. */
  readonly importNames: ReadonlyMap<NodeId, string>;
  /** By the definition's name node. */
  readonly definitions: ReadonlyMap<NodeId, ClassDef | FunctionDef>;
  /** By the node that opened it. */
  readonly scopeOf: ReadonlyMap<NodeId, Scope>;
  /** The class whose instance (or which itself) the first parameter of a method is. */
  readonly selfOf: ReadonlyMap<BindingIndex, ClassDef>;
  readonly attributeAssignments: readonly AttributeAssignment[];
  /** Attribute nodes that are assigned to. */
  readonly assignedAttributes: ReadonlySet<NodeId>;
}

export function indexModule(body: readonly Stmt[], { scopes, nameBinding }: ResolvedScopes): ModuleIndex {
  const values = new Map<NodeId, Expr>();
  const annotations = new Map<NodeId, Expr>();
  const contexts = new Map<NodeId, Expr>();
  const parameters = new Map<NodeId, Parameter>();
  const importNames = new Map<NodeId, string>();
  const definitions = new Map<NodeId, ClassDef | FunctionDef>();
  const selfOf = new Map<BindingIndex, ClassDef>();
  const attributeAssignments: AttributeAssignment[] = [];
  const assignedAttributes = new Set<NodeId>();

  const assigned = (target: Expr, value: Expr | null): void => {
    if (target.kind === 'Tuple' || target.kind === 'List')
      for (const element of target.elements) assigned(element, null);
    else if (target.kind === 'Starred') assigned(target.value, null);
    else if (target.kind === 'Attribute' && target.value.kind === 'Name') {
      assignedAttributes.add(target.node);
      const object = nameBinding[target.value.node]!;
      if (object >= 0) attributeAssignments.push({ object, attr: target.attr, value });
    }
  };
  const statement = (stmt: Stmt, owner: ClassDef | null): void => {
    switch (stmt.kind) {
      case 'Assign':
        values.set(stmt.value.node, stmt.value);
        for (const target of stmt.targets) assigned(target, stmt.value);
        return;
      case 'AnnAssign':
        annotations.set(stmt.target.node, stmt.annotation);
        if (stmt.value === null) return;
        values.set(stmt.value.node, stmt.value);
        return assigned(stmt.target, stmt.value);
      case 'AugAssign':
      case 'For':
        return assigned(stmt.target, null);
      case 'With':
        for (const { context, target } of stmt.items) {
          if (target === null) continue;
          if (target.kind === 'Name') contexts.set(target.node, context);
          assigned(target, null);
        }
        return;
      case 'Import':
        for (const { node, name, asName } of stmt.names) {
          importNames.set(node, asName === null ? name.split('.', 1)[0]! : name);
        }
        return;
      case 'ImportFrom': {
        const from = '.'.repeat(stmt.level) + (stmt.module === '' ? '' : `${stmt.module}.`);
        for (const { node, name } of stmt.names) importNames.set(node, from + name);
        return;
      }
      case 'FunctionDef': {
        definitions.set(stmt.nameNode, stmt);
        for (const param of stmt.params) parameters.set(param.node, param);
        const self = stmt.params[0];
        if (owner !== null && self !== undefined && !isStatic(stmt)) selfOf.set(nameBinding[self.node]!, owner);
        return;
      }
      case 'ClassDef':
        definitions.set(stmt.nameNode, stmt);
        return;
      default:
        return;
    }
  };
  const walrus = (expr: Expr): void => {
    if (expr.kind === 'NamedExpr') values.set(expr.value.node, expr.value);
  };
  const visit = (block: readonly Stmt[], owner: ClassDef | null): void => {
    for (const stmt of block) {
      statement(stmt, owner);
      forEachStatementExpression(stmt, (expr) => walkExpressions(expr, walrus));
      const inner = stmt.kind === 'ClassDef' ? stmt : stmt.kind === 'FunctionDef' ? null : owner;
      for (const nested of blocksOf(stmt)) visit(nested, inner);
    }
  };
  visit(body, null);

  const scopeOf = new Map(scopes.filter(({ kind }) => kind !== 'type-parameters').map((scope) => [scope.node, scope]));
  return {
    values,
    annotations,
    contexts,
    parameters,
    importNames,
    definitions,
    scopeOf,
    selfOf,
    attributeAssignments,
    assignedAttributes,
  };
}

function isStatic({ decorators }: FunctionDef): boolean {
  return decorators.some((decorator) => decorator.kind === 'Name' && decorator.name === 'staticmethod');
}
