import type { Expr } from '../python/ir.ts';
import type { ModuleTree } from './module-tree.ts';
import { spell } from './spelling.ts';

const longest = 40;

/** An expression in a message: a constant's value, else as it is spelled; cut where it is long. */
export function shownText(expr: Expr, tree: ModuleTree): string {
  const constant = tree.constant(expr);
  const text =
    constant === undefined
      ? spell(expr)
      : constant.type === 'string' || constant.type === 'bytes'
        ? constant.value
        : spell({ kind: 'Constant', node: expr.node, value: constant });
  return cut(text.replaceAll(/\s+/g, ' '));
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
