// Calls: who is called, with what, and what comes back. A call can go to the project's own functions and classes, to a
// method of a container or a text, to a library that a model describes, or to something unknown.
import type { Call, Expr, NodeId } from '../python/ir.ts';
import { readMember, libraryValue } from './attributes.ts';
import { taintVariable } from './assign.ts';
import { callFunction } from './call-function.ts';
import { evaluate } from './evaluate.ts';
import { isException, keepArguments } from './exceptions.ts';
import { nodeSite, type Frame } from './frame.ts';
import { itemsOf } from './heap-object.ts';
import { bare, instantiate } from './instances.ts';
import { iterable } from './iteration.ts';
import { callLibrary, type Callee } from './library-calls.ts';
import { callContainerMethod } from './methods.ts';
import { nameOf } from './names.ts';
import { quantifier } from './quantifiers.ts';
import { callRecordMethod } from './record-calls.ts';
import { deriveAll, itemOf, objectsOf, taintsIn } from './objects.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import type { Arguments } from './sinks.ts';
import { reportIndex } from './subscripts.ts';
import { callTextMethod } from './text-calls.ts';
import { doubtAll } from './taint.ts';
import { join, nothing, ofObject, tainted, unknown, type Ref, type Value } from './value.ts';

export function evaluateCall(frame: Frame, expr: Call): Value {
  const { func, node } = expr;
  if (func.kind === 'Attribute') {
    const isSuper = func.value.kind === 'Call' && func.value.func.kind === 'Name' && func.value.func.name === 'super';
    if (isSuper) return callSuper(frame, node, func.attr, evaluateArguments(frame, expr, null));
    const receiver = evaluate(frame, func.value);
    const args = evaluateArguments(frame, expr, receiver);
    return callMethod(frame, node, receiver, func.attr, args, func.value);
  }
  const callee = evaluate(frame, func);
  const quantified = quantifier(frame, callee, expr);
  if (quantified !== null) return quantified;
  return callValue(frame, node, callee, evaluateArguments(frame, expr, null));
}

/** Calls whatever a value is. */
export function callValue(frame: Frame, node: NodeId, callee: Value, args: Arguments): Value {
  if (callee.refs.length > 0) return callReferences(frame, node, callee.refs, args);
  const own = objectsOf(frame, callee).flatMap(([id, { cls }]) =>
    cls === null || frame.program.classMember(cls, '__call__') === null
      ? []
      : readMember(frame, node, ofObject(id), '__call__').refs,
  );
  if (own.length > 0) return callReferences(frame, node, own, args);
  return callLibrary(frame, node, { api: callee.api, member: null, owner: null, callee }, args);
}

/** `receiver.name(…)`. `target`: the expression of the receiver, whose variable may take something in. */
function callMethod(frame: Frame, node: NodeId, receiver: Value, name: string, args: Arguments, target: Expr): Value {
  const isOfLibrary = receiver.api !== null && frame.program.models.isNamed(`${receiver.api}.${name}`);
  const onText = isOfLibrary ? null : callTextMethod(frame, node, receiver, name, args);
  if (onText !== null) return onText;
  if (receiver.api === 'builtins.object' && name === '__new__') {
    return newObject(frame, node, args.positional[0]);
  }
  const callee = methodOf(frame, node, receiver, name);
  if (callee.refs.length > 0) return callReferences(frame, node, callee.refs, args);
  if (name === 'get') reportKey(frame, node, receiver, args);
  if (isCallableObject(frame, receiver, callee)) return callValue(frame, node, callee, args);
  const owner = nameOf(target);
  // What a library's object does is its own business.
  const onRecord = callRecordMethod(frame, node, receiver, name, args);
  if (onRecord !== null) return onRecord;
  const onContainer = receiver.api === null ? callContainerMethod(frame, node, receiver, name, args) : null;
  if (onContainer !== null) return onContainer;
  if (receiver.api === null && callee.api === null) {
    const named = receiver.constants === null ? frame.program.methodsNamed(frame.module, name) : [];
    const candidates = named.filter(({ fn }) => accepts(fn, args));
    if (candidates.length > 0)
      return callCandidates(frame, node, candidates, { api: null, member: name, owner, callee: receiver }, args);
  }
  const result = callLibrary(frame, node, { api: callee.api, member: name, owner, callee: receiver }, args);
  // Of what a model names it would say so.
  const isModelled = callee.api !== null && frame.program.models.isNamed(frame.program.models.alias(callee.api));
  if (takesIn.has(name) && !isModelled && !isKnownContainer(frame, receiver))
    for (const value of [...args.positional, ...args.keywords.values()]) taintVariable(frame, target, value);
  return result;
}

