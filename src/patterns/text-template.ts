import type { Expr } from '../python/ir.ts';
import type { ModuleTree } from './module-tree.ts';

// Text that is put together at run time, as a template: what is known of it, with `{}` for each part that is not.

export interface TextTemplate {
  readonly text: string;
  readonly holes: number;
}

/** Texts are not nested deeper than this by people. */
const deepest = 100;

const hole: TextTemplate = { text: '{}', holes: 1 };

/** The template of an expression that makes text; null for one of which that is not known. A constant has no holes. */
export function textTemplate(expr: Expr, tree: ModuleTree, depth = 0): TextTemplate | null {
  if (depth > deepest) return null;
  const constant = tree.constantText(expr);
  if (constant !== undefined) return { text: constant, holes: 0 };
  switch (expr.kind) {
    case 'JoinedStr':
      return join(expr.values.map((part) => partOf(part.kind === 'FormattedValue' ? part.value : part, tree, depth)));
    case 'BinOp':
      return expr.op === '+'
        ? concatenation(expr, tree, depth)
        : expr.op === '%'
          ? formatted(expr.left, percent, tree, depth)
          : null;
    case 'Call': {
      const { func } = expr;
      if (func.kind !== 'Attribute') return null;
      if (func.attr === 'format') return formatted(func.value, braces, tree, depth);
      if (func.attr === 'join') return joined(func.value, expr.args[0], tree, depth);
      return null;
    }
    default:
      return null;
  }
}

/** A part of a text: what is no text of its own is a hole. */
function partOf(expr: Expr, tree: ModuleTree, depth: number): TextTemplate {
  return textTemplate(expr, tree, depth + 1) ?? hole;
}

/** `a + b + c`: text if one of them is. The left spine is walked, not recursed into: it can be thousands long. */
function concatenation(expr: Expr, tree: ModuleTree, depth: number): TextTemplate | null {
  const operands: Expr[] = [];
  let left = expr;
  while (left.kind === 'BinOp' && left.op === '+' && tree.constantText(left) === undefined) {
    operands.push(left.right);
    left = left.left;
  }
  operands.push(left);
  const parts = operands.toReversed().map((operand) => textTemplate(operand, tree, depth + 1));
  return parts.every((part) => part === null) ? null : join(parts.map((part) => part ?? hole));
}

const percent = /%%|%(?:\(\w*\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[diouxXeEfFgGcrsab]/g;
const braces = /\{\{|\}\}|\{[^{}]*\}/g;
const doubled: Readonly<Record<string, string>> = { '%%': '%', '{{': '{', '}}': '}' };

function formatted(template: Expr, fields: RegExp, tree: ModuleTree, depth: number): TextTemplate | null {
  const known = textTemplate(template, tree, depth + 1);
  if (known === null) return null;
  let { holes } = known;
  const text = known.text.replaceAll(fields, (field) => {
    const literal = doubled[field];
    if (literal === undefined) holes++;
    return literal ?? '{}';
  });
  return { text, holes };
}

function joined(separator: Expr, parts: Expr | undefined, tree: ModuleTree, depth: number): TextTemplate | null {
  const between = tree.constantText(separator);
  if (between === undefined || parts === undefined) return null;
  if (parts.kind !== 'List' && parts.kind !== 'Tuple') return hole;
  const list = parts.elements.map((element) => partOf(element, tree, depth));
  return { text: list.map(({ text }) => text).join(between), holes: countHoles(list) };
}

function join(parts: readonly TextTemplate[]): TextTemplate {
  return { text: parts.map(({ text }) => text).join(''), holes: countHoles(parts) };
}

function countHoles(parts: readonly TextTemplate[]): number {
  return parts.reduce((sum, { holes }) => sum + holes, 0);
}
