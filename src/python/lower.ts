// Lowering: the syntax tree becomes the IR. This file holds what all parts share (numbering of nodes, the bound on depth)
// and chooses, by the syntax node's type, among the tables of lower-expressions, lower-statements and lower-patterns.
// The IR is nowhere deeper than `maxStatementDepth` statements with `maxExpressionDepth` expressions in them: both are
// CPython's own limits for indentation and brackets. What is deeper becomes UnknownExpr or UnknownStmt, and a note.
import type { Expr, NodeId, Pattern, Stmt } from './ir.ts';
import { expressionTable } from './lower-expressions.ts';
import { patternTable } from './lower-patterns.ts';
import { statementTable } from './lower-statements.ts';
import { parse, typeName, type SyntaxIndex, type SyntaxTree } from './parse.ts';
import { salvage, salvageNames } from './salvage.ts';
import { childInField, childrenAndErrorsOf, childrenOf, textOf, withoutParentheses } from './syntax.ts';

export const maxExpressionDepth = 200;
export const maxStatementDepth = 100;

export type ExpressionLowerer = (lower: Lowering, index: SyntaxIndex) => Expr;
/** A statement may lower to none or several. */
export type StatementLowerer = (lower: Lowering, index: SyntaxIndex) => Stmt | readonly Stmt[];
export type PatternLowerer = (lower: Lowering, index: SyntaxIndex) => Pattern;

/** Numbers nodes and keeps, for each, the offsets between which it stands. */
export class NodeNumbers {
  /** Pairs of start and end offset. */
  readonly offsets: number[] = [];

  add(start: number, end: number): NodeId {
    return this.offsets.push(start, end) / 2 - 1;
  }
}

/** What lowering found out besides the IR. */
export interface LoweringLog {
  readonly numbers: NodeNumbers;
  readonly notes: Set<string>;
  python2: boolean;
}

/** One run over one tree. */
export class Lowering {
  readonly tree: SyntaxTree;
  readonly log: LoweringLog;
  /** How deep the expression now being lowered stands in its statement. */
  depth = 0;
  readonly #shift: number;
  #statementDepth = 0;

  /** `shift` is added to all offsets: where the tree's text begins in the module. */
  constructor(tree: SyntaxTree, log: LoweringLog, shift = 0) {
    this.tree = tree;
    this.log = log;
    this.#shift = shift;
  }

  /** Numbers a node that stands where this syntax node stands. */
  node(index: SyntaxIndex): NodeId {
    return this.nodeAt(this.tree.start[index]!, this.tree.end[index]!);
  }

