// Whether control can come out at the end of a block: the question behind "falls off the end" and "returns on all paths".
// It says yes where it does not know, except that calls of `neverReturns` do not come back.
import type { Expr, Match, Return, Stmt, Try } from './ir.ts';
import { blocksOf } from './walk.ts';

/** Says of an expression statement's value whether it raises or leaves always. */
export type NeverReturns = (expr: Expr) => boolean;

/** True where some path through the block reaches its end. */
export function canComplete(block: readonly Stmt[], neverReturns: NeverReturns): boolean {
  return block.every((stmt) => statementCompletes(stmt, neverReturns));
}

function statementCompletes(stmt: Stmt, neverReturns: NeverReturns): boolean {
  const completes = (block: readonly Stmt[]): boolean => canComplete(block, neverReturns);
  switch (stmt.kind) {
    case 'Return':
    case 'Raise':
    case 'Break':
    case 'Continue':
      return false;
    case 'ExprStmt':
      return !neverReturns(stmt.value);
    case 'Assert':
      return !isAlways(stmt.test, false);
    case 'If':
      if (isAlways(stmt.test, true)) return completes(stmt.body);
      return completes(stmt.body) || completes(stmt.orelse);
    case 'While':
      if (isAlways(stmt.test, true)) return hasBreak(stmt.body);
      return completes(stmt.orelse) || hasBreak(stmt.body);
    case 'For':
      return completes(stmt.orelse) || hasBreak(stmt.body);
    case 'With':
      return completes(stmt.body) || stmt.items.some(({ context }) => suppresses(context));
    case 'Try':
      return tryCompletes(stmt, completes);
    case 'Match':
      return !isExhaustive(stmt) || stmt.cases.some((branch) => completes(branch.body));
    default:
      return true;
  }
}

function tryCompletes({ body, handlers, orelse, finalBody }: Try, completes: (block: readonly Stmt[]) => boolean) {
  if (!completes(finalBody)) return false;
  return (completes(body) && completes(orelse)) || handlers.some((handler) => completes(handler.body));
}

/** A last case without a condition that takes everything. */
function isExhaustive({ cases }: Match): boolean {
  return cases.some(({ pattern, guard }) => guard === null && pattern.kind === 'MatchAs' && pattern.pattern === null);
}

function isAlways(test: Expr, value: boolean): boolean {
  if (test.kind !== 'Constant') return false;
  if (test.value.type === 'bool') return test.value.value === value;
  return test.value.type === 'int' && (test.value.value !== 0) === value;
}

/** `contextlib.suppress`, `pytest.raises`, `assertRaises`: an error in their block goes no further. */
function suppresses(context: Expr): boolean {
  if (context.kind !== 'Call') return false;
  const { func } = context;
  const name = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.name : '';
  return /^(?:suppress|raises|assertRaises\w*|ignored)$/.test(name);
}

/** A `break` that ends the loop whose body this is. */
function hasBreak(block: readonly Stmt[]): boolean {
  return block.some((stmt) => {
    if (stmt.kind === 'Break') return true;
    if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') return false;
    if (stmt.kind === 'For' || stmt.kind === 'While') return hasBreak(stmt.orelse);
    return blocksOf(stmt).some(hasBreak);
  });
}

/** The return statements of a function's own body, in source order: not those of definitions in it. */
export function returnsOf(block: readonly Stmt[]): Return[] {
  return block.flatMap((stmt): Return[] => {
    if (stmt.kind === 'Return') return [stmt];
    if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') return [];
    return blocksOf(stmt).flatMap(returnsOf);
  });
}
