// Calling a function of the project: a small one is interpreted again with what it is really given, any other by its summary.
import type { NodeId } from '../python/ir.ts';
import { noGuards } from './conditions.ts';
import type { CallResult } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { placeOf, siteOf, type Frame } from './frame.ts';
import { emptyObject, setCell, withItems, type HeapObject } from './heap-object.ts';
import { runBody } from './interpret.ts';
import { keyOf, mix } from './keys.ts';
import type { FunctionInfo } from './linked-module.ts';
import { allocate, objectsOf, taintsIn } from './objects.ts';
import { parameterUses } from './parameter-uses.ts';
import { applySummary, guardsOfExits, resultOfExits } from './summary.ts';
import type { Arguments } from './sinks.ts';
import { withStep } from './taint.ts';
import { unknown, type Value } from './value.ts';

/** How many calls deep functions are interpreted again. */
const deepestContext = 3;
/** Nested functions have no summary of their own, so they are always interpreted; but not without end. */
const deepestClosure = 8;
/** Lines of a function that is small. */
const smallFunction = 60;

export function callFunction(
  frame: Frame,
  node: NodeId,
  fn: FunctionInfo,
  closure: Frame | null,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  spread: Value | null = null,
): Value {
  return callFunctionWithGuards(frame, node, fn, closure, { receiver: null, positional, keywords, spread }).value;
}

export function callFunctionWithGuards(
  frame: Frame,
  node: NodeId,
  called: FunctionInfo,
  closure: Frame | null,
  args: Arguments,
  isGuess = false,
): CallResult {
  const { program } = frame;
  const fn = called.isNested ? called : program.currentFunction(called);
  if (fn === null) return { value: unknown, guards: noGuards };
  for (let at: Frame | null = frame; at !== null; at = at.closure) at.called.add(fn);
  const given = bindArguments(frame, node, fn, closure, args);
  if (!isGuess && isWorthContext(frame, fn, given)) return callInContext(frame, node, fn, closure, given);
  if (fn.isNested) return { value: unknown, guards: noGuards };
  return applySummary(frame, node, fn, program.summaryOf(fn), given);
}

/** Whether what is given here could make the function do what its summary, made for any arguments, does not tell. */
function isWorthContext(frame: Frame, fn: FunctionInfo, given: readonly Value[]): boolean {
  for (let at: Frame | null = frame; at !== null; at = at.caller) if (at.fn === fn) return false;
  if (fn.isNested) return frame.depth < deepestClosure && frame.outcome.budget > 0;
  if (frame.depth >= deepestContext || fn.size > smallFunction || frame.outcome.contexts <= 0) return false;
  const { deciding, used, methods } = parameterUses(fn);
  let isTelling = false;
  let carries = false;
  for (const [at, parameter] of fn.parameters.entries()) {
    const value = given[at] ?? unknown;
    const { constants, api, refs, objects } = value;
    if (refs.length > 0 && used.has(parameter.name)) return true;
    carries ||= value.taints.length > 0 || (objects.length > 0 && taintsIn(frame, value).length > 0);
    if (constants !== null && constants.length > 0) isTelling ||= deciding.has(parameter.name);
    else if (used.has(parameter.name)) {
      isTelling ||= api !== null && frame.program.models.describes(api);
      isTelling ||=
        objects.length > 0 &&
        objectsOf(frame, value).some(([, object]) => isKnown(frame, object, methods.get(parameter.name)));
    }
  }
  return isTelling && carries;
}

/** Methods of its class are called, or constants or functions stand in it. */
function isKnown(
  frame: Frame,
  { parameter, cls, cells }: HeapObject,
  called: ReadonlySet<string> | undefined,
): boolean {
  if (parameter !== null) return false;
  if (cls !== null) {
    for (const name of called ?? []) if (frame.program.classMember(cls, name)?.kind === 'method') return true;
    return false;
  }
  for (const { constants, refs } of cells.values()) {
    if (refs.length > 0 || (constants !== null && constants.length > 0)) return true;
  }
  return false;
}

