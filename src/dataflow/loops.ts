// Loops: rounds until nothing new comes, or three; what is known where they end.
import type { Expr, For, Stmt, While } from '../python/ir.ts';
import { assign } from './assign.ts';
import { apply, branch } from './conditions.ts';
import type { Environment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { Frame, LoopState } from './frame.ts';
import { run } from './interpret.ts';
import type { Kinds } from './kinds.ts';
import { lookUp } from './names.ts';
import { nextOf } from './iteration.ts';
import { objectsOf } from './objects.ts';
import type { Taint } from './taint.ts';
import { nothing } from './value.ts';

/** Rounds of a loop until its state no longer changes. */
const mostRounds = 3;

interface Loop {
  /** Runs the body once; gives the state in which the loop ends before it. */
  readonly round: () => Environment | null;
  /** At the end of a round that does not leave the loop. */
  readonly atEnd?: () => void;
  /** Where the loop has ended by itself. */
  readonly atExit?: () => void;
  readonly orelse: readonly Stmt[];
}

function loop(frame: Frame, { round, atEnd, atExit, orelse }: Loop): void {
  const state: LoopState = { breaks: null, continues: null };
  frame.loops.push(state);
  let leaves: Environment | null = null;
  for (let count = 0; count < mostRounds; count++) {
    const before = frame.env.fork();
    const exit = round();
    if (exit !== null) {
      if (leaves === null) leaves = exit.fork();
      else leaves.join(exit);
    }
    if (state.continues !== null) {
      frame.env.join(state.continues);
      state.continues = null;
    }
    if (!frame.env.isDead) atEnd?.();
    frame.env.join(before);
    if (frame.env.sameAs(before)) break;
  }
  frame.loops.pop();
  if (leaves !== null) frame.env = leaves;
  if (!frame.env.isDead) atExit?.();
  run(frame, orelse);
  if (state.breaks !== null) frame.env.join(state.breaks);
}

export function runFor(frame: Frame, stmt: For): void {
  const iterated = evaluate(frame, stmt.iter);
  const items = nextOf(frame, stmt.iter.node, iterated);
  const object = iterated.objects.length === 1 ? objectsOf(frame, iterated)[0]?.[1] : undefined;
  const isEmpty = object !== undefined && object.length === 0 && object.parameter === null && object.rest === nothing;
  if (isEmpty) {
    run(frame, stmt.orelse);
    return;
  }
  // What every round checks of its item has been checked of all where the loop ends by itself.
  let rounds: readonly Taint[] = [];
  const checked = new Map<number, Kinds>();
  const round = (): Environment => {
    const exit = frame.env.fork();
    assign(frame, stmt.target, items);
    rounds = taintsOfTarget(frame, stmt.target);
    run(frame, stmt.body);
    exit.join(frame.env);
    return exit;
  };
  const atEnd = (): void => {
    for (const { key } of rounds) {
      const kinds = frame.env.checkedKinds(key);
      checked.set(key, (checked.get(key) ?? kinds) & kinds);
    }
  };
  const atExit = (): void => {
    for (const [key, kinds] of checked) frame.env.check(key, kinds);
    if (stmt.target.kind !== 'Name' || checked.size === 0) return;
    const kinds = [...checked.values()].reduce((both, one) => both & one);
    apply(frame.env, { taints: iterated.taints, kinds });
  };
  loop(frame, { round, atEnd, atExit, orelse: stmt.orelse });
}

export function runWhile(frame: Frame, stmt: While): void {
  const round = (): Environment => {
    const { whenTrue, whenFalse } = branch(frame, stmt.test);
    frame.env = whenTrue;
    run(frame, stmt.body);
    return whenFalse;
  };
  loop(frame, { round, orelse: stmt.orelse });
}

/** The taints of what a round of a loop is about. */
function taintsOfTarget(frame: Frame, target: Expr): readonly Taint[] {
  const names = target.kind === 'Tuple' ? target.elements : [target];
  return names.flatMap((name) => (name.kind === 'Name' ? lookUp(frame, name).taints : []));
}
