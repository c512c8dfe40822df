// Executing statements abstractly: each in its turn, branches apart and joined, loops until nothing new comes or twice.
import type { ClassDef, FunctionDef, If, Match, Stmt, Try } from '../python/ir.ts';
import { assign, bind, unassign } from './assign.ts';
import { augment } from './augmented.ts';
import { callValue } from './calls.ts';
import { catchesConversions } from './conversions.ts';
import { branch } from './conditions.ts';
import type { Environment } from './environment.ts';
import { checkedNow, evaluate } from './evaluate.ts';
import { raise, type Frame, type LoopState } from './frame.ts';
import { importStatement } from './imports.ts';
import type { ClassInfo } from './linked-module.ts';
import { objectsOf } from './objects.ts';
import { runFor, runWhile } from './loops.ts';
import { matchCase } from './patterns-of-match.ts';
import { decorate } from './decorators.ts';
import { reportValue } from './sinks.ts';
import { nothing, none, truth, unknown, type Value } from './value.ts';
import { reportReturned } from './returned.ts';
import { runWith } from './with-blocks.ts';

/** Runs the body of the frame's function (or of its module) to all its exits. */
export function runBody(frame: Frame): void {
  const { fn } = frame;
  const body = fn === null ? frame.module.facts : fn.node;
  if ('kind' in body && body.kind === 'Lambda') {
    leave(frame, body.body);
    return;
  }
  run(frame, body.body);
  if (!frame.env.isDead) frame.exits.push({ value: none, env: frame.env, truth: false });
}

export function run(frame: Frame, block: readonly Stmt[]): void {
  for (const stmt of block) {
    if (frame.env.isDead) return;
    if (frame.outcome.budget <= 0) {
      frame.outcome.wasCut = true;
      return;
    }
    frame.outcome.budget -= 1;
    execute(frame, stmt);
    // Whatever raises may raise after this statement, or before it, which the state at the beginning says.
    for (const state of frame.raising) state.join(frame.env);
  }
}

function execute(frame: Frame, stmt: Stmt): void {
  switch (stmt.kind) {
    case 'ExprStmt':
      evaluate(frame, stmt.value);
      return;
    case 'Assign': {
      const value = evaluate(frame, stmt.value);
      if (!frame.env.isDead) for (const target of stmt.targets) assign(frame, target, value);
      return;
    }
    case 'AnnAssign':
      if (stmt.value !== null) assign(frame, stmt.target, evaluate(frame, stmt.value));
      return;
    case 'AugAssign':
      augment(frame, stmt);
      return;
    case 'Return':
      if (stmt.value === null) frame.exits.push({ value: none, env: frame.env.fork(), truth: false });
      else leave(frame, stmt.value);
      frame.env.isDead = true;
      return;
    case 'Raise':
      if (stmt.exception !== null) {
        const exception = evaluate(frame, stmt.exception);
        reportRaised(frame, stmt.node, exception);
        raise(frame, exception);
      } else raise(frame, frame.caught.at(-1) ?? unknown);
      frame.env.isDead = true;
      return;
    case 'Assert': {
      const { whenTrue, whenFalse } = branch(frame, stmt.test);
      if (stmt.message !== null && !whenFalse.isDead) {
        frame.env = whenFalse;
        evaluate(frame, stmt.message);
      }
      frame.env = whenTrue;
      return;
    }
    case 'If':
      runIf(frame, stmt);
      return;
    case 'For':
      runFor(frame, stmt);
      return;
    case 'While':
      runWhile(frame, stmt);
      return;
    case 'With':
      runWith(frame, stmt);
      return;
    case 'Try':
      runTry(frame, stmt);
      return;
    case 'Match':
      runMatch(frame, stmt);
      return;
    case 'FunctionDef':
      define(frame, stmt);
      return;
    case 'ClassDef':
      defineClass(frame, stmt);
      return;
    case 'Import':
    case 'ImportFrom':
      importStatement(frame, stmt);
      return;
    case 'Delete':
      for (const target of stmt.targets) unassign(frame, target);
      return;
    case 'Break':
    case 'Continue': {
      const around = frame.loops.at(-1);
      if (around !== undefined) meet(around, stmt.kind === 'Break' ? 'breaks' : 'continues', frame.env);
      frame.env.isDead = true;
      return;
    }
    case 'UnknownStmt':
      for (const expr of stmt.expressions) evaluate(frame, expr);
      run(frame, stmt.body);
      return;
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
    case 'TypeAlias':
      return;
  }
}

function meet(state: LoopState, side: 'breaks' | 'continues', env: Environment): void {
  const before = state[side];
  if (before === null) state[side] = env.fork();
  else before.join(env);
}

/** `return expression`: where it is a condition, what it checked holds where the caller finds it true. */
function leave(frame: Frame, expr: Parameters<typeof evaluate>[1]): void {
  const isCondition =
    expr.kind === 'Compare' ||
    expr.kind === 'BoolOp' ||
    expr.kind === 'Call' ||
    (expr.kind === 'UnaryOp' && expr.op === 'not');
  if (!isCondition) {
    const value = evaluate(frame, expr);
    reportReturned(frame, expr.node, value);
    if (!frame.env.isDead) {
      frame.exits.push({ value: checkedNow(frame, value), env: frame.env.fork(), truth: truth(value) });
    }
    return;
  }
  // A condition marks what is false as harmless; what is returned is looked at before.
  const before = frame.env;
  const { whenTrue, whenFalse, value } = branch(frame, expr);
  if (frame.returnSinks.length > 0) {
    const after = frame.env;
    frame.env = whenTrue.isDead ? whenFalse : whenTrue;
    reportReturned(frame, expr.node, value);
    frame.env = after;
  }
  if (!whenTrue.isDead) frame.exits.push({ value, env: whenTrue.fork(), truth: true });
  if (!whenFalse.isDead) frame.exits.push({ value, env: whenFalse.fork(), truth: false });
  frame.env = before;
}

