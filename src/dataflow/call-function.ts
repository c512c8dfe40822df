// Calling a function of the project: a small one is interpreted again with what it is really given, any other by its summary.
import type { NodeId } from '../python/ir.ts';
import { evaluate } from './evaluate.ts';
import { freshBody, placeOf, raise, siteOf, type Frame } from './frame.ts';
import { emptyObject, returnedCell, setCell, withItems, type HeapObject } from './heap-object.ts';
import { runBody } from './interpret.ts';
import { keyOf, mix } from './keys.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import { allocate, objectsOf, taintsIn } from './objects.ts';
import { parameterUses } from './parameter-uses.ts';
import { applySummary } from './apply-summary.ts';
import { guardsOfExits, resultOfExits, type Template } from './summary.ts';
import type { Arguments } from './sinks.ts';
import { withStep } from './taint.ts';
import { join, unknown, type Value } from './value.ts';

/** How many calls deep functions are interpreted again. */
const deepestContext = 3;
/** Nested functions have no summary of their own, so they are always interpreted; but not without end. */
const deepestClosure = 8;

export function callFunction(
  frame: Frame,
  node: NodeId,
  called: FunctionInfo,
  closure: Frame | null,
  args: Arguments,
  isGuess = false,
): Value {
  const { program } = frame;
  const fn = called.isNested ? called : program.currentFunction(called);
  if (fn === null) return unknown;
  for (let at: Frame | null = frame; at !== null; at = at.closure) at.called.add(fn);
  if (frame.isModuleBody && frame.fn === null) observe(frame);
  const given = bindArguments(frame, node, fn, closure, args);
  if (!isGuess && isWorthContext(frame, fn, given)) return callInContext(frame, node, fn, closure, given);
  // A `__getattr__` that asks its own object would ask without end, as it would in Python.
  if (fn.isNested || frame.applying.has(fn)) return unknown;
  const summary = program.summaryOf(fn);
  frame.applying.add(fn);
  try {
    return applySummary(frame, node, fn, summary, given);
  } finally {
    frame.applying.delete(fn);
  }
}

/** A function that a module's body calls finds in its variables what is there now, which may be gone when the body ends. */
function observe({ env, observed }: Frame): void {
  for (const [binding, value] of env.variables()) {
    const known = observed.get(binding);
    if (value.taints.length > 0 && known !== value) observed.set(binding, join(known ?? value, value));
  }
}

/** Whether what is given here could make the function do what its summary, made for any arguments, does not tell. */
function isWorthContext(frame: Frame, fn: FunctionInfo, given: readonly Value[]): boolean {
  for (let at: Frame | null = frame; at !== null; at = at.caller) if (at.fn === fn) return false;
  if (fn.isNested) return frame.depth < deepestClosure && frame.outcome.budget > 0;
  const uses = parameterUses(fn);
  // What `super()` means no summary says.
  const deepest = uses.callsSuper ? deepestClosure : deepestContext;
  if (frame.depth >= deepest || !fn.isSmall || frame.outcome.contexts <= 0) return false;
  let isTelling = uses.callsSuper && isOfHeir(frame, fn, given[0]);
  let carries = false;
  for (const [at, parameter] of fn.parameters.entries()) {
    const value = given[at] ?? unknown;
    const { constants, api, refs, objects } = value;
    if (refs.length > 0 && uses.used.has(parameter.name)) return true;
    carries ||= api !== null && frame.program.models.holdsSources(api);
    carries ||= value.taints.length > 0 || (objects.length > 0 && taintsIn(frame, value).length > 0);
    isTelling ||=
      uses.searched.has(parameter.name) && taintsIn(frame, value).some(({ origin }) => origin.type === 'source');
    if (constants !== null && constants.length > 0) isTelling ||= uses.deciding.has(parameter.name);
    else if (uses.used.has(parameter.name)) {
      // What is handed on by name or place.
      isTelling ||=
        parameter.kind.startsWith('var-') && objectsOf(frame, value).some(([, { cells }]) => cells.size > 0);
      isTelling ||= api !== null && isOfModels(frame, api);
      isTelling ||=
        objects.length > 0 &&
        objectsOf(frame, value).some(([, object]) =>
          // Of which class its own object is the summary knew, if it is no heir.
          at === 0 && fn.binding !== 'static' && object.cls !== null && object.cls.key === fn.cls?.key
            ? object.parameter === null && holdsFunctionsInside(frame, object)
            : isKnown(frame, object, uses.methods.get(parameter.name)),
        );
    }
  }
  if (isTelling && carries) return true;
  const givesClosures = uses.makesFunctions && (carries || given.some(({ refs }) => refs.length > 0));
  if (!isTelling && !givesClosures) return false;
  const { returns } = frame.program.summaryOf(fn);
  return givesClosures ? hasClosure(returns) : isUndecided(returns);
}

