// Types written as strings: `x: "Foo[Bar]"`. They are lowered like code, at their place in the source.
import type { Constant, Expr, NodeId } from './ir.ts';
import { lowerExpressionText, type LoweringLog } from './lower.ts';

const literalPattern = /^[uUrR]?('''|"""|'|")([^]*)\1$/;

/** Characters; what is longer is text, not a type. */
const longestAnnotation = 1000;

/**
 * Makes the reader of string annotations. What it lowers is also kept in `found`, by the Constant's node. Strings with
 * escapes or joined from several are not read: their columns could not be told.
 */
export function annotationReader(text: string, log: LoweringLog, found: Map<NodeId, Expr>) {
  return ({ node, value }: Constant): Expr | null => {
    if (value.type !== 'string' || value.value.length > longestAnnotation) return null;
    const { offsets } = log.numbers;
    const start = offsets[node * 2]!;
    const source = text.slice(start, offsets[node * 2 + 1]);
    const [, quotes, written] = literalPattern.exec(source) ?? [];
    if (quotes === undefined || written !== value.value || written.trim() === '') return null;
    const expr = lowerExpressionText(written, log, start + source.indexOf(quotes) + quotes.length, 0);
    if (expr.kind === 'UnknownExpr') return null;
    found.set(node, expr);
    return expr;
  };
}
