// Expressions that grow to the left, one level of the syntax tree a link: `a + b + c`, `a and b and c`, `a.b().c[0]`.
// They are long in real code (thousands of terms in generated files), so they are lowered by loops.
import { lowerBitwise, mixesBitwise } from './lower-bitwise.ts';
import type { Expr, Keyword, NodeId } from './ir.ts';
import type { Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childInField, childrenInField, childrenOf, hasToken, textOf, withoutParentheses } from './syntax.ts';

/** Operator chains that are longer are balanced if that keeps their meaning, else made flat. */
export const longestLeftChain = 64;
const associative: ReadonlySet<string> = new Set(['+', '*', '|', '&', '^']);

export function lowerBinary(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  if (mixesBitwise(lower, index)) return lowerBitwise(lower, index);
  const isLink = (at: SyntaxIndex, above: SyntaxIndex | undefined): boolean => {
    if (typeName(tree, at) !== 'binary_operator') return false;
    return (above !== undefined && operatorOf(lower, above) === '&') || !mixesBitwise(lower, at);
  };
  const links: SyntaxIndex[] = [];
  let base = index;
  while (isLink(base, links.at(-1))) {
    const left = childInField(tree, base, 'left');
    if (left < 0) return lower.unknown(index);
    links.push(base);
    base = withoutParentheses(tree, left);
  }
  const ops = links.map((link) => operatorOf(lower, link));
  if (links.length > longestLeftChain || links.length > lower.room) {
    const operands = [base, ...links.map((link) => childInField(tree, link, 'right')).toReversed()];
    const isBalanced = ops.every((op) => op === ops[0]) && associative.has(ops[0]!) && lower.room > 32;
    return isBalanced ? balanced(lower, operands, ops[0]!) : flat(lower, index, operands);
  }
  const nodes = links.map((link) => lower.node(link));
  lower.depth += links.length - 1;
  let left = lower.expression(base);
  for (let at = links.length - 1; at >= 0; at--) {
    const right = lower.expressionIn(links[at]!, 'right');
    left = { kind: 'BinOp', node: nodes[at]!, op: ops[at]!, left, right };
    if (at > 0) lower.depth--;
  }
  return left;
}

/** The text of an operator's token. */
export function operatorOf(lower: Lowering, index: SyntaxIndex): string {
  const token = childInField(lower.tree, index, 'operator');
  return token < 0 ? '' : textOf(lower.tree, token);
}

/** `a + b + c + d` as `(a + b) + (c + d)`. */
function balanced(lower: Lowering, operands: readonly SyntaxIndex[], op: string): Expr {
  const { tree } = lower;
  const build = (from: number, to: number): Expr => {
    if (to - from === 1) return lower.expressionOrNothing(operands[from], operands[0]!);
    const middle = (from + to + 1) >> 1;
    const node = lower.nodeAt(tree.start[operands[from]!]!, tree.end[operands[to - 1]!]!);
    lower.depth++;
    const left = build(from, middle);
    const right = build(middle, to);
    lower.depth--;
    return { kind: 'BinOp', node, op, left, right };
  };
  return build(0, operands.length);
}

/** Only the operands are kept. */
export function flat(lower: Lowering, index: SyntaxIndex, operands: readonly SyntaxIndex[]): Expr {
  lower.noteDepth();
  const node = lower.node(index);
  return { kind: 'UnknownExpr', node, children: operands.map((operand) => lower.expressionOrNothing(operand, index)) };
}

export function lowerBoolean(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const node = lower.node(index);
  const op = operatorOf(lower, index) === 'or' ? 'or' : 'and';
  const rights: SyntaxIndex[] = [];
  let base = index;
  while (typeName(tree, base) === 'boolean_operator' && hasToken(tree, base, op)) {
    const left = childInField(tree, base, 'left');
    if (left < 0) break;
    rights.push(childInField(tree, base, 'right'));
    base = withoutParentheses(tree, left);
  }
  if (rights.length === 0) return lower.unknown(index);
  const operands = [base, ...rights.toReversed()];
  return { kind: 'BoolOp', node, op, values: operands.map((operand) => lower.expressionOrNothing(operand, index)) };
}

