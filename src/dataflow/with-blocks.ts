// `with` blocks: what `as` binds, what leaving does, and which managers swallow what is raised inside.
import type { With } from '../python/ir.ts';
import { assign } from './assign.ts';
import { callValue } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { nodeSite, raise, type Frame } from './frame.ts';
import { run, runWatched } from './interpret.ts';
import { callOwn } from './iteration.ts';
import { itemOf, objectsOf } from './objects.ts';
import { withPositional } from './sinks.ts';
import { nothing, none, truth, unknown, type Value } from './value.ts';

interface Entered {
  readonly node: number;
  readonly manager: Value;
}

export function runWith(frame: Frame, stmt: With): void {
  const entered: Entered[] = [];
  for (const { context, target } of stmt.items) {
    const manager = evaluate(frame, context);
    const value = enter(frame, context.node, manager);
    if (target !== null) assign(frame, target, value);
    entered.push({ node: context.node, manager });
  }
  if (!entered.some(({ manager }) => isWatching(frame, manager) || isGiven(frame, manager))) {
    run(frame, stmt.body);
    return;
  }
  const catches = entered.some(({ manager }) => swallows.has(manager.api ?? '')) ? 1 : 0;
  frame.catching += catches;
  const { raised, exception } = runWatched(frame, stmt.body);
  frame.catching -= catches;
  let isSwallowed = false;
  const after = frame.env;
  frame.env = raised;
  for (const one of entered.toReversed()) {
    const answer = leave(frame, one, exception === nothing ? unknown : exception);
    isSwallowed ||= swallows.has(one.manager.api ?? '') || (answer !== null && truth(answer) !== false);
    // Of what a caller gives nobody knows; where nothing else comes out of the block, it may.
    isSwallowed ||= after.isDead && exception !== nothing && isGiven(frame, one.manager);
  }
  const swallowed = frame.env;
  if (exception !== nothing) raise(frame, exception);
  frame.env = after;
  if (!after.isDead) for (const one of entered.toReversed()) leave(frame, one, none);
  if (isSwallowed) frame.env.join(swallowed);
}

/** Managers after which the program goes on whatever was raised. */
const swallows = new Set(['contextlib.suppress()', 'pytest.raises()']);

/** It may do something when it is left. */
function isWatching(frame: Frame, manager: Value): boolean {
  if (manager.api !== null && swallows.has(manager.api)) return true;
  return objectsOf(frame, manager).some(
    ([, { cls }]) => cls !== null && exits.some((name) => frame.program.classMember(cls, name)?.kind === 'method'),
  );
}

function isGiven(frame: Frame, manager: Value): boolean {
  return objectsOf(frame, manager).some(([, { parameter }]) => parameter !== null);
}

const exits = ['__exit__', '__aexit__'];

/** What a manager of the project answers when it is left; null: nothing is known of it. */
function leave(frame: Frame, { node, manager }: Entered, exception: Value): Value | null {
  if (frame.env.isDead) return null;
  const kind = exception === none ? none : unknown;
  for (const name of exits) {
    const answer = callOwn(frame, node, manager, name, [kind, exception, kind]);
    if (answer !== null) return answer;
  }
  return null;
}

/** What `with … as` binds: what `__enter__` returns, what a generator yields, or the object itself. */
function enter(frame: Frame, node: number, manager: Value): Value {
  const [object] = objectsOf(frame, manager).map(([, one]) => one);
  if (object?.cls !== null && object !== undefined) {
    for (const name of ['__enter__', '__aenter__']) {
      const member = frame.program.classMember(object.cls, name);
      if (member?.kind !== 'method') continue;
      const callee: Value = { ...unknown, refs: [{ kind: 'function', fn: member.fn, self: manager, closure: null }] };
      return callValue(frame, node, callee, { ...withPositional([]), receiver: manager });
    }
  }
  // A function decorated with contextmanager gives what it yields.
  if (object !== undefined && object.kind === 'list' && object.parameter === null && manager.api === null) {
    return itemOf(frame, manager, nodeSite(frame, node));
  }
  return manager;
}
