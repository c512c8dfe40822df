// Making instances of the project's own classes.
import type { NodeId } from '../python/ir.ts';
import { callFunction } from './call-function.ts';
import { apply } from './conditions.ts';
import { everything } from './environment.ts';
import { isException, keepArguments } from './exceptions.ts';
import type { Frame } from './frame.ts';
import { emptyObject, setCell } from './heap-object.ts';
import { callOwn } from './iteration.ts';
import type { ClassInfo } from './linked-module.ts';
import { allocate, objectsOf } from './objects.ts';
import { reportCall, type Arguments } from './sinks.ts';
import { libraryValue } from './attributes.ts';
import { fieldsOf, filled, filledByNames, namedTupleBase } from './records.ts';
import { ofRef, unknown, type Ref, type Value } from './value.ts';

type ClassRef = Extract<Ref, { kind: 'class' }>;

/** `Class(…)`: a new object, after its `__new__` and `__init__` or, for data classes and their like, with its fields. */
export function instantiate(frame: Frame, node: NodeId, ref: ClassRef, args: Arguments): Value {
  const { program } = frame;
  const cls = program.currentClass(ref.cls) ?? ref.cls;
  if (isEnum(frame, cls)) return memberByValue(frame, cls, args);
  const library = program.libraryBase(cls);
  if (library !== null && /^(typing|typing_extensions)\.TypedDict$/.test(library)) return typedDict(frame, node, args);
  if (library !== null) reportCall(frame, node, program.models.sinks(library, []), args, library);
  const isTuple = library !== null && /(^|\.)(NamedTuple|namedtuple\(\))$/.test(library);
  const made = madeByNew(frame, node, ref, args) ?? bare(frame, node, cls, isTuple);
  const instance: Value =
    library === null || isTuple ? made : { ...libraryValue(frame, node, `${library}()`), objects: made.objects };
  if (isException(frame, cls)) keepArguments(frame, node, made, args);
  const init = program.classMember(cls, '__init__');
  if (init?.kind === 'method') {
    const positional = [made, ...args.positional];
    callFunction(frame, node, init.fn, ref.closure, { ...args, receiver: null, positional });
    return instance;
  }
  const [[id, object] = [0, undefined]] = objectsOf(frame, made);
  if (object === undefined) return instance;
  const fields = fieldsOf(program.ancestorsOf(cls));
  const withFields =
    isTuple && fields.length === 0
      ? filledByNames(object, namedTupleBase(frame, cls), args)
      : filled(frame, node, object, fields, args);
  frame.env.setObject(id, args.spread === null ? withFields : { ...withFields, rest: args.spread });
  for (const name of ['__post_init__', '__attrs_post_init__', 'model_post_init']) {
    callOwn(frame, node, { ...made, objects: [id] }, name);
  }
  return args.spread === null ? instance : { ...instance, taints: args.spread.taints };
}

export function isEnum({ program }: Frame, cls: ClassInfo): boolean {
  return program.libraryBases(cls).some((base) => base.startsWith('enum.'));
}

/** `Enum(value)` raises where no member has it, unless it says what to take then; what it gives stands in the program. */
function memberByValue(frame: Frame, cls: ClassInfo, { positional: [value = unknown] }: Arguments): Value {
  if (frame.program.classMember(cls, '_missing_') !== null) return unknown;
  apply(frame.env, { taints: value.taints, kinds: everything });
  return unknown;
}

/** An instance as `object.__new__` gives it. */
export function bare(frame: Frame, node: NodeId, cls: ClassInfo, isTuple = false): Value {
  return allocate(frame, node, emptyObject(isTuple ? 'tuple' : 'instance', cls), cls.key);
}

/** What a `__new__` of the project gives; null where there is none, or nothing is known of what it gives. */
function madeByNew(frame: Frame, node: NodeId, ref: ClassRef, args: Arguments): Value | null {
  const method = frame.program.classMember(ref.cls, '__new__');
  if (method?.kind !== 'method') return null;
  const positional = [ofRef(ref), ...args.positional];
  const made = callFunction(frame, node, method.fn, ref.closure, { ...args, receiver: null, positional });
  return made.objects.length === 0 ? null : made;
}

function typedDict(frame: Frame, node: NodeId, args: Arguments): Value {
  let dict = emptyObject('dict');
  for (const [name, value] of args.keywords) dict = setCell(dict, `s:${name}`, value);
  return allocate(frame, node, args.spread === null ? dict : { ...dict, rest: args.spread });
}
