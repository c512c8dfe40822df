// The functions of a module, and what the checks of a review ask of them.
import { canComplete, returnsOf } from '../../python/completion.ts';
import type { ClassDef, Expr, FunctionDef, Stmt } from '../../python/ir.ts';
import { apiNameOf } from '../../python/lookups.ts';
import type { ModuleFacts } from '../../python/module-facts.ts';
import { forEachStatementExpression, visitModule, walkExpressions, type Enclosing } from '../../python/walk.ts';

export interface FunctionInModule {
  readonly def: FunctionDef;
  /** The class whose method it is. */
  readonly owner: ClassDef | null;
  /** The definitions around it, outermost first. */
  readonly enclosing: readonly Enclosing[];
}

/** All functions, methods and functions in functions, in source order. */
export function functionsOf({ body }: Pick<ModuleFacts, 'body'>): FunctionInModule[] {
  const functions: FunctionInModule[] = [];
  visitModule(body, {
    statement(stmt, enclosing) {
      if (stmt.kind !== 'FunctionDef') return;
      const owner = enclosing.at(-1);
      functions.push({ def: stmt, owner: owner?.kind === 'ClassDef' ? owner : null, enclosing });
    },
  });
  return functions;
}

/** A body that only says that there is none: pass, `...`, a docstring, raise, or returning a constant. */
export function isStub(body: readonly Stmt[]): boolean {
  return body.every((stmt) => {
    if (stmt.kind === 'Pass' || stmt.kind === 'Raise') return true;
    if (stmt.kind === 'ExprStmt') return stmt.value.kind === 'Constant';
    return stmt.kind === 'Return' && (stmt.value === null || stmt.value.kind === 'Constant');
  });
}

const logs = /^(?:debug|info|warning|warn|error|exception|critical|log)$/;

/** A method that others are meant to replace: at most it logs, and gives back what it has. */
export function isDefaultImplementation({ def, owner }: FunctionInModule): boolean {
  if (owner === null) return false;
  return def.body.every((stmt) => {
    if (stmt.kind === 'Pass') return true;
    if (stmt.kind === 'Return') return stmt.value === null || isAtHand(stmt.value);
    if (stmt.kind !== 'ExprStmt') return false;
    const { value } = stmt;
    return (
      value.kind === 'Constant' ||
      (value.kind === 'Call' && value.func.kind === 'Attribute' && logs.test(value.func.attr))
    );
  });
}

/** A name, an attribute, a constant or something empty. */
function isAtHand(expr: Expr): boolean {
  if (expr.kind === 'Attribute') return isAtHand(expr.value);
  if (expr.kind === 'Dict') return expr.entries.length === 0;
  if (expr.kind === 'List' || expr.kind === 'Tuple') return expr.elements.length === 0;
  return expr.kind === 'Name' || expr.kind === 'Constant';
}

/** A class that may inherit something: a method of it may be dictated by a base, names and signature with it. */
export function hasForeignBases({ bases, keywords }: ClassDef): boolean {
  return keywords.length > 0 || bases.some((base) => !(base.kind === 'Name' && base.name === 'object'));
}

export function isDunder(name: string): boolean {
  return /^__\w+__$/.test(name);
}

/** The parameters without the object or class that a method gets first. */
export function ownParameters({ def, owner }: FunctionInModule): FunctionDef['params'] {
  if (owner === null || def.decorators.some(isStaticMethod)) return def.params;
  return def.params.slice(1);
}

function isStaticMethod(decorator: Expr): boolean {
  return decorator.kind === 'Name' && decorator.name === 'staticmethod';
}

/** Visits every expression of a function's own body: not those of definitions in it. */
export function visitOwnExpressions(block: readonly Stmt[], visit: (expr: Expr) => void): void {
  for (const stmt of ownStatements(block)) forEachStatementExpression(stmt, (expr) => walkExpressions(expr, visit));
}

/** All statements of a function's own body, a parent before its children: not those of definitions in it. */
export function ownStatements(block: readonly Stmt[]): Stmt[] {
  const found: Stmt[] = [];
  visitModule(block, {
    statement(stmt, enclosing) {
      if (enclosing.length === 0) found.push(stmt);
    },
  });
  return found;
}

const leaving =
  /^(?:sys\.exit|os\._exit|os\.abort|builtins\.(?:exit|quit)|typing(?:_extensions)?\.assert_never|(?:flask|werkzeug\.exceptions|bottle)\.abort|pytest\.(?:fail|skip|exit))$/;

/** What such a function is called where it can't be looked at: a method of a base, an import. */
const leavingName = /^_*(?:raise|reraise|abort|fail|die|bail)(?:_|[A-Z]|$)/;

/** Calls that do not come back: those of libraries, and of the module's own functions that raise on every path. */
export function leavesAlways(facts: ModuleFacts): (expr: Expr) => boolean {
  const comesBack = new Map<string, boolean>();
  for (const { def } of functionsOf(facts)) {
    const returns = returnsOf(def.body).length > 0 || canComplete(def.body, () => false);
    comesBack.set(def.name, returns || def.isAsync || comesBack.get(def.name) === true);
  }
  return (expr) => {
    const call = expr.kind === 'Await' ? expr.value : expr;
    if (call.kind !== 'Call') return false;
    const { func } = call;
    const api = apiNameOf(facts, func);
    if (api !== undefined && leaving.test(api)) return true;
    const isOwn = func.kind === 'Name' || (func.kind === 'Attribute' && isSelf(func.value));
    const name = func.kind === 'Name' ? func.name : func.kind === 'Attribute' ? func.attr : '';
    const known = isOwn ? comesBack.get(name) : undefined;
    return known === undefined ? leavingName.test(name) : !known;
  };
}

/** `self` or `cls`. */
export function isSelf(expr: Expr): boolean {
  return expr.kind === 'Name' && (expr.name === 'self' || expr.name === 'cls');
}
