// Calls of libraries: first what arrives at sinks, then what comes back, by Python's own functions (builtin-calls), by the
// models, and where nobody knows the function, carefully: what goes in may come out, with less certainty.
import type { NodeId } from '../python/ir.ts';
import type { FlowStep } from '../rules/flow-model.ts';
import { libraryValue } from './attributes.ts';
import { builtinCall } from './builtin-calls.ts';
import { callHandedOver } from './callbacks.ts';
import { apply } from './conditions.ts';
import { declaredFields } from './declared-fields.ts';
import { isOutsiders } from './subscripts.ts';
import { reportProgram } from './program-calls.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { guardsOf, type Check, type Guards } from './guards.ts';
import { itemKey } from './heap-object.ts';
import { keyOf } from './keys.ts';
import { decodeAll, deriveAll, ownTaints, taintsIn } from './objects.ts';
import { secretByName } from './secret-names.ts';
import { allArguments, argumentOf, conditionsHold, reportCall, type Arguments } from './sinks.ts';
import type { Kinds } from './kinds.ts';
import {
  derive,
  joinTaints,
  rootOf,
  sourceTaint,
  doubtAll,
  withoutSecrets,
  withSafe,
  withStep,
  type Taint,
} from './taint.ts';
import { callTextMethod } from './text-calls.ts';
import { ofApi, onlyConstant, onlyText, truth, unknown, type Value } from './value.ts';

/** What is called, as far as it is known. */
export interface Callee {
  readonly api: string | null;
  /** The method's name, of a method call. */
  readonly member: string | null;
  /** The name under which its object was read. */
  readonly owner: string | null;
  /** The function, or for a method call its object. */
  readonly callee: Value;
}

export function callLibrary(frame: Frame, node: NodeId, called: Callee, args: Arguments): Value {
  const { api: written, member, owner, callee } = called;
  const { models } = frame.program;
  const api = written === null ? null : models.alias(written);
  const ofAny = member === null ? [] : owner === null ? [member] : [`${owner}.${member}`, member];
  reportCall(frame, node, models.sinks(api, ofAny), args, api ?? member ?? 'the function');
  reportProgram(frame, node, api, args);

  if (api !== null && !models.returns(api)) frame.env.isDead = true;

  const sanitizer = models.sanitizers(api, ofAny).find(({ when }) => conditionsHold(frame, args, when));
  const own = unboundMethod(frame, node, api, args) ?? builtinCall(frame, node, { ...called, api }, args);
  if (own !== null) return sanitizer === undefined ? own : saved(own, sanitizer.bits);

  const guards = guardsOfCall(frame, api, ofAny, args);
  const source = api === null ? undefined : (models.source(`${api}()`) ?? models.source(api));
  if (source !== undefined) {
    const isSame = api !== null && models.isOwnHost(rootOf(source.kind, keyOf(api)));
    const taint = sourceTaint(
      source.kind,
      source.what,
      placeOf(frame, node),
      isSame ? keyOf(api) : nodeSite(frame, node),
    );
    // Each call gives another value.
    if (!isSame) frame.env.uncheck(taint.key);
    // Of what came from elsewhere, what it gives did too: entries of an archive that was sent.
    const parts = deriveAll(taintsOf(frame, receiverOf(args)), nodeSite(frame, node), 'part');
    const taints = joinTaints([withSafe(taint, sanitizer?.bits ?? 0)], withoutSecrets(parts));
    const value = { ...resultOf(frame, api, args), taints };
    return { ...secretByName(frame, node, onlyText(args.positional[0] ?? unknown), value, 'key'), guards };
  }
  if (sanitizer !== undefined) {
    const carried = carry(frame, node, [...allArguments(args), ...receiverOf(args)]);
    const result = saved({ ...resultOf(frame, api, args), taints: carried }, sanitizer.bits);
    return { ...withFields(frame, node, models.step(api, ofAny), args, result), guards };
  }
  const handed = callHandedOver(frame, node, { ...called, api }, args);
  if (handed?.isResult === true) return { ...handed.value, guards };
  const step = models.step(api, ofAny);
  if (step !== undefined) {
    const values = step.from.flatMap((argument) => argumentOf(args, argument));
    const taints = step.decodes
      ? decodeAll(frame, taintsOf(frame, values), nodeSite(frame, node))
      : carry(frame, node, values);
    return { ...withFields(frame, node, step, args, { ...resultOf(frame, api, args), taints }), guards };
  }
  return { ...unmodelled(frame, node, { ...called, api }, callee, args), guards };
}