  nodeAt(start: number, end: number): NodeId {
    return this.log.numbers.add(start + this.#shift, end + this.#shift);
  }

  text(index: SyntaxIndex): string {
    return textOf(this.tree, index);
  }

  /** An identifier as Python compares them (PEP 3131). */
  identifier(index: SyntaxIndex): string {
    const text = this.text(index);
    return isAscii(text) ? text : text.normalize('NFKC');
  }

  /** Levels of depth that are left. */
  get room(): number {
    return maxExpressionDepth - this.depth;
  }

  expression(index: SyntaxIndex): Expr {
    const inner = withoutParentheses(this.tree, index);
    if (this.depth >= maxExpressionDepth) return this.cutShort(inner);
    const lowerer = expressionTable.get(typeName(this.tree, inner));
    if (lowerer === undefined) return this.unknown(inner);
    this.depth++;
    const expression = lowerer(this, inner);
    this.depth--;
    return expression;
  }

  expressions(indexes: readonly SyntaxIndex[]): Expr[] {
    return indexes.map((index) => this.expression(index));
  }

  /** The child in a role; where the parser found none, an UnknownExpr at the parent's end. */
  expressionIn(parent: SyntaxIndex, field: string): Expr {
    return this.expressionOrNothing(childInField(this.tree, parent, field), parent);
  }

  expressionOrNothing(index: SyntaxIndex | undefined, parent: SyntaxIndex): Expr {
    if (index !== undefined && index >= 0) return this.expression(index);
    const end = this.tree.end[parent]!;
    return { kind: 'UnknownExpr', node: this.nodeAt(end, end), children: [] };
  }

  optionalIn(parent: SyntaxIndex, field: string): Expr | null {
    const child = childInField(this.tree, parent, field);
    return child < 0 ? null : this.expression(child);
  }

  pattern(index: SyntaxIndex): Pattern {
    const lowerer = this.depth < maxExpressionDepth ? patternTable.get(typeName(this.tree, index)) : undefined;
    if (lowerer === undefined) return { kind: 'MatchValue', node: this.node(index), value: this.cutShort(index) };
    this.depth++;
    const pattern = lowerer(this, index);
    this.depth--;
    return pattern;
  }

  /** The statements of a block, a suite on the same line included. */
  block(index: SyntaxIndex): Stmt[] {
    return index < 0 ? [] : this.statements(childrenAndErrorsOf(this.tree, index));
  }

  statements(indexes: readonly SyntaxIndex[]): Stmt[] {
    const statements: Stmt[] = [];
    if (indexes.length === 0) return statements;
    const depth = this.depth;
    this.depth = 0;
    if (this.#statementDepth >= maxStatementDepth) {
      statements.push({
        kind: 'UnknownStmt',
        node: this.node(indexes[0]!),
        expressions: indexes.map((index) => this.cutShort(index)),
        body: [],
      });
    } else {
      this.#statementDepth++;
      for (const index of indexes) {
        const lowered = this.statement(index);
        if (isMany(lowered)) statements.push(...lowered);
        else statements.push(lowered);
        if (this.tree.errors.length > 0) statements.push(...this.#errorsWithin(index));
      }
      this.#statementDepth--;
    }
    this.depth = depth;
    return statements;
  }

  statement(index: SyntaxIndex): Stmt | readonly Stmt[] {
    const lowerer = statementTable.get(typeName(this.tree, index));
    return lowerer === undefined ? salvage(this, index) : lowerer(this, index);
  }

  /** What stands in the error nodes directly below a statement, which its own lowering does not look at. */
  #errorsWithin(index: SyntaxIndex): Stmt[] {
    const { tree } = this;
    if (typeName(tree, index) === 'ERROR') return [];
    const errors = childrenAndErrorsOf(tree, index).filter((child) => typeName(tree, child) === 'ERROR');
    return errors.map((error) => salvage(this, error));
  }

  /** Lowers text that stands at `offset` of this tree's text as one expression, newlines within it allowed. */
  expressionFromText(text: string, offset: number): Expr {
    return lowerExpressionText(text, this.log, offset + this.#shift, this.depth);
  }

  /** For what the grammar or Python does not know; its parts are kept. */
  unknown(index: SyntaxIndex): Expr {
    const node = this.node(index);
    if (this.depth >= maxExpressionDepth) return this.cutShort(index);
    this.depth++;
    const parts = childrenOf(this.tree, index).filter((child) => expressionTable.has(typeName(this.tree, child)));
    const children = this.expressions(parts);
    this.depth--;
    return { kind: 'UnknownExpr', node, children };
  }

  /** Stands for what is nested too deeply: only the names in it are kept. */
  cutShort(index: SyntaxIndex): Expr {
    this.noteDepth();
    return { kind: 'UnknownExpr', node: this.node(index), children: salvageNames(this, index) };
  }

  noteDepth(): void {
    this.log.notes.add(
      `cut short: nesting deeper than ${maxExpressionDepth} expressions or ${maxStatementDepth} statements`,
    );
  }
}

/**
 * Lowers a text of its own (a string annotation, what stands in backticks) as one expression.
 * `offset` says where it begins in the module; `depth` how deep it stands.
 */
export function lowerExpressionText(text: string, log: LoweringLog, offset: number, depth: number): Expr {
  const tree = parse(`(${text})`);
  const lower = new Lowering(tree, log, offset - 1);
  lower.depth = depth;
  const statement = childrenOf(tree, 0)[0];
  const expression = statement === undefined ? undefined : childrenOf(tree, statement)[0];
  if (tree.errors.length > 0 || expression === undefined || tree.after[expression] !== tree.count) {
    return { kind: 'UnknownExpr', node: lower.nodeAt(1, 1 + text.length), children: [] };
  }
  return lower.expression(expression);
}

function isMany(lowered: Stmt | readonly Stmt[]): lowered is readonly Stmt[] {
  return Array.isArray(lowered);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
