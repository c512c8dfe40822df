// Docstrings: the string that is the first statement of a module, class or function.
import type { NodeId, Stmt } from './ir.ts';
import { blocksOf } from './walk.ts';

/** The Constant nodes of all docstrings, in source order. */
export function docstringNodesOf(body: readonly Stmt[]): NodeId[] {
  const nodes: NodeId[] = [];
  const visit = (block: readonly Stmt[], isDefinition: boolean): void => {
    const [first] = block;
    if (isDefinition && first?.kind === 'ExprStmt' && first.value.kind === 'Constant') {
      if (first.value.value.type === 'string') nodes.push(first.value.node);
    }
    for (const stmt of block) {
      const opens = stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef';
      for (const inner of blocksOf(stmt)) visit(inner, opens);
    }
  };
  visit(body, true);
  return nodes;
}