/** `str.isdigit(text)`. */
function unboundMethod(frame: Frame, node: NodeId, api: string | null, args: Arguments): Value | null {
  const name = api === null ? null : /^builtins\.(?:str|bytes)\.(\w+)$/.exec(api);
  const [receiver, ...positional] = args.positional;
  if (name === null || receiver === undefined) return null;
  return callTextMethod(frame, node, receiver, name[1]!, { ...args, receiver, positional });
}

function saved(value: Value, kinds: Kinds): Value {
  return { ...value, taints: value.taints.map((taint) => withSafe(taint, kinds)) };
}

function resultOf(frame: Frame, api: string | null, args: Arguments): Value {
  if (api === null) return unknown;
  const { models } = frame.program;
  const made = models.conditionalAliases(`${api}()`).find(({ when }) => conditionsHold(frame, args, when));
  return ofApi(made?.is ?? models.alias(`${api}()`));
}

/** Of what holds the fields of the class of the method's object: with what each lets pass. */
function withFields(
  frame: Frame,
  node: NodeId,
  step: FlowStep | undefined,
  { receiver, keywords }: Arguments,
  value: Value,
): Value {
  if (step?.fields !== true || receiver === null) return value;
  return declaredFields(frame, node, receiver, value.taints, truth(keywords.get('many') ?? unknown)) ?? value;
}

function receiverOf({ receiver }: Arguments): readonly Value[] {
  return receiver === null ? [] : [receiver];
}

function taintsOf(frame: Frame, values: readonly Value[]): readonly Taint[] {
  return values.reduce<readonly Taint[]>((all, value) => joinTaints(all, taintsIn(frame, value)), []);
}

function carry(frame: Frame, node: NodeId, values: readonly Value[]): readonly Taint[] {
  const site = nodeSite(frame, node);
  let taints: readonly Taint[] = [];
  for (const value of values) taints = joinTaints(taints, deriveAll(taintsIn(frame, value), site, 'whole'));
  return taints;
}

function guardsOfCall(frame: Frame, api: string | null, members: readonly string[], args: Arguments): Guards | null {
  const whenTrue: Check[] = [];
  const whenFalse: Check[] = [];
  for (const guard of frame.program.models.guards(api, members)) {
    const taints = argumentOf(args, guard.argument).flatMap((value) => value.taints);
    const check = { taints, kinds: guard.bits };
    if (guard.raises) apply(frame.env, check);
    else (guard.holds ? whenTrue : whenFalse).push(check);
  }
  return guardsOf(whenTrue, whenFalse);
}

/**
 * A function that no model knows. What a method gives of a tainted object is a part of it, which is what objects of
 * sources are for; arguments come out only perhaps.
 */
function unmodelled(frame: Frame, node: NodeId, { api, member }: Callee, callee: Value, args: Arguments): Value {
  const site = nodeSite(frame, node);
  const name = api ?? member ?? 'a function';
  const key = onlyConstant(args.positional[0] ?? unknown);
  const cell = key === undefined ? null : itemKey(key);
  const partSite = member !== null && cell !== null ? keyOf(cell) : site;
  const fromReceiver =
    args.receiver === null
      ? ownTaints(frame, callee)
      : isOutsiders(frame, args.receiver, args.positional[0] ?? unknown)
        ? taintsIn(frame, args.receiver)
        : [];
  const parts = withoutSecrets(fromReceiver).map((taint) => derive(taint, partSite, 'part'));
  const at = placeOf(frame, node);
  const given = doubtAll(carry(frame, node, allArguments(args))).map((taint) =>
    withStep(taint, at, `goes through ${name}, which is not known`),
  );
  if (given.length > 0) {
    const { unresolved } = frame.outcome;
    unresolved.set(name, (unresolved.get(name) ?? 0) + 1);
  }
  const base = api === null ? unknown : libraryValue(frame, node, `${api}()`);
  const taints = joinTaints(joinTaints(parts, given), base.taints);
  return secretByName(
    frame,
    node,
    member === null ? undefined : onlyText(args.positional[0] ?? unknown),
    {
      ...base,
      taints,
    },
    'key',
  );
}
