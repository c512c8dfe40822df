// Objects of which the fields are told beside their class: by annotations (data classes, named tuples, models), by `attr.ib()`,
// by the names that a named tuple is made with. What their constructor is given becomes their fields.
import type { ClassDef, Expr, NodeId, Stmt } from '../python/ir.ts';
import { callValue } from './calls.ts';
import { evaluate } from './evaluate.ts';
import { protectionOfValidators } from './declared-fields.ts';
import type { Frame } from './frame.ts';
import { attributeKey, emptyObject, itemsOf, setCell, type HeapObject } from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import type { ClassInfo } from './linked-module.ts';
import { nameOf } from './names.ts';
import { allocate, objectsOf } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { withSafe } from './taint.ts';
import { onlyText, text, unknown, type Value } from './value.ts';

/** A field, with the expression of its default. */
export interface Field {
  readonly name: string;
  readonly default: Expr | null;
  /** The class in whose body it stands. */
  readonly cls: ClassInfo;
}

/** The fields of a class and of its bases, base classes first. */
export function fieldsOf(classes: readonly ClassInfo[]): Field[] {
  const fields = new Map<string, Field>();
  for (const cls of classes.toReversed()) {
    const isAttrs = cls.node.decorators.some((expr) => isAttrsDecorator(expr));
    for (const stmt of cls.node.body) {
      const field = fieldOf(stmt, isAttrs);
      if (field !== null) fields.set(field.name, { ...field, cls });
    }
  }
  return [...fields.values()];
}

function fieldOf(stmt: Stmt, isAttrs: boolean): Omit<Field, 'cls'> | null {
  if (stmt.kind === 'AnnAssign' && stmt.target.kind === 'Name') {
    const type = stmt.annotation.kind === 'Subscript' ? stmt.annotation.value : stmt.annotation;
    return nameOf(type) === 'ClassVar' ? null : { name: stmt.target.name, default: stmt.value };
  }
  if (!isAttrs || stmt.kind !== 'Assign' || stmt.value.kind !== 'Call') return null;
  const [target] = stmt.targets;
  const isField = /^(ib|attrib|field)$/.test(nameOf(stmt.value.func) ?? '');
  return isField && target?.kind === 'Name' ? { name: target.name, default: stmt.value } : null;
}

function isAttrsDecorator(expr: Expr): boolean {
  const called = expr.kind === 'Call' ? expr.func : expr;
  return /^(s|attrs|define|frozen|mutable|attributes)$/.test(nameOf(called) ?? '');
}

/** The object with its fields as a constructor's arguments, and else their defaults, say. */
export function filled(
  frame: Frame,
  node: NodeId,
  object: HeapObject,
  fields: readonly Field[],
  args: Arguments,
): HeapObject {
  let result = object;
  for (const [at, { name, default: expr, cls }] of fields.entries()) {
    const field = { name, default: expr, cls };
    const value = args.keywords.get(name) ?? args.positional[at] ?? args.spread ?? defaultOf(frame, node, field);
    if (value !== null) result = setField(result, name, at, asDeclared(frame, node, field, value));
  }
  const names = new Set(fields.map(({ name }) => name));
  for (const [name, value] of args.keywords) {
    if (!names.has(name)) result = setCell(result, attributeKey(name), value);
  }
  return result;
}

/** `field(converter=int)`, `attr.ib(validator=in_([…]))`: what the field lets pass. */
function asDeclared(frame: Frame, node: NodeId, { default: expr, cls }: Field, given: Value): Value {
  if (expr?.kind !== 'Call' || given.taints.length === 0) return given;
  const inner: Frame = { ...frame, module: cls.module, fn: null, isModuleBody: false, closure: null };
  let value = given;
  for (const { name, value: said } of expr.keywords) {
    if (name === 'converter') {
      value = callValue(inner, node, evaluate(inner, said), {
        receiver: null,
        positional: [value],
        keywords: new Map(),
        spread: null,
      });
    }
    const safe = name === 'validator' ? protectionOfValidators(inner, evaluate(inner, said)) : 0;
    if (safe !== 0) value = { ...value, taints: value.taints.map((taint) => withSafe(taint, safe)) };
  }
  return value;
}

