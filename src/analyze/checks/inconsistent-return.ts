// Functions that return a value on one path and nothing on another: their callers get None where they do not expect it.
// PEP 8: "Either all return statements in a function should return an expression, or none of them should."
// Silent where None is the usual answer for "not found" (a loop that returns what it finds), for generators, and for
// hooks of frameworks, in which nothing means "go on".
import { canComplete, returnsOf } from '../../python/completion.ts';
import type { FunctionDef, Return, Stmt } from '../../python/ir.ts';
import { regionOf } from '../../python/module-facts.ts';
import { blocksOf } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, isDunder, leavesAlways, visitOwnExpressions } from './functions.ts';

/** Hooks where a value ends the request and nothing lets it go on. */
const hooks =
  /(?:^|_)(?:before|after)_(?:\w+_)?request$|^process_(?:request|view|response|exception|template_response)$|^errorhandler$/;

export const inconsistentReturn: Check = (facts) => {
  const neverReturns = leavesAlways(facts);
  return functionsOf(facts).flatMap(({ def }): CheckHit[] => {
    if (isDunder(def.name) || isHook(def) || isGenerator(def)) return [];
    const returns = returnsOf(def.body);
    const valued = returns.filter(hasValue);
    const first = valued[0];
    if (first === undefined || isSearch(def.body)) return [];
    const bare = returns.find(({ value }) => value === null);
    const fallsOff = canComplete(def.body, neverReturns);
    if (bare === undefined && !fallsOff) return [];
    const lineOf = (stmt: Stmt): string => String(regionOf(facts, stmt.node).startLine);
    const nothing = fallsOff ? 'falls off its end on another path' : `nothing in line ${lineOf(bare!)}`;
    return [
      {
        region: regionOf(facts, def.nameNode),
        captures: { function: def.name, line: lineOf(first), nothing: fallsOff ? nothing : `returns ${nothing}` },
      },
    ];
  });
};

/** `return None` says nothing, but says it. */
function hasValue({ value }: Return): boolean {
  return value !== null && !(value.kind === 'Constant' && value.value.type === 'none');
}

function isHook({ name, decorators }: FunctionDef): boolean {
  return hooks.test(name) || decorators.some((decorator) => hooks.test(lastName(decorator)));
}

function lastName(expr: FunctionDef['decorators'][number]): string {
  if (expr.kind === 'Call') return lastName(expr.func);
  return expr.kind === 'Attribute' ? expr.attr : expr.kind === 'Name' ? expr.name : '';
}

function isGenerator({ body }: FunctionDef): boolean {
  let yields = false;
  visitOwnExpressions(body, (expr) => {
    if (expr.kind === 'Yield' || expr.kind === 'YieldFrom') yields = true;
  });
  return yields;
}

/** All its values are returned from within loops. */
function isSearch(body: readonly Stmt[]): boolean {
  return !outsideLoops(body).some((stmt) => stmt.kind === 'Return' && hasValue(stmt));
}

function outsideLoops(block: readonly Stmt[]): Stmt[] {
  return block.flatMap((stmt): Stmt[] => {
    if (stmt.kind === 'For' || stmt.kind === 'While') return outsideLoops(stmt.orelse);
    if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') return [];
    return [stmt, ...blocksOf(stmt).flatMap(outsideLoops)];
  });
}