const operandFields: Readonly<Record<string, string>> = { attribute: 'object', subscript: 'value', call: 'function' };

/** Attributes, subscripts and calls. Of a chain that is too long, the outer links are kept. */
export function lowerChain(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const links: SyntaxIndex[] = [];
  let base = index;
  for (let field = operandFields[typeName(tree, base)]; field !== undefined;) {
    const operand = childInField(tree, base, field);
    if (operand < 0) break;
    links.push(base);
    base = withoutParentheses(tree, operand);
    field = operandFields[typeName(tree, base)];
  }
  if (links.length === 0) return lower.unknown(index);
  // In some places the grammar takes `*a.b()` for `(*a).b()`.
  const isSplat = typeName(tree, base).startsWith('list_splat');
  const splat = isSplat ? lower.node(base) : -1;
  if (isSplat) base = childrenOf(tree, base)[0] ?? base;
  const kept = Math.min(links.length, Math.max(1, lower.room));
  const nodes: NodeId[] = [];
  for (let at = 0; at < kept; at++) nodes.push(lower.node(links[at]!));
  lower.depth += kept - 1;
  let value = kept === links.length ? lower.expression(base) : lower.cutShort(links[kept]!);
  for (let at = kept - 1; at >= 0; at--) {
    value = lowerLink(lower, links[at]!, nodes[at]!, value);
    if (at > 0) lower.depth--;
  }
  return isSplat ? { kind: 'Starred', node: splat, value } : value;
}

function lowerLink(lower: Lowering, index: SyntaxIndex, node: NodeId, value: Expr): Expr {
  const { tree } = lower;
  switch (typeName(tree, index)) {
    case 'attribute': {
      const attribute = childInField(tree, index, 'attribute');
      return { kind: 'Attribute', node, value, attr: attribute < 0 ? '' : lower.identifier(attribute) };
    }
    case 'subscript':
      return { kind: 'Subscript', node, value, index: lowerIndex(lower, index) };
    default:
      return { kind: 'Call', node, func: value, ...lowerArguments(lower, childInField(tree, index, 'arguments')) };
  }
}

function lowerIndex(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const items = childrenInField(tree, index, 'subscript');
  return lowerIndexItems(lower, index, items, hasToken(tree, index, ','));
}

/** What stands between the brackets of a subscript: several, one with a comma, or one with a star make a Tuple. */
export function lowerIndexItems(
  lower: Lowering,
  index: SyntaxIndex,
  items: readonly SyntaxIndex[],
  hasComma: boolean,
): Expr {
  const { tree } = lower;
  const [first] = items;
  if (first === undefined) return lower.expressionOrNothing(undefined, index);
  if (items.length === 1 && !hasComma && !lower.text(first).startsWith('*')) return lower.expression(first);
  const node = lower.nodeAt(tree.start[first]!, tree.end[items.at(-1)!]!);
  return { kind: 'Tuple', node, elements: lower.expressions(items) };
}

/** The arguments of a call or the bases of a class. */
export function lowerArguments(lower: Lowering, list: SyntaxIndex): { args: Expr[]; keywords: Keyword[] } {
  const { tree } = lower;
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  if (list < 0) return { args, keywords };
  if (typeName(tree, list) === 'generator_expression') return { args: [lower.expression(list)], keywords };
  for (const child of childrenOf(tree, list)) {
    const type = typeName(tree, child);
    if (type === 'keyword_argument') {
      const node = lower.node(child);
      const name = childInField(tree, child, 'name');
      keywords.push({
        node,
        name: name < 0 ? '' : lower.identifier(name),
        value: lower.expressionIn(child, 'value'),
      });
    } else if (type === 'dictionary_splat') {
      const node = lower.node(child);
      keywords.push({ node, name: null, value: lower.expressionOrNothing(childrenOf(tree, child)[0], child) });
    } else args.push(lower.expression(child));
  }
  return { args, keywords };
}
