// Functions and methods that make one object of the fields of another, or show its fields as a dict.
import type { NodeId } from '../python/ir.ts';
import { readAttribute } from './attributes.ts';
import { nodeSite, type Frame } from './frame.ts';
import { addAnywhere, anyItem, attributeKey, emptyObject, setCell, withItems, type HeapObject } from './heap-object.ts';
import { first, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { allocate, deriveAll, objectsOf, taintsIn, updateObjects, writeCell } from './objects.ts';
import { fieldsOf, makeNamedTuple, namedTupleClass } from './records.ts';
import type { Arguments } from './sinks.ts';
import { join, nothing, onlyText, text, unknown, type Value } from './value.ts';

/** What `obj.__dict__` and `vars(obj)` are: the object itself, whose fields are read and written as items. */
export const fieldsAsItems = 'builtins.vars()';

export function asDict(value: Value): Value {
  return { ...value, refs: [], taints: [], api: fieldsAsItems };
}

/** `vars(obj)[name] = value`. */
export function writeField(frame: Frame, target: Value, name: Value, value: Value): void {
  const object: Value = { ...target, api: null };
  const only = onlyText(name);
  if (only !== undefined) writeCell(frame, object, attributeKey(only), value);
  else updateObjects(frame, object, (state) => addAnywhere(state, value));
}

export function readField(frame: Frame, node: NodeId, target: Value, name: Value): Value {
  const only = onlyText(name);
  if (only !== undefined) return readAttribute(frame, node, { ...target, api: null }, only);
  return objectsOf(frame, target).reduce((all, [, object]) => join(all, fieldValue(object)), unknown);
}

function fieldValue({ cells, rest }: HeapObject): Value {
  return [...cells.values()].reduce(join, rest === nothing ? unknown : rest);
}

/** A dict of an object's fields. */
function dictOf(frame: Frame, node: NodeId, value: Value): Value {
  let dict = emptyObject('dict');
  for (const [, { cells, rest }] of objectsOf(frame, value)) {
    for (const [key, cell] of cells) if (key.startsWith('.')) dict = setCell(dict, `s:${key.slice(1)}`, cell);
    if (rest !== nothing) dict = addAnywhere(dict, rest);
  }
  return { ...allocate(frame, node, dict, 'dict'), taints: value.taints };
}

const update: KnownCall = (frame, _node, { receiver, positional, keywords, spread }) => {
  if (receiver === null) return unknown;
  for (const given of positional) {
    for (const [, { cells, rest }] of objectsOf(frame, given)) {
      for (const [key, value] of cells)
        if (key.startsWith('s:')) writeField(frame, receiver, text(key.slice(2)), value);
      if (rest !== nothing) writeField(frame, receiver, unknown, rest);
    }
    if (given.taints.length > 0) writeField(frame, receiver, unknown, { ...unknown, taints: given.taints });
  }
  for (const [name, value] of keywords) writeField(frame, receiver, text(name), value);
  if (spread !== null) writeField(frame, receiver, unknown, spread);
  return unknown;
};

const items: KnownCall = (frame, node, { receiver }) => {
  const names = objectsOf(frame, receiver ?? unknown).flatMap(([, { cells }]) =>
    [...cells.keys()].filter((key) => key.startsWith('.')),
  );
  const key = names.map((name) => text(name.slice(1))).reduce(join, nothing);
  const pair = withItems(emptyObject('tuple'), [
    key === nothing ? unknown : key,
    readField(frame, node, receiver ?? unknown, unknown),
  ]);
  const tuple = allocate(frame, node, pair, 'pair');
  return allocate(frame, node, { ...addAnywhere(emptyObject('list'), tuple), length: null });
};

/** A copy of an object in which some fields are others. */
function changed(frame: Frame, node: NodeId, value: Value, fields: ReadonlyMap<string, Value>): Value {
  const objects = objectsOf(frame, value).map(([, object]) => object);
  if (objects.length === 0 || objects.some(({ parameter }) => parameter !== null)) {
    return [...fields.values()].reduce(join, value);
  }
  const copies = objects.map((object, at) => allocate(frame, node, withFields(object, fields), `changed ${at}`));
  return { ...value, objects: copies.flatMap((copy) => copy.objects) };
}

function withFields(object: HeapObject, fields: ReadonlyMap<string, Value>): HeapObject {
  let copy = object;
  const places = [...object.cells.keys()].filter((key) => key.startsWith('.'));
  for (const [name, given] of fields) {
    copy = setCell(copy, attributeKey(name), given);
    const at = places.indexOf(attributeKey(name));
    if (copy.kind === 'tuple' && at >= 0) copy = setCell(copy, `i:${at}`, given);
  }
  return copy;
}

/** Methods of named tuples; null where the receiver is none. */
export function callRecordMethod(
  frame: Frame,
  node: NodeId,
  receiver: Value,
  name: string,
  args: Arguments,
): Value | null {
  if (name !== '_replace' && name !== '_asdict') return null;
  if (!objectsOf(frame, receiver).some(([, { kind }]) => kind === 'tuple')) return null;
  return name === '_asdict' ? dictOf(frame, node, receiver) : changed(frame, node, receiver, args.keywords);
}

/** Models that convert what they are made of; `model_dump` shows it as their fields let it pass. */
const models = ['pydantic.BaseModel', 'pydantic.main.BaseModel', 'pydantic_settings.BaseSettings', 'sqlmodel.SQLModel'];

const dumped: KnownCall = (frame, node, { receiver }) => {
  const classes = objectsOf(frame, receiver ?? unknown).flatMap(([, { cls }]) => cls ?? []);
  if (receiver === null || classes.length === 0) return null;
  let dict = emptyObject('dict');
  for (const { name } of classes.flatMap((cls) => fieldsOf(frame.program.ancestorsOf(cls)))) {
    dict = setCell(dict, `s:${name}`, readAttribute(frame, node, receiver, name));
  }
  return allocate(frame, node, dict, 'dict');
};

/** `Item.model_validate(data)`: an instance that holds something of the data in each field. */
const parsed: KnownCall = (frame, node, args, { callee }) => {
  const [ref] = callee.refs;
  if (ref?.kind !== 'class') return null;
  const cls = frame.program.currentClass(ref.cls) ?? ref.cls;
  const made = allocate(frame, node, emptyObject('instance', cls), 'parsed');
  const taints = deriveAll(taintsIn(frame, first(args)), nodeSite(frame, node), 'whole');
  const library = frame.program.libraryBase(cls);
  return { ...made, taints, api: library === null ? null : `${library}()` };
};

const namespace: KnownCall = (frame, node, args) => {
  let object = emptyObject('instance');
  for (const [name, value] of args.keywords) object = setCell(object, attributeKey(name), value);
  if (args.spread !== null) object = { ...object, rest: args.spread };
  return allocate(frame, node, object);
};

const tuples = ['collections.namedtuple', 'typing.NamedTuple'];

export const recordCalls: KnownCalls = [
  ...sameCall(['builtins.vars'], (_frame, _node, args) => asDict(first(args))),
  [`${fieldsAsItems}.update`, update],
  [`${fieldsAsItems}.items`, items],
  [
    `${fieldsAsItems}.get`,
    (frame, node, { receiver, positional: [name = unknown, fallback = unknown] }) =>
      join(readField(frame, node, receiver ?? unknown, name), fallback),
  ],
  [
    `${fieldsAsItems}.values`,
    (frame, node, { receiver }) => {
      const any = readField(frame, node, receiver ?? unknown, unknown);
      return allocate(frame, node, { ...addAnywhere(emptyObject('list'), any), length: null });
    },
  ],
  [`${fieldsAsItems}.copy`, (frame, node, { receiver }) => dictOf(frame, node, receiver ?? unknown)],
  ...sameCall(['types.SimpleNamespace', 'argparse.Namespace'], namespace),
  ...sameCall(['dataclasses.asdict', 'attr.asdict', 'attrs.asdict'], (frame, node, args) =>
    dictOf(frame, node, first(args)),
  ),
  ...sameCall(['dataclasses.astuple', 'attr.astuple', 'attrs.astuple'], (frame, node, args) => {
    const values = objectsOf(frame, first(args)).flatMap(([, { cells }]) => [...cells.values()]);
    return allocate(frame, node, withItems(emptyObject('tuple'), values));
  }),
  ...sameCall(['dataclasses.replace', 'attr.evolve', 'attrs.evolve', 'copy.replace'], (frame, node, args) =>
    changed(frame, node, args.positional[0] ?? unknown, args.keywords),
  ),
  ...sameCall(
    models.flatMap((api) => [`${api}().model_dump`, `${api}().dict`]),
    dumped,
  ),
  ...sameCall(
    models.flatMap((api) =>
      ['model_validate', 'model_validate_json', 'parse_obj', 'parse_raw'].map((name) => `${api}.${name}`),
    ),
    parsed,
  ),
  ...tuples.flatMap((api): KnownCalls => [
    [api, (frame, node, args) => namedTupleClass(frame, node, args, 'collections.namedtuple')],
  ]),
  ['collections.namedtuple()', (frame, node, args, { callee }) => makeNamedTuple(frame, node, callee, args)],
  [
    'collections.namedtuple()._make',
    (frame, node, args) => {
      const object = objectsOf(frame, first(args))[0]?.[1];
      const spread = object === undefined ? first(args) : anyItem(object);
      return makeNamedTuple(frame, node, args.receiver ?? unknown, { ...args, positional: [], spread });
    },
  ],
];
