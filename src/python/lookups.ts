// Questions that readers of the facts ask of single nodes.
import type { ConstantValue, Expr, NodeId } from './ir.ts';
import type { Binding, ModuleFacts } from './module-facts.ts';

/** The dotted API name of an expression, or undefined. A call is named by its function's name and `()`. */
export function apiNameOf(facts: Pick<ModuleFacts, 'apiNames'>, expr: Expr): string | undefined {
  if (expr.kind === 'Call') {
    const name = apiNameOf(facts, expr.func);
    return name === undefined ? undefined : `${name}()`;
  }
  return facts.apiNames.get(expr.node);
}

/** The value of an expression that is a literal or was folded, or undefined. */
export function constantOf(facts: ModuleFacts, expr: Expr): ConstantValue | undefined {
  return expr.kind === 'Constant' ? expr.value : facts.constants.get(expr.node);
}

/** The binding of a name, or undefined for a builtin or unknown one. Takes any node that names something. */
export function bindingOf(facts: ModuleFacts, name: { readonly node: NodeId }): Binding | undefined {
  const index = facts.nameBinding[name.node];
  return index === undefined || index < 0 ? undefined : facts.bindings[index];
}