/** The fields of a tuple can be read by their place as well. */
function setField(object: HeapObject, name: string, at: number, value: Value): HeapObject {
  const named = setCell(object, attributeKey(name), value);
  return object.kind === 'tuple' ? { ...setCell(named, `i:${at}`, value), length: at + 1 } : named;
}

const factories = ['default_factory', 'factory'];

/** `field(default_factory=list)`, `attr.ib(default='x')`; null: what the class has under that name. */
function defaultOf(frame: Frame, node: NodeId, { name: field, default: expr, cls }: Field): Value | null {
  if (expr === null) return null;
  const inner: Frame = {
    ...frame,
    module: cls.module,
    fn: null,
    isModuleBody: false,
    id: mix(frame.id, keyOf(field)),
    closure: null,
    env: frame.env.enter(),
  };
  if (expr.kind === 'Constant') return evaluate(inner, expr);
  if (expr.kind !== 'Call') return null;
  for (const { name, value } of expr.keywords) {
    if (name === 'default' && value.kind === 'Constant') return evaluate(inner, value);
    if (name === null || !factories.includes(name)) continue;
    const noArguments: Arguments = { receiver: null, positional: [], keywords: new Map(), spread: null };
    const made = callValue(inner, node, evaluate(inner, value), noArguments);
    frame.env.leave(inner.env);
    return made;
  }
  return null;
}

/** The class that `namedtuple('Name', 'a b')` makes: an object that keeps the names of the fields. */
export function namedTupleClass(frame: Frame, node: NodeId, { positional, keywords }: Arguments, api: string): Value {
  const names = fieldNames(frame, positional[1] ?? keywords.get('field_names') ?? unknown);
  let object = emptyObject('list');
  for (const [at, name] of names.entries()) object = setCell(object, `i:${at}`, text(name));
  return { ...allocate(frame, node, { ...object, length: names.length }), api: `${api}()` };
}

/** `'a b'`, `'a, b'`, `['a', 'b']`, `[('a', str), ('b', int)]`. */
function fieldNames(frame: Frame, value: Value): string[] {
  const whole = onlyText(value);
  if (whole !== undefined) return whole.split(/[\s,]+/).filter((name) => name !== '');
  const object = objectsOf(frame, value)[0]?.[1];
  if (object === undefined || object.length === null) return [];
  return itemsOf(object).flatMap((item) => {
    const pair = objectsOf(frame, item)[0]?.[1];
    return onlyText(pair === undefined ? item : (itemsOf(pair)[0] ?? unknown)) ?? [];
  });
}

/** An instance of such a class. */
export function makeNamedTuple(frame: Frame, node: NodeId, cls: Value, args: Arguments): Value {
  return allocate(frame, node, filledByNames(emptyObject('tuple'), namesOf(frame, cls), args));
}

export function namesOf(frame: Frame, cls: Value): string[] {
  const object = objectsOf(frame, cls)[0]?.[1];
  return object === undefined ? [] : itemsOf(object).flatMap((name) => onlyText(name) ?? []);
}

export function filledByNames(object: HeapObject, names: readonly string[], args: Arguments): HeapObject {
  let result = object;
  for (const [at, name] of names.entries()) {
    result = setField(result, name, at, args.keywords.get(name) ?? args.positional[at] ?? args.spread ?? unknown);
  }
  return result;
}

/** The named tuple that a class inherits from, where it is made among the bases: `class Row(namedtuple('Row', 'a b'))`. */
export function namedTupleBase(
  frame: Frame,
  { module, node }: { module: ClassInfo['module']; node: ClassDef },
): string[] {
  for (const base of node.bases) {
    if (base.kind !== 'Call') continue;
    const inner: Frame = { ...frame, module, fn: null, isModuleBody: false, closure: null, env: frame.env.enter() };
    const made = evaluate(inner, base);
    if (made.api?.endsWith('.namedtuple()') === true) return namesOf(inner, made);
  }
  return [];
}