/** `globals().get(name)` is as dangerous as `globals()[name]`; a module that has no function `get` can only be meant so. */
function reportKey(frame: Frame, node: NodeId, receiver: Value, { positional: [key] }: Arguments): void {
  if (key !== undefined && key.taints.length > 0 && receiver.refs.some(({ kind }) => kind === 'module'))
    reportIndex(frame, node, receiver, key);
}

/** What the receiver has under that name is no method but an object, which is what is called. */
function isCallableObject(frame: Frame, receiver: Value, callee: Value): boolean {
  const isOfModule = receiver.refs.some(({ kind }) => kind === 'module');
  return objectsOf(frame, callee).some(([, { cls, parameter }]) => parameter === null && (isOfModule || cls !== null));
}

/** What is put into it is kept there. */
function isKnownContainer(frame: Frame, receiver: Value): boolean {
  const objects = objectsOf(frame, receiver);
  return objects.length > 0 && objects.every(([, { cls, parameter }]) => cls === null && parameter === null);
}

/** Methods by which objects of libraries take something in. */
const takesIn = new Set([
  'add',
  'append',
  'extend',
  'insert',
  'put',
  'push',
  'set',
  'setdefault',
  'update',
  'write',
  'writelines',
  'writestr',
  'appendleft',
]);

/** What a method's name means for this receiver; taints left out, they are the receiver's business. */
function methodOf(frame: Frame, node: NodeId, receiver: Value, name: string): Value {
  if (receiver.refs.length === 0 && receiver.objects.length === 0) {
    return receiver.api === null ? unknown : libraryValue(frame, node, `${receiver.api}.${name}`);
  }
  return readMember(frame, node, { ...receiver, taints: [] }, name);
}

/** Whether a method can be called so. */
function accepts({ parameters, binding }: FunctionInfo, { positional, keywords, spread }: Arguments): boolean {
  const given = positional.length + (binding === 'static' ? 0 : 1);
  const hasMore = parameters.some(({ kind }) => kind === 'var-positional');
  const places = parameters.filter(({ kind }) => kind === 'positional' || kind === 'positional-only');
  if (given > places.length && !hasMore) return false;
  const names = new Set(parameters.map(({ name }) => name));
  const takesAny = parameters.some(({ kind }) => kind === 'var-keyword');
  if (!takesAny && [...keywords.keys()].some((name) => !names.has(name))) return false;
  if (spread !== null) return true;
  return places.slice(given).every((one) => one.default !== null || keywords.has(one.name));
}

function doubted(value: Value): Value {
  return value.taints.length === 0 ? value : { ...value, taints: doubtAll(value.taints) };
}

/** Methods of that name in the project, one of which it may be: all are followed, with less certainty. */
function callCandidates(
  frame: Frame,
  node: NodeId,
  candidates: readonly Extract<Ref, { kind: 'function' }>[],
  called: Callee,
  args: Arguments,
): Value {
  const given: Arguments = {
    ...args,
    positional: args.positional.map(doubted),
    keywords: new Map([...args.keywords].map(([key, value]) => [key, doubted(value)])),
  };
  const positional = [doubted(called.callee), ...given.positional];
  let inProject: Value = nothing;
  for (const { fn } of candidates) {
    const before = frame.env.fork();
    inProject = join(inProject, callFunction(frame, node, fn, null, { ...given, positional }, true));
    frame.env.join(before);
  }
  const outside = callLibrary(frame, node, called, args);
  return { ...join(inProject, outside), guards: outside.guards };
}

export function callReferences(frame: Frame, node: NodeId, refs: readonly Ref[], args: Arguments): Value {
  if (refs.length === 1) return callReference(frame, node, refs[0]!, args);
  let value: Value = nothing;
  const before = frame.env;
  let after: Frame['env'] | null = null;
  for (const ref of refs) {
    frame.env = before.fork();
    value = join(value, callReference(frame, node, ref, args));
    if (after === null) after = frame.env;
    else after.join(frame.env);
  }
  frame.env = after ?? before;
  return value === nothing ? unknown : value;
}

