// Making instances of the project's own classes.
import type { NodeId, Stmt } from '../python/ir.ts';
import { callFunction } from './call-function.ts';
import type { Frame } from './frame.ts';
import { attributeKey, emptyObject, setCell } from './heap-object.ts';
import type { ClassInfo } from './linked-module.ts';
import { allocate, objectsOf } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { libraryValue } from './attributes.ts';
import type { Ref, Value } from './value.ts';

/** `Class(…)`: a new object, after its `__init__` or, for data classes and their like, with its fields. */
export function instantiate(frame: Frame, node: NodeId, ref: Extract<Ref, { kind: 'class' }>, args: Arguments): Value {
  const { program } = frame;
  const cls = program.currentClass(ref.cls) ?? ref.cls;
  const made = allocate(frame, node, emptyObject('instance', cls));
  const library = program.libraryBase(cls);
  const instance: Value =
    library === null ? made : { ...libraryValue(frame, node, `${library}()`), objects: made.objects };
  const init = program.classMember(cls, '__init__');
  if (init?.kind === 'method') {
    const positional = [made, ...args.positional];
    callFunction(frame, node, init.fn, ref.closure, positional, args.keywords, args.spread);
    return instance;
  }
  const [[id, object] = [0, undefined]] = objectsOf(frame, made);
  if (object === undefined) return instance;
  let filled = object;
  const fields = fieldNames(program.ancestorsOf(cls));
  for (const [at, value] of args.positional.entries()) {
    if (fields[at] !== undefined) filled = setCell(filled, attributeKey(fields[at]), value);
  }
  for (const [name, value] of args.keywords) filled = setCell(filled, attributeKey(name), value);
  if (args.spread !== null) filled = { ...filled, rest: args.spread };
  frame.env.setObject(id, filled);
  return args.spread === null ? instance : { ...instance, taints: args.spread.taints };
}

/** Annotated names of the class bodies, base classes first: the fields of data classes, named tuples and models. */
function fieldNames(classes: readonly ClassInfo[]): string[] {
  const names = new Set<string>();
  for (const { node } of classes.toReversed()) {
    for (const stmt of node.body) {
      const name = fieldName(stmt);
      if (name !== null) names.add(name);
    }
  }
  return [...names];
}

function fieldName(stmt: Stmt): string | null {
  return stmt.kind === 'AnnAssign' && stmt.target.kind === 'Name' ? stmt.target.name : null;
}
