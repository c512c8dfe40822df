import type { Expr } from '../python/ir.ts';

/**
 * An expression as Python would write it, for comparing and for messages; what has no short spelling is `…`.
 * Not exact: white space, quotes and brackets are put in their usual form.
 */
export function spell(expr: Expr, depth = 0): string {
  if (depth > 12) return '…';
  const inner = (part: Expr): string => spell(part, depth + 1);
  switch (expr.kind) {
    case 'Name':
      return expr.name;
    case 'Constant': {
      const { value } = expr;
      if (value.type === 'none') return 'None';
      if (value.type === 'ellipsis') return '...';
      if (value.type === 'bool') return value.value ? 'True' : 'False';
      if (value.type === 'string') return JSON.stringify(value.value);
      if (value.type === 'bytes') return `b${JSON.stringify(value.value)}`;
      return String(value.value);
    }
    case 'Attribute':
      return `${inner(expr.value)}.${expr.attr}`;
    case 'Subscript':
      return `${inner(expr.value)}[${inner(expr.index)}]`;
    case 'Call': {
      const keywords = expr.keywords.map(({ name, value }) => `${name === null ? '**' : `${name}=`}${inner(value)}`);
      return `${inner(expr.func)}(${[...expr.args.map(inner), ...keywords].join(', ')})`;
    }
    case 'BinOp':
      return `${inner(expr.left)} ${expr.op} ${inner(expr.right)}`;
    case 'UnaryOp':
      return expr.op === 'not' ? `not ${inner(expr.operand)}` : `${expr.op}${inner(expr.operand)}`;
    case 'BoolOp':
      return expr.values.map(inner).join(` ${expr.op} `);
    case 'Starred':
      return `*${inner(expr.value)}`;
    case 'Await':
      return `await ${inner(expr.value)}`;
    case 'List':
      return `[${expr.elements.map(inner).join(', ')}]`;
    case 'Tuple':
      return `(${expr.elements.map(inner).join(', ')})`;
    default:
      return '…';
  }
}