/** Its object is of a class that inherits the method: what `super()` means depends on it. */
function isOfHeir(frame: Frame, { cls }: FunctionInfo, self: Value | undefined): boolean {
  return (
    self !== undefined &&
    objectsOf(frame, self).some(([, one]) => one.cls !== null && one.parameter === null && one.cls.key !== cls?.key)
  );
}

/** Methods of its class are called, or constants, functions or objects with methods stand in it. */
function isKnown(frame: Frame, object: HeapObject, called: ReadonlySet<string> | undefined): boolean {
  const { parameter, cls, cells } = object;
  if (parameter !== null) return false;
  if (cls === null) {
    for (const { constants, refs } of cells.values()) {
      if (refs.length > 0 || (constants !== null && constants.length > 0)) return true;
    }
    return false;
  }
  for (const name of called ?? []) if (frame.program.classMember(cls, name)?.kind === 'method') return true;
  if (frame.program.ancestorsOf(cls).some(hasImplicitMethods)) return true;
  return holdsFunctionsInside(frame, object);
}

function holdsFunctionsInside(frame: Frame, { cells }: HeapObject): boolean {
  for (const cell of cells.values()) if (holdsFunctions(frame, cell)) return true;
  return false;
}

/** A model says something of it, or of its members. */
function isOfModels({ program: { models } }: Frame, api: string): boolean {
  return models.describes(api) || models.isNamed(api);
}

/** Special methods whose results nobody takes for what is in an object, or which only tell whether. */
const isPlain =
  /^__(init|new|init_subclass|post_init|repr|eq|ne|lt|le|gt|ge|hash|len|bool|contains|copy|deepcopy|reduce|reduce_ex|getstate|setstate|dir|sizeof|del|class_getitem|set_name|prepare)__$/;

/** Methods that are called without being named: by operators, loops, `with`, by writing attributes. */
function hasImplicitMethods({ methods, setters }: ClassInfo): boolean {
  if (setters.size > 0) return true;
  for (const name of methods.keys()) if (/^__\w+__$/.test(name) && !isPlain.test(name)) return true;
  return false;
}

/** It is a function (of a library too, of which a model speaks), an instance of a class of the project, or a container of such. */
function holdsFunctions(frame: Frame, value: Value): boolean {
  return (
    value.refs.length > 0 ||
    (value.api !== null && frame.program.models.isNamed(value.api)) ||
    objectsOf(frame, value).some(
      ([, { cls, cells, rest }]) =>
        cls !== null || rest.refs.length > 0 || [...cells.values()].some(({ refs }) => refs.length > 0),
    )
  );
}

/** What the function returns is one of several things, which its arguments may tell apart. */
function isUndecided({ value, objects }: Template): boolean {
  return (
    value.refs.length > 1 ||
    objects.length > 1 ||
    (value.constants !== null && value.constants.length > 1) ||
    value.taints.some(({ origin }) => origin.type === 'source')
  );
}

/** A function that refers to variables of the one that made it. */
function hasClosure({ value, objects }: Template): boolean {
  return (
    value.refs.some((ref) => (ref.kind === 'function' || ref.kind === 'class') && ref.closure !== null) ||
    objects.some((object) => object.parameter === null && object.cells.some(([, cell]) => hasClosure(cell)))
  );
}

function callInContext(
  frame: Frame,
  node: NodeId,
  fn: FunctionInfo,
  closure: Frame | null,
  given: readonly Value[],
): Value {
  frame.outcome.contexts -= 1;
  frame.program.readBody(fn);
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
    ...freshBody(),
  };
  bindParameters(inner, fn, noted);
  runBody(inner);
  const result = resultOfExits(inner);
  const guards = guardsOfExits(inner, frame.env);
  if (inner.escaping !== null) {
    const present = frame.env;
    frame.env = present.fork();
    frame.env.leave(inner.escaping.env);
    raise(frame, inner.escaping.exception);
    frame.env = present;
  }
  const isGenerator = fn.node.kind === 'FunctionDef' && inner.yielded !== null;
  if (!isGenerator || !result.env.isDead) frame.env.leave(result.env);
  if (isGenerator) {
    const list = { ...emptyObject('list'), rest: inner.yielded!, length: null };
    return allocate(frame, node, setCell(list, returnedCell, result.value), 'generator');
  }
  return result.env.isDead ? unknown : { ...result.value, guards };
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
  const value = evaluate(inner, expr);
  frame.env.leave(inner.env);
  return value;
}
