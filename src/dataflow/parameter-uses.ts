// What a function does with its parameters, syntactically: whether knowing an argument better than "some value" could change
// what the function is found to do.
import type { Expr, Stmt } from '../python/ir.ts';
import { forEachChildExpression, forEachStatementExpression, childStatements } from '../python/walk.ts';
import type { FunctionInfo } from './linked-module.ts';

export interface ParameterUses {
  /** Names that conditions, comparisons and look-ups by key mention: a constant may decide something. */
  readonly deciding: ReadonlySet<string>;
  /** Names of which something is read or called, with which an operator does something, or that are passed on: what object it is may matter. */
  readonly used: ReadonlySet<string>;
  /** Names in which, or in a part of which, something is looked for (`x in allowed`): whose they are matters. */
  readonly searched: ReadonlySet<string>;
  /** By name: which methods are called on it. */
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
  /** It goes on with `super()`: with what depends on the class of the object. */
  readonly callsSuper: boolean;
  /** Functions or classes stand in it, which may refer to its parameters when it is left. */
  readonly makesFunctions: boolean;
}

const known = new WeakMap<FunctionInfo, ParameterUses>();

export function parameterUses(fn: FunctionInfo): ParameterUses {
  let uses = known.get(fn);
  if (uses === undefined) {
    uses = collect(fn);
    known.set(fn, uses);
  }
  return uses;
}

/** What a statement calls special methods of. */
function usedAsObjects(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case 'For':
      return [stmt.iter];
    case 'With':
      return stmt.items.map(({ context }) => context);
    case 'AugAssign':
      return [stmt.target];
    case 'Assign':
      return stmt.targets.length === 1 && stmt.targets[0]!.kind === 'Tuple' ? [stmt.value] : [];
    default:
      return [];
  }
}

function collect(fn: FunctionInfo): ParameterUses {
  const deciding = new Set<string>();
  const used = new Set<string>();
  const methods = new Map<string, Set<string>>();
  const searched = new Set<string>();
  let callsSuper = false;
  let makesFunctions = false;
  const visit = (expr: Expr, inTest: boolean): void => {
    switch (expr.kind) {
      case 'Lambda':
        makesFunctions = true;
        break;
      case 'Name':
        if (inTest) deciding.add(expr.name);
        return;
      case 'Attribute':
        if (expr.value.kind === 'Name') used.add(expr.value.name);
        break;
      case 'Call':
        callsSuper ||= expr.func.kind === 'Name' && expr.func.name === 'super';
        if (expr.func.kind === 'Attribute' && expr.func.value.kind === 'Name') {
          const { name } = expr.func.value;
          methods.set(name, (methods.get(name) ?? new Set()).add(expr.func.attr));
        }
        for (const part of [expr.func, ...expr.args, ...expr.keywords.map(({ value }) => value)]) {
          const name = part.kind === 'Starred' ? part.value : part;
          if (name.kind === 'Name') used.add(name.name);
        }
        // A name that is passed on may decide something there.
        for (const part of [...expr.args, ...expr.keywords.map(({ value }) => value)])
          if (part.kind === 'Name') deciding.add(part.name);
        break;
      case 'Subscript':
        if (expr.value.kind === 'Name') used.add(expr.value.name);
        visit(expr.value, inTest);
        visit(expr.index, true);
        return;
      case 'BinOp':
        for (const part of [expr.left, expr.right]) if (part.kind === 'Name') used.add(part.name);
        break;
      case 'FormattedValue':
      case 'Starred':
      case 'YieldFrom':
        if (expr.value.kind === 'Name') used.add(expr.value.name);
        break;
      case 'Compare':
        for (const [at, op] of expr.ops.entries()) {
          const name = op.endsWith('in') ? rootOf(expr.comparators[at]!) : null;
          if (name !== null) searched.add(name);
        }
        forEachChildExpression(expr, (child) => visit(child, true));
        return;
      case 'BoolOp':
        forEachChildExpression(expr, (child) => visit(child, true));
        return;
      case 'IfExp':
        visit(expr.test, true);
        visit(expr.body, inTest);
        visit(expr.orelse, inTest);
        return;
      default:
    }
    forEachChildExpression(expr, (child) => visit(child, inTest));
  };
  const walk = (block: readonly Stmt[]): void => {
    for (const stmt of block) {
      makesFunctions ||= stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef';
      const isTest = stmt.kind === 'If' || stmt.kind === 'While' || stmt.kind === 'Match' || stmt.kind === 'Assert';
      forEachStatementExpression(stmt, (expr) => visit(expr, isTest));
      for (const one of usedAsObjects(stmt)) if (one.kind === 'Name') used.add(one.name);
      walk(childStatements(stmt));
    }
  };
  if (fn.node.kind === 'Lambda') visit(fn.node.body, false);
  else walk(fn.node.body);
  return { deciding, used, searched, methods, callsSuper, makesFunctions };
}

/** `self` of `self.allowed['x']`. */
function rootOf(expr: Expr): string | null {
  let at = expr;
  while (at.kind === 'Attribute' || at.kind === 'Subscript') at = at.value;
  return at.kind === 'Name' ? at.name : null;
}
