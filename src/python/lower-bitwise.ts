// `&` and `^` in one expression, whose precedence the grammar has the wrong way round.
import type { Expr } from './ir.ts';
import { flat, longestLeftChain, operatorOf } from './lower-chains.ts';
import type { Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childInField, childrenOf } from './syntax.ts';

/**
 * True for `a & b ^ c` and its like, asked of the whole chain of `&`: the grammar (tree-sitter-python 0.25) binds `^` more
 * tightly than `&`, Python less.
 */
export function mixesBitwise(lower: Lowering, index: SyntaxIndex): boolean {
  const { tree } = lower;
  const isBinary = (child: SyntaxIndex, op: string): boolean =>
    child >= 0 && typeName(tree, child) === 'binary_operator' && operatorOf(lower, child) === op;
  for (let at = index; isBinary(at, '&'); at = childInField(tree, at, 'left')) {
    if (childrenOf(tree, at).some((child) => isBinary(child, '^'))) return true;
  }
  return false;
}

/** Groups all operands of `&` and `^` anew. */
export function lowerBitwise(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const operands: SyntaxIndex[] = [];
  const ops: string[] = [];
  const pending: SyntaxIndex[] = [index];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const isInner = typeName(tree, next) === 'binary_operator' && ['&', '^'].includes(operatorOf(lower, next));
    const [left, right] = [childInField(tree, next, 'left'), childInField(tree, next, 'right')];
    if (isInner && left >= 0 && right >= 0) pending.push(right, left);
    else operands.push(next);
  }
  for (let at = 1; at < operands.length; at++) {
    const between = tree.text.slice(tree.end[operands[at - 1]!], tree.start[operands[at]!]);
    ops.push(between.includes('^') ? '^' : '&');
  }
  if (operands.length > Math.min(longestLeftChain, lower.room)) return flat(lower, index, operands);
  lower.depth += operands.length;
  const values = lower.expressions(operands);
  lower.depth -= operands.length;
  const join = (op: string, left: Expr, right: Expr, from: SyntaxIndex, to: SyntaxIndex): Expr => ({
    kind: 'BinOp',
    node: lower.nodeAt(tree.start[from]!, tree.end[to]!),
    op,
    left,
    right,
  });
  let whole: Expr | undefined;
  for (let at = 0; at < values.length;) {
    const from = operands[at]!;
    let group = values[at]!;
    while (ops[at] === '&') {
      at++;
      group = join('&', group, values[at]!, from, operands[at]!);
    }
    whole = whole === undefined ? group : join('^', whole, group, operands[0]!, operands[at]!);
    at++;
  }
  return whole ?? lower.unknown(index);
}
