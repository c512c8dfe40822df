// Reading attributes: of modules, classes, instances, libraries' objects, and of values that are only known to be tainted.
import type { Attribute, NodeId } from '../python/ir.ts';
import { fieldType } from './annotations.ts';
import { callFunction } from './call-function.ts';
import { declaredFields, protectionOfField } from './declared-fields.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { attributeKey, emptyObject, setCell } from './heap-object.ts';
import { evaluate } from './evaluate.ts';
import { callOwn } from './iteration.ts';
import { keyOf } from './keys.ts';
import type { ClassInfo } from './linked-module.ts';
import { libraryConstants } from './library-constants.ts';
import { allocate, objectOf, objectsOf, ownTaints, readCell } from './objects.ts';
import { asDict } from './record-calls.ts';
import { secretByName } from './secret-names.ts';
import { withPositional } from './sinks.ts';
import { isNormal } from './text-calls.ts';
import { derive, sourceTaint, withoutSecrets, withSafe, type Relation, type Taint } from './taint.ts';
import { constant, join, nothing, ofApi, ofRef, text, unknown, withTaints, type Ref, type Value } from './value.ts';

/** Parts whose check is a check of where the whole leads to: of a parsed URL, of a path that was made free of `..`. */
const hostParts = new Set(['netloc', 'hostname', 'host']);
const folderParts = new Set(['parent', 'parents']);

export function evaluateAttribute(frame: Frame, expr: Attribute): Value {
  return readAttribute(frame, expr.node, evaluate(frame, expr.value), expr.attr);
}

export function readAttribute(frame: Frame, node: NodeId, base: Value, attr: string): Value {
  return asField(frame, base, attr, secretByName(frame, node, attr, readMember(frame, node, base, attr)));
}

/** A field holds what the type lets pass that its class says of it, and is an instance of that. */
function asField(frame: Frame, base: Value, attr: string, value: Value): Value {
  if (value.taints.length === 0) return value;
  for (const [, { cls }] of objectsOf(frame, base)) {
    const type = cls === null ? null : fieldType(frame, cls, attr);
    if (type === null) continue;
    if (type.cls !== null) {
      for (const [id, object] of objectsOf(frame, value)) {
        if (object.parameter !== null && object.cls === null) frame.env.setObject(id, { ...object, cls: type.cls });
      }
    }
    return type.safe === 0 ? value : { ...value, taints: value.taints.map((taint) => withSafe(taint, type.safe)) };
  }
  return value;
}

/** As `readAttribute`, for a name that is no value's but a method's. */
export function readMember(frame: Frame, node: NodeId, base: Value, attr: string): Value {
  if (attr === '__dict__' && base.objects.length > 0) return asDict(base);
  let result: Value = nothing;
  for (const ref of base.refs) result = join(result, ofReference(frame, node, ref, attr) ?? nothing);
  for (const id of base.objects) result = join(result, ofInstance(frame, node, id, attr) ?? nothing);
  if (base.api !== null && (result === nothing || isGiven(frame, base, attr))) {
    result = join(libraryValue(frame, node, `${base.api}.${attr}`), result);
  }
  const site = hostParts.has(attr) ? nodeSite(frame, node) : keyOf(attr);
  const taints = withoutSecrets(ownTaints(frame, base)).map((taint) => derive(taint, site, relationOf(attr, taint)));
  const value = withTaints(result === nothing ? unknown : result, taints);
  return base.api === null || value.taints.length === 0 ? value : sanitized(frame, value, base, attr);
}

function relationOf(attr: string, taint: Taint): Relation {
  if (hostParts.has(attr)) return 'host';
  return folderParts.has(attr) && isNormal(taint) ? 'normal' : 'part';
}

/** It is what a caller gives, in which nothing was written under that name: what the library says of it holds. */
function isGiven(frame: Frame, base: Value, attr: string): boolean {
  return objectsOf(frame, base).every(
    ([, { parameter, cells }]) => parameter !== null && !cells.has(attributeKey(attr)),
  );
}

/** Some attributes are harmless parts: `pathlib.Path(x).name`, or of a field of a form: `form.code.data`. */
function sanitized(frame: Frame, value: Value, base: Value, attr: string): Value {
  const { models } = frame.program;
  const [sanitizer] = models.sanitizers(models.alias(`${base.api}.${attr}`), []);
  const safe = (sanitizer?.bits ?? 0) | (base.objects.length > 0 ? protectionOfField(frame, base) : 0);
  return safe === 0 ? value : { ...value, taints: value.taints.map((taint) => withSafe(taint, safe)) };
}

