import type { ConstantValue, Expr, NodeId, Stmt } from '../python/ir.ts';
import type { ModuleFacts, ScopeIndex } from '../python/module-facts.ts';
import { constantOf } from '../python/lookups.ts';
import {
  childExpressions,
  childStatements,
  forEachChildExpression,
  forEachStatementExpression,
} from '../python/walk.ts';

// One module's nodes, findable by number, with their parents: what all patterns ask of the syntax.

export type TreeNode = Expr | Stmt;

export class ModuleTree {
  readonly facts: ModuleFacts;
  /** All expressions and statements, parents before children, in source order as far as that goes. */
  readonly nodes: readonly TreeNode[];
  private readonly byId: (TreeNode | undefined)[];
  private readonly parents: (TreeNode | undefined)[];
  private expressionsByFunction: Map<ScopeIndex, Expr[]> | null = null;

  constructor(facts: ModuleFacts) {
    this.facts = facts;
    const nodes: TreeNode[] = [];
    const count = facts.positions.length / 4;
    this.byId = Array.from({ length: count });
    this.parents = Array.from({ length: count });
    const enter = (node: TreeNode): void => {
      nodes.push(node);
      this.byId[node.node] = node;
      const enterChild = (child: TreeNode): void => {
        this.parents[child.node] = node;
        enter(child);
      };
      if (isExpression(node)) forEachChildExpression(node, enterChild);
      else {
        forEachStatementExpression(node, enterChild);
        for (const child of childStatements(node)) enterChild(child);
      }
    };
    for (const statement of facts.body) enter(statement);
    this.nodes = nodes;
  }

  /** The expression or statement with this number, if it is one. */
  node(id: NodeId): TreeNode | undefined {
    return this.byId[id];
  }

  parent(node: TreeNode): TreeNode | undefined {
    return this.parents[node.node];
  }

  /** Each step from the node to the top: the child and the parent that holds it. */
  *ancestors(node: TreeNode): Generator<{ readonly child: TreeNode; readonly parent: TreeNode }> {
    let child = node;
    for (let parent = this.parent(child); parent !== undefined; parent = this.parent(child)) {
      yield { child, parent };
      child = parent;
    }
  }

  /** Its value, where that is known. */
  constant(expr: Expr): ConstantValue | undefined {
    return constantOf(this.facts, expr);
  }

  /** The text of a constant string or bytes. */
  constantText(expr: Expr): string | undefined {
    const value = this.constant(expr);
    return value?.type === 'string' || value?.type === 'bytes' ? value.value : undefined;
  }

  /** The dotted API name of a reference. */
  apiName(expr: Expr): string | undefined {
    return this.facts.apiNames.get(expr.node);
  }

  /** The innermost function's scope that the node stands in; 0 at the top of the module (and in its classes). */
  functionScope(id: NodeId): ScopeIndex {
    const { scopes, nodeScope } = this.facts;
    let scope = nodeScope[id] ?? 0;
    while (scope !== 0 && scopes[scope]!.kind !== 'function') scope = scopes[scope]!.parent ?? 0;
    return scope;
  }

  /** All expressions whose innermost function is this one. */
  expressionsIn(scope: ScopeIndex): readonly Expr[] {
    if (this.expressionsByFunction === null) {
      this.expressionsByFunction = new Map();
      for (const node of this.nodes) {
        if (!isExpression(node)) continue;
        const home = this.functionScope(node.node);
        const list = this.expressionsByFunction.get(home);
        if (list) list.push(node);
        else this.expressionsByFunction.set(home, [node]);
      }
    }
    return this.expressionsByFunction.get(scope) ?? [];
  }
}

const statementKinds: ReadonlySet<string> = new Set<Stmt['kind']>([
  'FunctionDef',
  'ClassDef',
  'Return',
  'Delete',
  'Assign',
  'AugAssign',
  'AnnAssign',
  'For',
  'While',
  'If',
  'With',
  'Raise',
  'Try',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'ExprStmt',
  'Pass',
  'Break',
  'Continue',
  'Match',
  'TypeAlias',
  'UnknownStmt',
]);

export function isExpression(node: TreeNode): node is Expr {
  return !statementKinds.has(node.kind);
}

/** The expression and everything below it, itself first; at most `limit` nodes. */
export function* subexpressions(expr: Expr, limit = 5000): Generator<Expr> {
  const stack = [expr];
  for (let count = 0; count < limit; count++) {
    const next = stack.pop();
    if (next === undefined) return;
    yield next;
    const children = childExpressions(next);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]!);
  }
}