/** The text of an exception is shown to people: in logs, in responses. */
function reportRaised(frame: Frame, node: number, exception: Value): void {
  for (const [, object] of objectsOf(frame, exception)) {
    for (const value of object.cells.values()) reportValue(frame, node, 'secret-error', 'an exception', value);
  }
  if (exception.taints.length > 0) reportValue(frame, node, 'secret-error', 'an exception', exception);
}

function runIf(frame: Frame, stmt: If): void {
  const { whenTrue, whenFalse } = branch(frame, stmt.test);
  frame.env = whenTrue;
  run(frame, stmt.body);
  const after = frame.env;
  frame.env = whenFalse;
  run(frame, stmt.orelse);
  frame.env.join(after);
}

/** Runs a block, and gives the state in which it may raise and what it raises, as far as that is seen. */
export function runWatched(
  frame: Frame,
  body: readonly Stmt[],
): { readonly raised: Environment; readonly exception: Value } {
  const raised = frame.env.fork();
  frame.raising.push(raised);
  frame.raised.push(nothing);
  run(frame, body);
  frame.raising.pop();
  return { raised, exception: frame.raised.pop() ?? nothing };
}

function runTry(frame: Frame, stmt: Try): void {
  const catches = stmt.handlers.some(catchesConversions) ? 1 : 0;
  frame.catching += catches;
  const { raised, exception } = runWatched(frame, stmt.body);
  frame.catching -= catches;
  if (exception !== nothing && !stmt.handlers.some(catchesAll)) {
    const present = frame.env;
    frame.env = raised;
    raise(frame, exception);
    frame.env = present;
  }
  run(frame, stmt.orelse);
  let after = frame.env;
  for (const handler of stmt.handlers) {
    frame.env = raised.fork();
    frame.env.isDead = raised.isDead;
    if (handler.type !== null) evaluate(frame, handler.type);
    if (handler.name !== null && handler.nameNode !== null) {
      bind(frame, handler.nameNode, handler.name, exception === nothing ? unknown : exception);
    }
    frame.caught.push(exception);
    run(frame, handler.body);
    frame.caught.pop();
    frame.env.join(after);
    after = frame.env;
  }
  frame.env = after;
  if (stmt.finalBody.length === 0) return;
  if (!after.isDead) {
    if (raised.checks() !== after.checks()) {
      // What was checked in the body has not been where it raised.
      frame.env = raised.fork();
      run(frame, stmt.finalBody);
      frame.env = after;
    }
    run(frame, stmt.finalBody);
    return;
  }
  // Every way out of the body left it; the last block is run on the way.
  frame.env = raised.fork();
  run(frame, stmt.finalBody);
  frame.env.isDead = true;
}

function catchesAll({ type }: Try['handlers'][number]): boolean {
  return type === null || (type.kind === 'Name' && /^(Base)?Exception$/.test(type.name));
}

function runMatch(frame: Frame, stmt: Match): void {
  const subject = evaluate(frame, stmt.subject);
  let after: Environment | null = null;
  for (const { pattern, guard, body } of stmt.cases) {
    if (frame.env.isDead) break;
    const missed = frame.env.fork();
    const outcome = matchCase(frame, pattern, subject);
    if (outcome === 'never') {
      frame.env = missed;
      continue;
    }
    if (guard !== null) {
      const { whenTrue, whenFalse } = branch(frame, guard);
      missed.join(whenFalse);
      frame.env = whenTrue;
    }
    run(frame, body);
    if (after === null) after = frame.env;
    else after.join(frame.env);
    frame.env = missed;
    if (outcome === 'always' && guard === null) frame.env.isDead = true;
  }
  if (after !== null) {
    after.join(frame.env);
    frame.env = after;
  }
}

function define(frame: Frame, stmt: FunctionDef): void {
  const fn = frame.module.functions.get(stmt.node);
  if (fn === undefined) return;
  const ref = { kind: 'function', fn, self: null, closure: fn.isNested ? frame : null } as const;
  if (fn.isNested) frame.defined.push(ref);
  bind(frame, stmt.nameNode, stmt.name, decorate(frame, stmt, { ...unknown, refs: [ref] }));
}

function defineClass(frame: Frame, stmt: ClassDef): void {
  const cls = frame.module.classes.get(stmt.node);
  if (cls === undefined) return;
  for (const base of stmt.bases) evaluate(frame, base);
  run(frame, stmt.body);
  for (const method of cls.methods.values()) {
    if (cls.isNested) frame.defined.push({ kind: 'function', fn: method, self: null, closure: frame });
  }
  const made: Value = { ...unknown, refs: [{ kind: 'class', cls, closure: cls.isNested ? frame : null }] };
  tellHeirs(frame, stmt, cls, made);
  bind(frame, stmt.nameNode, stmt.name, decorate(frame, stmt, made));
}

/** A class that is made is told to what it inherits from, by `__init_subclass__`. */
function tellHeirs(frame: Frame, stmt: ClassDef, cls: ClassInfo, made: Value): void {
  if (cls.isNested || stmt.bases.length === 0) return;
  for (const base of frame.program.ancestorsOf(cls).slice(1)) {
    const hook = base.methods.get('__init_subclass__');
    if (hook === undefined) continue;
    const callee: Value = { ...unknown, refs: [{ kind: 'function', fn: hook, self: made, closure: null }] };
    callValue(frame, stmt.node, callee, { receiver: null, positional: [], keywords: new Map(), spread: null });
    return;
  }
}