function callReference(frame: Frame, node: NodeId, ref: Ref, args: Arguments): Value {
  switch (ref.kind) {
    case 'function': {
      const positional = ref.self === null ? args.positional : [ref.self, ...args.positional];
      return callFunction(frame, node, ref.fn, ref.closure, { ...args, positional });
    }
    case 'class':
      return instantiate(frame, node, ref, args);
    case 'partial':
      return callValue(frame, node, ref.callee, {
        ...args,
        positional: [...ref.args, ...args.positional],
        keywords: new Map([...ref.keywords, ...args.keywords]),
      });
    case 'module':
      return unknown;
  }
}

export function evaluateArguments(frame: Frame, { args, keywords }: Call, receiver: Value | null): Arguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  let spread: Value | null = null;
  let names: Value | null = null;
  for (const arg of args) {
    const given = evaluate(frame, arg);
    const value = arg.kind === 'Starred' ? iterable(frame, arg.node, given) : given;
    if (arg.kind !== 'Starred') {
      // After `*items` of unknown length nobody knows which place an argument has.
      if (spread === null) positional.push(value);
      else spread = join(spread, value);
      continue;
    }
    const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    if (object !== undefined && object.length !== null && object.parameter === null && spread === null) {
      positional.push(...itemsOf(object));
    } else spread = join(spread ?? nothing, itemOf(frame, value, nodeSite(frame, arg.node)));
  }
  for (const { name, value: expr, node } of keywords) {
    const value = evaluate(frame, expr);
    if (name !== null) {
      named.set(name, value);
      continue;
    }
    const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    if (object?.kind === 'dict' && object.rest === nothing) {
      for (const [key, cell] of object.cells) if (key.startsWith('s:')) named.set(key.slice(2), cell);
    } else {
      spread = join(spread ?? nothing, valuesOf(frame, value, nodeSite(frame, node)));
      names = join(names ?? nothing, object?.kind === 'dict' ? object.keys : value);
    }
  }
  const given = { receiver, positional, keywords: named, spread };
  return names === null ? given : { ...given, names };
}

/** The values of a mapping of which the keys are not known. */
function valuesOf(frame: Frame, value: Value, site: number): Value {
  const taints = deriveAll(taintsIn(frame, value), site, 'part');
  return taints.length === 0 ? unknown : tainted(taints);
}

/**
 * `super().name(…)` in a method: that of the class which follows the method's own in the order of the object's class, on
 * the same object.
 */
function callSuper(frame: Frame, node: NodeId, name: string, args: Arguments): Value {
  const { program } = frame;
  const cls = frame.fn?.cls ?? frame.closure?.fn?.cls;
  const self = frame.fn?.parameters[0];
  if (cls === null || cls === undefined || self === undefined) return unknown;
  const binding = frame.module.facts.nameBinding[self.node] ?? -1;
  const object = frame.env.get(binding) ?? unknown;
  const order = program.ancestorsOf(classOf(frame, object) ?? cls);
  const own = order.findIndex(({ key }) => key === cls.key);
  for (const base of own < 0 ? program.ancestorsOf(cls).slice(1) : order.slice(own + 1)) {
    const method = base.methods.get(name);
    if (method === undefined) continue;
    const bound = method.binding === 'static' ? null : object;
    return callReferences(frame, node, [{ kind: 'function', fn: method, self: bound, closure: null }], args);
  }
  if (name === '__new__') return newObject(frame, node, args.positional[0]);
  if (name === '__init__' && isException(frame, cls)) keepArguments(frame, node, object, args);
  const library = program.libraryBase(cls);
  const api = library === null ? null : `${library}().${name}`;
  return callLibrary(frame, node, { api, member: name, owner: null, callee: object }, args);
}

/** `object.__new__(cls)`. */
function newObject(frame: Frame, node: NodeId, cls: Value | undefined): Value {
  const [ref] = cls?.refs ?? [];
  return ref?.kind === 'class' ? bare(frame, node, ref.cls) : unknown;
}

/** The class that a value is an instance of, or is. */
function classOf(frame: Frame, value: Value): ClassInfo | null {
  const [ref] = value.refs;
  return objectsOf(frame, value)[0]?.[1].cls ?? (ref?.kind === 'class' ? ref.cls : null);
}