/** What a library's name stands for: under its proper name, and tainted where a model says that it is a source. */
export function libraryValue(frame: Frame, node: NodeId, written: string): Value {
  const { models } = frame.program;
  const api = models.alias(written);
  const known = libraryConstants.get(api);
  if (known !== undefined) return constant(known);
  const source = models.source(api);
  if (source === undefined) return ofApi(api);
  // Reading it twice gives the same: a check of the one is a check of the other.
  return { ...ofApi(api), taints: [sourceTaint(source.kind, source.what, placeOf(frame, node), keyOf(api))] };
}

/** Of what holds the fields of its object's class: with what each lets pass. */
export function ofClass(frame: Frame, node: NodeId, self: Value, value: Value): Value {
  const source = value.api === null ? undefined : frame.program.models.source(value.api);
  const fields = source?.fields === true ? declaredFields(frame, node, self, value.taints) : null;
  return fields ?? value;
}

function ofReference(frame: Frame, node: NodeId, ref: Ref, attr: string): Value | null {
  const { program } = frame;
  switch (ref.kind) {
    case 'module':
      return program.memberOf(program.currentModule(ref.module) ?? ref.module, attr);
    case 'class': {
      const member = program.classMember(ref.cls, attr);
      if (member === null) {
        const library = program.libraryBase(ref.cls);
        return library === null ? null : libraryValue(frame, node, `${library}.${attr}`);
      }
      if (member.kind === 'value') return enumMember(frame, node, ref.cls, attr, member.value) ?? member.value;
      const self = member.fn.binding === 'class' ? ofRef(ref) : null;
      return ofRef({ kind: 'function', fn: member.fn, self, closure: ref.closure });
    }
    case 'function':
      return attr === '__globals__' ? ofRef({ kind: 'module', module: ref.fn.module }) : null;
    case 'partial':
      return null;
  }
}

/** `Colour.RED`: an object with a name and a value, which is that value too where the class derives from a plain type. */
function enumMember(frame: Frame, node: NodeId, cls: ClassInfo, name: string, value: Value): Value | null {
  const bases = frame.program.libraryBases(cls);
  if (value.constants === null || !bases.some((base) => base.startsWith('enum.'))) return null;
  const isPlain = bases.some((base) => /^builtins\.|^enum\.(Str|Int)/.test(base));
  const object = setCell(setCell(emptyObject('instance', cls), '.value', value), '.name', text(name));
  return { ...(isPlain ? value : unknown), objects: allocate(frame, node, object).objects };
}

function ofInstance(frame: Frame, node: NodeId, id: number, attr: string): Value | null {
  const object = objectOf(frame, id);
  if (object === undefined) return null;
  const self: Value = { ...unknown, objects: [id] };
  const key = attributeKey(attr);
  if (object.cls === null) return readCell(frame, self, key);
  if (object.cells.has(key)) return readCell(frame, self, key);
  return classAttribute(frame, node, object.cls, self, attr) ?? readCell(frame, self, key);
}

/** A function that a class has under another name is a method all the same. */
function bound(value: Value, self: Value): Value {
  if (value.refs.length === 0) return value;
  const refs = value.refs.map((ref) =>
    ref.kind === 'function' && ref.self === null && ref.fn.binding === 'plain' ? { ...ref, self } : ref,
  );
  return { ...value, refs };
}

/** A method (bound), a property's value, a class variable, or what methods assign to `self.attr`. */
function classAttribute(frame: Frame, node: NodeId, cls: ClassInfo, self: Value, attr: string): Value | null {
  const { program } = frame;
  const member = program.classMember(cls, attr);
  if (member?.kind === 'method') {
    const { fn } = member;
    if (fn.binding === 'property') return callFunction(frame, node, fn, null, withPositional([self]));
    const owner =
      fn.binding === 'static' ? null : fn.binding === 'class' ? ofRef({ kind: 'class', cls, closure: null }) : self;
    return ofRef({ kind: 'function', fn, self: owner, closure: null });
  }
  const field = program.fieldOf(cls, attr);
  // What was set under names that nobody knows hides nothing that the class has.
  const isKnown = member !== null || field !== null;
  const isOpen = objectsOf(frame, self).some(([, { parameter }]) => parameter !== null);
  const given = isKnown && !isOpen ? null : readCell(frame, self, attributeKey(attr));
  if (!isKnown) {
    const other = given === null ? callOwn(frame, node, self, '__getattr__', [text(attr)]) : null;
    if (other !== null) return other;
    const base = program.libraryBase(cls);
    if (base === null) return null;
    const value = ofClass(frame, node, self, libraryValue(frame, node, `${base}().${attr}`));
    const { objects } = value;
    return given === null
      ? value
      : {
          ...value,
          taints: withTaints(value, given.taints).taints,
          objects: objects.length > 0 ? objects : given.objects,
        };
  }
  const known = join(
    member === null || member.value === undefined ? nothing : bound(member.value, self),
    field ?? nothing,
  );
  return given === null ? known : join(known, given);
}
