// Conditions: which way they go, and what is known on each way. A check marks the value that was checked, and what it was
// taken from where the relation allows it, as safe for the kinds of sink that the check serves.
import { truthOf } from '../python/fold.ts';
import type { Compare, ConstantValue, Expr, UnaryOp } from '../python/ir.ts';
import { comparisonGuards } from './comparison-guards.ts';
import { everything, type Environment } from './environment.ts';
import { comparison, evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { allOf, anyOf, marksOf, opposite, type Check, type Guards } from './guards.ts';
import { constant, join, nothing, onlyConstant, sameConstant, truth, unknown, type Value } from './value.ts';

export interface Branches {
  readonly whenTrue: Environment;
  readonly whenFalse: Environment;
  /** What the condition itself is. */
  readonly value: Value;
}

/** Evaluates a condition in the frame's environment and gives the two that follow from it. */
export function branch(frame: Frame, expr: Expr): Branches {
  switch (expr.kind) {
    case 'UnaryOp':
      return expr.op === 'not' ? negated(frame, expr) : plain(frame, expr);
    case 'BoolOp':
      return connected(frame, expr.op, expr.values);
    case 'Compare':
      return expr.ops.length === 1 ? compared(frame, expr) : plain(frame, expr);
    default:
      return plain(frame, expr);
  }
}

function plain(frame: Frame, expr: Expr): Branches {
  return split(frame, evaluate(frame, expr), expr);
}

/** The two ways of a value's own truth. */
function split(frame: Frame, value: Value, expr: Expr): Branches {
  const whenTrue = frame.env;
  const whenFalse = frame.env.fork();
  const known = truth(value);
  if (known === true) whenFalse.isDead = true;
  if (known === false) whenTrue.isDead = true;
  // What is empty or None can do no harm.
  if (value.taints.length > 0) apply(whenFalse, { taints: value.taints, kinds: everything });
  learn(whenTrue, whenFalse, value.guards);
  narrow(frame, whenTrue, expr, value, (one) => truthOf(one));
  narrow(frame, whenFalse, expr, value, (one) => !truthOf(one));
  return { whenTrue, whenFalse, value };
}

/** Leaves only those constants of a variable that a condition allows. */
function narrow(frame: Frame, env: Environment, expr: Expr, value: Value, test: (one: ConstantValue) => boolean): void {
  const name = expr.kind === 'NamedExpr' ? expr.target : expr;
  if (name.kind !== 'Name' || value.constants === null || value.constants.length < 2) return;
  const binding = frame.module.facts.nameBinding[name.node] ?? -1;
  if (binding < 0 || env.get(binding) === undefined) return;
  const constants = value.constants.filter(test);
  if (constants.length > 0) env.set(binding, { ...value, constants });
}

function negated(frame: Frame, { operand }: UnaryOp): Branches {
  const { whenTrue, whenFalse, value } = branch(frame, operand);
  return {
    whenTrue: whenFalse,
    whenFalse: whenTrue,
    value: denied(value),
  };
}

/** `not value`. */
export function denied(value: Value): Value {
  const known = truth(value);
  const guards = opposite(value.guards);
  return { ...(known === undefined ? unknown : constant({ type: 'bool', value: !known })), guards };
}

function connected(frame: Frame, op: 'and' | 'or', operands: readonly Expr[]): Branches {
  let stopped: Environment | null = null;
  let value: Value = nothing;
  const guards: (Guards | null)[] = [];
  let last: Branches | null = null;
  for (const operand of operands) {
    if (frame.env.isDead) break;
    last = branch(frame, operand);
    const [stops, goesOn] = op === 'or' ? [last.whenTrue, last.whenFalse] : [last.whenFalse, last.whenTrue];
    value = join(value, last.value);
    guards.push(last.value.guards);
    if (stopped === null) stopped = stops;
    else stopped.join(stops);
    frame.env = goesOn;
  }
  const goesOn = frame.env;
  if (stopped === null || last === null) return plain(frame, operands[0]!);
  value = { ...value, guards: op === 'or' ? anyOf(guards) : allOf(guards) };
  return op === 'or'
    ? { whenTrue: stopped, whenFalse: goesOn, value }
    : { whenTrue: goesOn, whenFalse: stopped, value };
}

function compared(frame: Frame, expr: Compare): Branches {
  const op = expr.ops[0]!;
  const [leftExpr, rightExpr] = [expr.left, expr.comparators[0]!];
  const left = evaluate(frame, leftExpr);
  const right = evaluate(frame, rightExpr);
  const guards = comparisonGuards(frame, op, leftExpr, left, right);
  const value = { ...(comparison(frame, op, left, right) ?? unknown), guards };
  const known = truth(value);
  const whenTrue = frame.env;
  const whenFalse = frame.env.fork();
  if (known === true) whenFalse.isDead = true;
  if (known === false) whenTrue.isDead = true;
  learn(whenTrue, whenFalse, guards);
  if (op === '==' || op === '!=' || op === 'is' || op === 'is not') {
    const [holds, fails] = op === '!=' || op === 'is not' ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
    equal(frame, holds, leftExpr, left, right);
    equal(frame, holds, rightExpr, right, left);
    unequal(frame, fails, leftExpr, left, right);
  }
  return { whenTrue, whenFalse, value };
}

function learn(whenTrue: Environment, whenFalse: Environment, guards: Guards | null): void {
  if (guards === null) return;
  for (const check of guards.whenTrue) apply(whenTrue, check);
  for (const check of guards.whenFalse) apply(whenFalse, check);
}

/** Where something equals constants, it is one of them. */
function equal(frame: Frame, env: Environment, expr: Expr, value: Value, other: Value): void {
  if (other.constants === null || other.constants.length === 0) return;
  const { constants } = other;
  if (expr.kind !== 'Name') return;
  const binding = frame.module.facts.nameBinding[expr.node] ?? -1;
  if (binding < 0 || env.get(binding) === undefined) return;
  if (
    value.constants === null &&
    value.taints.length === 0 &&
    value.api === null &&
    value.objects.length === 0 &&
    value.refs.length === 0
  ) {
    env.set(binding, { ...value, constants });
  } else if (value.constants !== null && value.constants.length > 1) {
    const both = value.constants.filter((one) => constants.some((allowed) => sameConstant(one, allowed)));
    if (both.length > 0) env.set(binding, { ...value, constants: both });
  }
}

/** Where something is not this constant, others remain. */
function unequal(frame: Frame, env: Environment, expr: Expr, value: Value, other: Value): void {
  const only = onlyConstant(other);
  if (only === undefined) return;
  narrow(frame, env, expr, value, (one) => !sameConstant(one, only));
}

/** Marks values as checked: the value itself, and for some relations what it was made of. */
export function apply(env: Environment, check: Check): void {
  for (const [key, kinds] of marksOf(check)) env.check(key, kinds);
}