function callInContext(
  frame: Frame,
  node: NodeId,
  fn: FunctionInfo,
  closure: Frame | null,
  given: readonly Value[],
): CallResult {
  frame.outcome.contexts -= 1;
  if (!fn.isNested) frame.program.readBody(fn);
  const at = placeOf(frame, node);
  const words = `is given to ${fn.qualifiedName}`;
  const noted = given.map((value) =>
    value.taints.length === 0 ? value : { ...value, taints: value.taints.map((taint) => withStep(taint, at, words)) },
  );
  const inner: Frame = {
    ...frame,
    module: fn.module,
    fn,
    id: mix(siteOf(frame, node), keyOf(fn.key)),
    closure,
    caller: frame,
    depth: frame.depth + 1,
    env: frame.env.enter(),
    exits: [],
    yielded: null,
    loops: [],
    raising: [],
    raised: [],
    defined: [],
    called: new Set(),
    returnSinks: [],
  };
  bindParameters(inner, fn, noted);
  runBody(inner);
  const result = resultOfExits(inner, node);
  const guards = guardsOfExits(inner, frame.env);
  frame.env.leave(result.env);
  if (result.env.isDead) return { value: unknown, guards: noGuards };
  if (fn.node.kind === 'FunctionDef' && inner.yielded !== null) {
    const list = { ...emptyObject('list'), rest: inner.yielded, length: null };
    return { value: allocate(frame, node, list, 'generator'), guards: noGuards };
  }
  return { value: result.value, guards };
}

/** Gives each parameter its value in a frame of the function. */
export function bindParameters(frame: Frame, fn: FunctionInfo, given: readonly Value[]): void {
  for (const [at, parameter] of fn.parameters.entries()) {
    const binding = fn.module.facts.nameBinding[parameter.node] ?? -1;
    if (binding >= 0) frame.env.set(binding, given[at] ?? unknown);
  }
}

/** Which parameter gets which argument; defaults where there is none. */
function bindArguments(frame: Frame, node: NodeId, fn: FunctionInfo, closure: Frame | null, args: Arguments): Value[] {
  const taken = new Set<string>();
  let next = 0;
  return fn.parameters.map((parameter, index) => {
    const { kind, name } = parameter;
    if (kind === 'var-positional') {
      const more = args.positional.slice(next);
      next = args.positional.length;
      const items = withItems(emptyObject('tuple'), more);
      const tuple = args.spread === null ? items : { ...items, rest: args.spread, length: null };
      return allocate(frame, node, tuple, `${index}`);
    }
    if (kind === 'var-keyword') {
      let dict = emptyObject('dict');
      for (const [key, value] of args.keywords) if (!taken.has(key)) dict = setCell(dict, `s:${key}`, value);
      if (args.spread !== null) dict = { ...dict, rest: args.spread };
      return allocate(frame, node, dict, `${index}`);
    }
    const named = kind === 'positional-only' ? undefined : args.keywords.get(name);
    if (named !== undefined) {
      taken.add(name);
      return named;
    }
    if (kind !== 'keyword-only' && next < args.positional.length) return args.positional[next++]!;
    if (args.spread !== null) return args.spread;
    return defaultOf(frame, fn, closure, index);
  });
}

function defaultOf(frame: Frame, fn: FunctionInfo, closure: Frame | null, index: number): Value {
  const expr = fn.parameters[index]!.default;
  if (expr === null) return unknown;
  // Defaults are evaluated where the function is defined.
  const inner: Frame = {
    ...frame,
    module: fn.module,
    fn: null,
    isModuleBody: false,
    closure,
    env: frame.env.enter(),
  };
  return expr.kind === 'Constant' || expr.kind === 'Name' || expr.kind === 'Attribute' || expr.kind === 'UnaryOp'
    ? evaluate(inner, expr)
    : unknown;
}
