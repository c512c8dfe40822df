// Conditions: which way they go, and what is known on each way. A check marks the value that was checked, and what it was
// taken from where the relation allows it, as safe for the kinds of sink that the check serves.
import { truthOf } from '../python/fold.ts';
import type { Compare, ConstantValue, Expr, UnaryOp } from '../python/ir.ts';
import { assign } from './assign.ts';
import { evaluateCallWithGuards } from './calls.ts';
import { everything, type Environment } from './environment.ts';
import { comparison, evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { itemsOf } from './heap-object.ts';
import { objectsOf, taintsIn } from './objects.ts';
import { kindBit, type Kinds, type Taint } from './taint.ts';
import { constant, join, nothing, onlyConstant, onlyText, sameConstant, truth, unknown, type Value } from './value.ts';

export interface Branches {
  readonly whenTrue: Environment;
  readonly whenFalse: Environment;
  /** What the condition itself is. */
  readonly value: Value;
}

/** What a call tells of its arguments when its result is true, and when it is false. */
export interface Guards {
  readonly whenTrue: readonly Check[];
  readonly whenFalse: readonly Check[];
}

export interface Check {
  readonly taints: readonly Pick<Taint, 'key' | 'parent' | 'relation'>[];
  readonly kinds: Kinds;
}

export const noGuards: Guards = { whenTrue: [], whenFalse: [] };

const quoteKinds = kindBit('sql') | kindBit('xpath') | kindBit('ldap');
const hostKinds = kindBit('redirect') | kindBit('url');
const sizeKinds = kindBit('size');

/** Evaluates a condition in the frame's environment and gives the two that follow from it. */
export function branch(frame: Frame, expr: Expr): Branches {
  switch (expr.kind) {
    case 'UnaryOp':
      return expr.op === 'not' ? negated(frame, expr) : plain(frame, expr);
    case 'BoolOp':
      return connected(frame, expr.op, expr.values);
    case 'Compare':
      return expr.ops.length === 1 ? compared(frame, expr) : plain(frame, expr);
    case 'Call': {
      const { value, guards } = evaluateCallWithGuards(frame, expr);
      const branches = split(frame, value, expr);
      for (const check of guards.whenTrue) apply(branches.whenTrue, check);
      for (const check of guards.whenFalse) apply(branches.whenFalse, check);
      return branches;
    }
    case 'NamedExpr': {
      if (expr.value.kind !== 'Call') return plain(frame, expr);
      const inner = branch(frame, expr.value);
      for (const env of [inner.whenTrue, inner.whenFalse]) {
        frame.env = env;
        assign(frame, expr.target, inner.value);
      }
      return inner;
    }
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
  const known = truth(value);
  return {
    whenTrue: whenFalse,
    whenFalse: whenTrue,
    value: known === undefined ? unknown : constant({ type: 'bool', value: !known }),
  };
}

function connected(frame: Frame, op: 'and' | 'or', operands: readonly Expr[]): Branches {
  let stopped: Environment | null = null;
  let value: Value = nothing;
  let last: Branches | null = null;
  for (const operand of operands) {
    if (frame.env.isDead) break;
    last = branch(frame, operand);
    const [stops, goesOn] = op === 'or' ? [last.whenTrue, last.whenFalse] : [last.whenFalse, last.whenTrue];
    value = join(value, last.value);
    if (stopped === null) stopped = stops;
    else stopped.join(stops);
    frame.env = goesOn;
  }
  const goesOn = frame.env;
  if (stopped === null || last === null) return plain(frame, operands[0]!);
  return op === 'or'
    ? { whenTrue: stopped, whenFalse: goesOn, value }
    : { whenTrue: goesOn, whenFalse: stopped, value };
}

function compared(frame: Frame, expr: Compare): Branches {
  const op = expr.ops[0]!;
  const [leftExpr, rightExpr] = [expr.left, expr.comparators[0]!];
  const left = evaluate(frame, leftExpr);
  const right = evaluate(frame, rightExpr);
  const value = comparison(frame, op, left, right) ?? unknown;
  const known = truth(value);
  const whenTrue = frame.env;
  const whenFalse = frame.env.fork();
  if (known === true) whenFalse.isDead = true;
  if (known === false) whenTrue.isDead = true;
  const [holds, fails] =
    op.startsWith('not') || op === '!=' || op === 'is not' ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  if (op === '==' || op === '!=' || op === 'is' || op === 'is not') {
    equal(frame, holds, leftExpr, left, right);
    equal(frame, holds, rightExpr, right, left);
    unequal(frame, fails, leftExpr, left, right);
  } else if (op === 'in' || op === 'not in') {
    inside(frame, holds, left, right);
    contains(frame, fails, left, right);
  } else bounded(frame, op, whenTrue, whenFalse, leftExpr, left, right);
  return { whenTrue, whenFalse, value };
}

/** Where something equals constants, it is one of them. */
function equal(frame: Frame, env: Environment, expr: Expr, value: Value, other: Value): void {
  if (other.constants === null || other.constants.length === 0) return;
  apply(env, { taints: value.taints, kinds: everything });
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
  // `urlparse(x).netloc == ''` that fails, and `x == ''` that holds, are told by `equal`.
}

/** Where a value is one of a set that no outsider fills, it is one of the set's. */
function inside(frame: Frame, env: Environment, value: Value, set: Value): void {
  if (value.taints.length === 0) return;
  if (set.constants !== null && set.objects.length === 0) return; // a substring of a text may be anything short
  const contents = taintsIn(frame, set);
  if (contents.some(({ origin }) => origin.type === 'source')) return;
  // What a caller gives as the set and as the value may be one and the same.
  const givenTogether = contents.some((taint) => value.taints.some((other) => other.key === taint.key));
  if (!givenTogether) apply(env, { taints: value.taints, kinds: everything });
}

/** Where a text lacks a quote, it can't end a quoted part. */
function contains(frame: Frame, env: Environment, needle: Value, value: Value): void {
  if (value.taints.length === 0) return;
  const texts = needle.constants?.map((one) => (one.type === 'string' ? one.value : null)) ?? textsIn(frame, needle);
  if (texts.includes("'") || texts.includes('"')) apply(env, { taints: value.taints, kinds: quoteKinds });
}

function textsIn(frame: Frame, value: Value): (string | null)[] {
  return objectsOf(frame, value).flatMap(([, object]) => itemsOf(object).map((item) => onlyText(item) ?? null));
}

/** `len(x) < n` and `x < n` bound sizes. */
function bounded(
  frame: Frame,
  op: string,
  whenTrue: Environment,
  whenFalse: Environment,
  leftExpr: Expr,
  left: Value,
  right: Value,
): void {
  const isBelow = op.startsWith('<');
  const subject = leftExpr.kind === 'Call' && leftExpr.args.length === 1 ? evaluate(frame, leftExpr.args[0]!) : left;
  apply(isBelow ? whenTrue : whenFalse, { taints: subject.taints, kinds: sizeKinds });
  apply(isBelow ? whenFalse : whenTrue, { taints: right.taints, kinds: sizeKinds });
}

/** Marks values as checked: the value itself, and for some relations what it was made of. */
export function apply(env: Environment, { taints, kinds }: Check): void {
  for (const taint of taints) {
    env.check(taint.key, kinds);
    for (let at = taint; at.parent !== null; at = at.parent) {
      const upward = at.relation === 'host' ? hostKinds : at.relation === 'normal' ? kindBit('path') : 0;
      if ((kinds & upward) === 0) break;
      env.check(at.parent.key, kinds & upward);
    }
  }
}
