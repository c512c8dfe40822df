import type { Call, Expr } from '../python/ir.ts';
import { isConstant, numberOf } from './constants.ts';
import { subexpressions, type ModuleTree } from './module-tree.ts';
import { singleAssignment } from './origins.ts';
import { braces, percent, type Field } from './text-fields.ts';

// Text that is put together at run time, as a template: what is known of it, with `{}` for each part that is not. A part
// whose text nobody can choose is not known, but no hole either: a number, `"a" if x else "b"`, `",".join(["?"] * n)`.

export interface TextTemplate {
  readonly text: string;
  /** The expressions that fill it with a text that is not known. */
  readonly holes: readonly Expr[];
}

/** Texts are not nested deeper than this by people. */
const deepest = 100;
/** A variable is followed once, and only to a short text: long chains of long texts would multiply. */
const stepOfVariable = 60;
const longestFollowed = 100;

const filled: TextTemplate = { text: '{}', holes: [] };

/** The template of an expression that makes text; null for one of which that is not known. A constant has no holes. */
export function textTemplate(expr: Expr, tree: ModuleTree, depth = 0): TextTemplate | null {
  if (depth > deepest) return null;
  const constant = tree.constantText(expr);
  if (constant !== undefined) return { text: constant, holes: [] };
  switch (expr.kind) {
    case 'JoinedStr':
      return join(expr.values.map((part) => partOfFString(part, tree, depth)));
    case 'BinOp':
      return expr.op === '+'
        ? concatenation(expr, tree, depth)
        : expr.op === '%'
          ? formatted(expr.left, percent(expr.right, tree), tree, depth)
          : null;
    case 'Call': {
      const { func } = expr;
      if (func.kind !== 'Attribute') return null;
      if (func.attr === 'format') return formatted(func.value, braces(expr), tree, depth);
      if (func.attr === 'join') return joined(func.value, expr, tree, depth);
      return null;
    }
    default:
      return null;
  }
}

/** Whether it is a text put together, and the whole of it: not `a + b` in `a + b + c`. */
export function isInterpolated(expr: Expr, tree: ModuleTree): boolean {
  if ((textTemplate(expr, tree)?.holes.length ?? 0) === 0) return false;
  const around = tree.parent(expr);
  return around?.kind !== 'BinOp' || around.op !== '+';
}

/** The unknown parts of a text that stand where what is known before them matches. */
export function holesAfter(expr: Expr, before: RegExp, tree: ModuleTree): readonly Expr[] {
  const template = textTemplate(expr, tree);
  if (template === null) return [];
  const pieces = template.text.split('{}');
  // Otherwise some are no holes, and nobody knows which.
  if (pieces.length !== template.holes.length + 1) return [];
  return template.holes.filter((_hole, at) => before.test(pieces.slice(0, at + 1).join('{}')));
}

/**
 * The parts of a text that are not known, through variables that are assigned once; what is no text of which more is known
 * is its own only part.
 */
export function unknownParts(expr: Expr, tree: ModuleTree, depth = 0): readonly Expr[] {
  if (expr.kind === 'IfExp' && depth < deepest) {
    return [expr.body, expr.orelse].flatMap((side) => unknownParts(side, tree, depth + 1));
  }
  return partOf(expr, tree, depth).holes;
}

function partOf(expr: Expr, tree: ModuleTree, depth: number): TextTemplate {
  const known = textTemplate(expr, tree, depth + 1);
  if (known !== null) return known;
  if (isFixed(expr, tree)) return filled;
  return textOfVariable(expr, tree, depth) ?? { text: '{}', holes: [expr] };
}

function textOfVariable(expr: Expr, tree: ModuleTree, depth: number): TextTemplate | null {
  const [value] = singleAssignment(expr, tree);
  if (value === undefined || [...subexpressions(value, longestFollowed + 1)].length > longestFollowed) return null;
  return isFixed(value, tree) ? filled : textTemplate(value, tree, depth + stepOfVariable);
}

const numberMakers = new Set(['int', 'float', 'len', 'ord'].map((name) => `builtins.${name}`));

/** Whether nobody who chooses a value can choose the text: constants, numbers, repetitions of constants. */
function isFixed(expr: Expr, tree: ModuleTree): boolean {
  switch (expr.kind) {
    case 'Call':
      return numberMakers.has(tree.apiName(expr.func) ?? '');
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return isConstant(expr.element, tree);
    case 'BinOp':
      return expr.op === '*' && [expr.left, expr.right].some((side) => isConstant(side, tree) && !isNumber(side, tree));
    default:
      return isConstant(expr, tree);
  }
}

function isNumber(expr: Expr, tree: ModuleTree): boolean {
  return numberOf(tree.constant(expr)) !== undefined;
}

function partOfFString(part: Expr, tree: ModuleTree, depth: number): TextTemplate {
  if (part.kind !== 'FormattedValue') return partOf(part, tree, depth);
  const format = part.format === null ? '' : (textTemplate(part.format, tree, depth + 1)?.text ?? '');
  return /[bdoxXeEfFgGn%]$/.test(format) ? filled : partOf(part.value, tree, depth);
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
  const parts = operands.toReversed().map((operand) => ({ operand, known: textTemplate(operand, tree, depth + 1) }));
  if (parts.every(({ known }) => known === null)) return null;
  return join(parts.map(({ operand, known }) => known ?? partOf(operand, tree, depth)));
}

function formatted(template: Expr, fields: readonly [RegExp, Field], tree: ModuleTree, depth: number) {
  const known = textTemplate(template, tree, depth + 1);
  if (known === null) return null;
  const holes = [...known.holes];
  const [form, read] = fields;
  const text = known.text.replaceAll(form, (field: string) => {
    const value = read(field);
    if (typeof value === 'string') return value;
    if (value === null) return filled.text;
    const part = partOf(value, tree, depth);
    holes.push(...part.holes);
    return part.text;
  });
  return { text, holes };
}

function joined(separator: Expr, { args }: Call, tree: ModuleTree, depth: number): TextTemplate | null {
  const between = tree.constantText(separator);
  const parts = args[0];
  if (between === undefined || parts === undefined) return null;
  if (parts.kind !== 'List' && parts.kind !== 'Tuple') return partOf(parts, tree, depth);
  const list = parts.elements.map((element) => partOf(element, tree, depth));
  return { text: list.map(({ text }) => text).join(between), holes: list.flatMap(({ holes }) => holes) };
}

function join(parts: readonly TextTemplate[]): TextTemplate {
  return { text: parts.map(({ text }) => text).join(''), holes: parts.flatMap(({ holes }) => holes) };
}
