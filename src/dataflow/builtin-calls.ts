// Python's own functions, and those of the standard library whose results keep the structure of what they are given.
import type { NodeId } from '../python/ir.ts';
import { argumentParserCalls } from './argument-parsers.ts';
import { writeAttribute } from './assign.ts';
import { readAttribute } from './attributes.ts';
import { within } from './comparison-guards.ts';
import { apply } from './conditions.ts';
import { configCalls } from './config-calls.ts';
import { compose, mapConstants } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import { allOf, anyOf, guardsOf, type Check } from './guards.ts';
import {
  addAnywhere,
  addToCell,
  attributeKey,
  emptyObject,
  itemKey,
  itemsOf,
  mergeInto,
  missingKey,
  setCell,
  type CellKey,
  type HeapObject,
} from './heap-object.ts';
import { getterCalls } from './getter-calls.ts';
import { iteratorCalls } from './iterator-calls.ts';
import { nextOf } from './iteration.ts';
import { keyOf, mix } from './keys.ts';
import { first, harmless, identity, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import type { Callee } from './library-calls.ts';
import { allKinds, harmlessText, kindBit, numberKinds } from './kinds.ts';
import {
  allocate,
  decodeAll,
  deriveAll,
  itemOf,
  objectOf,
  objectsOf,
  taintsIn,
  updateObjects,
  writeCell,
} from './objects.ts';
import { placeCalls } from './place-calls.ts';
import { taintsPrinted } from './printing.ts';
import { recordCalls } from './record-calls.ts';
import { regexCalls } from './regex-calls.ts';
import type { Arguments } from './sinks.ts';
import { streamCalls } from './stream-calls.ts';
import { typeCalls } from './type-calls.ts';
import { withSafe } from './taint.ts';
import { lineKinds } from './text-methods.ts';
import {
  constant,
  join,
  joinAll,
  ofApi,
  ofObject,
  ofRef,
  onlyConstant,
  onlyText,
  unknown,
  type ObjectId,
  type Value,
} from './value.ts';

/** The result of a call that is known here, or null. */
export function builtinCall(frame: Frame, node: NodeId, called: Callee, args: Arguments): Value | null {
  table ??= new Map(knownCalls());
  const handler = table.get(called.api ?? `*.${called.member}`);
  return handler === undefined ? null : handler(frame, node, args, called);
}

/** The same text in another form: a check of the one is a check of the other. */
const sameText: KnownCall = (frame, node, args, { api }) => {
  const value = first(args);
  const folded = mapConstants([value], ([one]) =>
    one!.type === 'string' ? one : one!.type === 'int' ? { type: 'string', value: String(one!.value) } : undefined,
  );
  return (
    folded ?? {
      ...unknown,
      taints: taintsPrinted(frame, node, value, api === 'builtins.repr' ? 'repr' : 'text'),
      prefix: value.prefix,
    }
  );
};

/** What is left of a text that is a number: blanks may stand around it, and a line end among these ends a header. */
const numberText = harmlessText & ~(kindBit('header') | kindBit('email'));

/** A number can be too large, but it is no text. It raises where the text is none, so the text is harmless from then on. */
const number: KnownCall = (frame, _node, args) => {
  const value = first(args);
  const taints = taintsIn(frame, value);
  apply(frame.env, { taints: value.taints, kinds: numberText });
  const folded = mapConstants([value], ([one]) => {
    if (one!.type === 'int') return one;
    return one!.type === 'string' && /^\s*[+-]?\d{1,15}\s*$/.test(one!.value)
      ? { type: 'int', value: Number(one!.value) }
      : undefined;
  });
  return folded ?? { ...unknown, taints: taints.map((taint) => withSafe(taint, numberKinds)) };
};

const dict: KnownCall = (frame, node, args) => {
  let object = emptyObject('dict');
  for (const value of args.positional) {
    const source = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    const pairs = source === undefined ? null : pairsOf(frame, source);
    if (source?.kind === 'dict') object = mergeInto(object, source);
    else if (pairs !== null) for (const [key, item] of pairs) object = setCell(object, key, item);
    else
      object = {
        ...addAnywhere(object, itemOf(frame, value, nodeSite(frame, node))),
        keys: itemOf(frame, value, mix(nodeSite(frame, node), keyOf('keys'))),
      };
  }
  for (const [name, value] of args.keywords) object = setCell(object, `s:${name}`, value);
  if (args.spread !== null) object = addAnywhere(object, args.spread);
  return allocate(frame, node, object);
};

/** The pairs of a list of which all is known, by the cells of their keys; null of any other. */
function pairsOf(frame: Frame, list: HeapObject): [CellKey, Value][] | null {
  if (list.kind === 'dict' || list.parameter !== null || list.length === null) return null;
  const pairs: [CellKey, Value][] = [];
  for (const item of itemsOf(list)) {
    const pair = item.objects.length === 1 ? objectsOf(frame, item)[0]?.[1] : undefined;
    if (pair?.length !== 2 || pair.parameter !== null) return null;
    const [key, value] = itemsOf(pair);
    const only = onlyConstant(key!);
    const cell = only === undefined ? null : itemKey(only);
    if (cell === null) return null;
    pairs.push([cell, value!]);
  }
  return pairs;
}

/** Calls that declare something, and are read by what they were given. */
const declaration: KnownCall = (frame, node, { positional, keywords }, { api }) => {
  let object = emptyObject('dict');
  for (const [at, value] of positional.entries()) object = setCell(object, `i:${at}`, value);
  for (const [name, value] of keywords) object = setCell(object, `s:${name}`, value);
  return { ...allocate(frame, node, object), api: `${api}()` };
};

const declaring = [
  ...['Field', 'constr', 'conint', 'confloat', 'StringConstraints'].map((name) => `pydantic.${name}`),
  ...['Str', 'String', 'Raw', 'Field', 'List', 'Dict'].map((name) => `marshmallow.fields.${name}`),
  ...['StringField', 'TextAreaField', 'HiddenField', 'SearchField'].map((name) => `wtforms.${name}`),
  ...['Integer', 'Int', 'Float', 'Decimal', 'Number'].map((name) => `marshmallow.fields.${name}`),
  ...['IntegerField', 'FloatField', 'DecimalField'].map((name) => `wtforms.${name}`),
  ...['CharField', 'IntegerField', 'FloatField', 'DecimalField'].flatMap((name) => [
    `django.forms.${name}`,
    `rest_framework.serializers.${name}`,
  ]),
  'marshmallow.validate.Regexp',
  'wtforms.validators.Regexp',
  'attrs.validators.matches_re',
];

/** What a missing key gives is made by the function in this cell, which no attribute can have. */
const defaultDict: KnownCall = (frame, node, args, called) => {
  const [factory, ...others] = args.positional;
  const made = dict(frame, node, { ...args, positional: others }, called);
  if (factory !== undefined && made !== null) writeCell(frame, made, missingKey, factory);
  return made;
};

/** The first dict that has a key decides. */
const chainMap: KnownCall = (frame, node, args, called) =>
  dict(frame, node, { ...args, positional: args.positional.toReversed() }, called);

/** Counts by what was counted. */
const counter: KnownCall = (frame, node, args) =>
  allocate(frame, node, { ...emptyObject('dict'), rest: unknown, keys: nextOf(frame, node, first(args)) });

const length: KnownCall = (frame, _node, args) => {
  const value = first(args);
  const folded = mapConstants([value], ([one]) =>
    one!.type === 'string' ? { type: 'int', value: one!.value.length } : undefined,
  );
  if (folded !== null) return folded;
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  const isKnown = object !== undefined && object.length !== null && object.parameter === null;
  return isKnown ? constant({ type: 'int', value: object.length }) : unknown;
};

/** `type(object)`: the class of the project that it is of. */
const typeOf: KnownCall = (frame, _node, { positional: [object, ...others] }) => {
  if (object === undefined || others.length > 0) return unknown;
  const classes = objectsOf(frame, object).flatMap(([, { cls }]) => cls ?? []);
  return joinAll([unknown, ...classes.map((cls) => ofRef({ kind: 'class', cls, closure: null }))]);
};

const getAttribute: KnownCall = (frame, node, { positional }) => {
  const name = onlyText(positional[1] ?? unknown);
  if (positional[0] === undefined) return unknown;
  if (name !== undefined) {
    const found = readAttribute(frame, node, positional[0], name);
    return positional[2] === undefined ? found : join(found, positional[2]);
  }
  return compose(frame, node, [positional[0]], null);
};

const setAttribute: KnownCall = (frame, node, { positional: [object, name, value] }) => {
  const attr = onlyText(name ?? unknown);
  if (object !== undefined && value !== undefined) {
    const names = textsOf(name ?? unknown);
    if (attr !== undefined) writeAttribute(frame, node, object, attr, value);
    else if (names !== null) {
      for (const one of names) updateObjects(frame, object, (state) => addToCell(state, attributeKey(one), value));
    } else updateObjects(frame, object, (state) => addAnywhere(state, value));
  }
  return unknown;
};

/** All texts that a value can be; null where it can be something else. */
function textsOf({ constants }: Value): readonly string[] | null {
  if (constants === null || constants.length === 0) return null;
  const texts = constants.flatMap((one) => (one.type === 'string' ? [one.value] : []));
  return texts.length === constants.length ? texts : null;
}

const copyOf: KnownCall = (frame, node, args) => {
  const value = first(args);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  return object === undefined || object.parameter !== null
    ? value
    : { ...value, ...allocate(frame, node, object), taints: value.taints };
};

/** A copy of all that is in it, so that nothing is changed in what was copied. */
const deepCopyOf: KnownCall = (frame, node, args) => {
  const copies = new Map<ObjectId, ObjectId>();
  const copied = (value: Value): Value => {
    if (value.objects.length === 0) return value;
    return { ...value, objects: value.objects.map(copyObject) };
  };
  const copyObject = (id: ObjectId): ObjectId => {
    const known = copies.get(id);
    const object = objectsOf(frame, ofObject(id))[0]?.[1];
    if (known !== undefined || object === undefined || object.parameter !== null) return known ?? id;
    const [copy = id] = allocate(frame, node, object, `copy of ${id}`).objects;
    copies.set(id, copy);
    const cells = new Map([...object.cells].map(([key, cell]) => [key, copied(cell)]));
    frame.env.setObject(copy, { ...object, cells, rest: copied(object.rest) });
    return copy;
  };
  return copied(first(args));
};

const partial: KnownCall = (_frame, _node, { positional: [callee, ...args], keywords }) =>
  callee === undefined ? unknown : { ...unknown, refs: [{ kind: 'partial', callee, args, keywords }] };

/** `functools.wraps(f)` gives a decorator that changes nothing which matters here. */
const wraps: KnownCall = () => ofApi('functools.wraps()');

/** `all([…])` and `any([…])` of a list that is written out; of each of an unknown number `calls.ts` speaks. */
const quantified =
  (combine: typeof allOf): KnownCall =>
  (frame, _node, args) => {
    const value = first(args);
    const list = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    if (list === undefined || list.length === null || list.parameter !== null) return unknown;
    return { ...unknown, guards: combine(itemsOf(list).map(({ guards }) => guards)) };
  };
const everyOf = quantified(allOf);
const someOf = quantified(anyOf);

/** `operator.contains(items, item)`. */
const contains: KnownCall = (frame, _node, { positional: [container = unknown, item = unknown] }) => ({
  ...unknown,
  guards: guardsOf(within(frame, item, container)),
});

const truthOfValue: KnownCall = (_frame, _node, args) => {
  const value = first(args);
  const isEmpty: Check = { taints: value.taints, kinds: allKinds };
  const { whenTrue, whenFalse } = value.guards ?? { whenTrue: [], whenFalse: [] };
  return { ...unknown, guards: guardsOf(whenTrue, [...whenFalse, isEmpty]) };
};

/** What JSON writes is text without line ends of its own. */
const jsonKinds = lineKinds | kindBit('nosql');

const dumps: KnownCall = (frame, node, args, { api }) => {
  const value = first(args);
  const { taints } = compose(frame, node, [value], null);
  const objects = value.objects.filter((id) => objectOf(frame, id)?.parameter === null);
  // What the program writes itself is no code of somebody else's.
  const kinds = /pickle/i.test(api!) ? kindBit('deserialization') : /json/.test(api!) ? jsonKinds : 0;
  return { ...unknown, taints: taints.map((taint) => withSafe(taint, kinds)), objects, api: `${api}()` };
};

/** What was written by the same library and not changed since has the structure that it had. */
const loads: KnownCall = (frame, node, args, { api }) => {
  const value = first(args);
  if (value.api === `${api!.replace(/loads$/, 'dumps')}()` && value.objects.length > 0)
    return { ...unknown, objects: value.objects };
  const taints = decodeAll(frame, taintsIn(frame, value), nodeSite(frame, node));
  return { ...unknown, taints, api: `${api}()` };
};

function recoded(recode: (value: string) => string, isDecoding = false): KnownCall {
  return (frame, node, args) => {
    const value = first(args);
    const folded = mapConstants([value], ([one]) =>
      one!.type === 'string' || one!.type === 'bytes' ? { type: one!.type, value: recode(one!.value) } : undefined,
    );
    if (folded !== null) return folded;
    const site = nodeSite(frame, node);
    const taints = taintsIn(frame, value);
    return { ...unknown, taints: isDecoding ? decodeAll(frame, taints, site) : deriveAll(taints, site, 'whole') };
  };
}

const base64 = {
  encode: (value: string): string => Buffer.from(value, 'latin1').toString('base64'),
  decode: (value: string): string => Buffer.from(value, 'base64').toString('latin1'),
};

const globals: KnownCall = ({ module }) => ofRef({ kind: 'module', module });

/** A module that is imported by its name. */
const importModule: KnownCall = (frame, _node, args, { api }) => {
  const name = onlyText(first(args));
  if (name === undefined) return unknown;
  const level = /^\.*/.exec(name)![0].length;
  // `__import__('a.b')` gives `a`.
  const wanted = api === 'builtins.__import__' ? name.split('.', 1)[0]! : name.slice(level);
  const module = frame.program.resolveModule(frame.module, wanted, level);
  return module === null ? ofApi(wanted) : ofRef({ kind: 'module', module });
};

/** Put together when it is first asked for: its parts import one another in a circle. */
let table: ReadonlyMap<string, KnownCall> | null = null;

function knownCalls(): KnownCalls {
  return [
    ...['str', 'bytes', 'unicode', 'repr', 'format', 'ascii', 'bytearray', 'memoryview', 'basestring'].map(
      (name) => [`builtins.${name}`, sameText] as const,
    ),
    ...['int', 'float', 'complex', 'long', 'abs', 'round'].map((name) => [`builtins.${name}`, number] as const),
    ...[
      'hash',
      'id',
      'ord',
      'callable',
      'issubclass',
      'hasattr',
      'range',
      'xrange',
      'chr',
      'hex',
      'oct',
      'bin',
      'divmod',
      'dir',
    ].map((name) => [`builtins.${name}`, harmless] as const),
    ['builtins.dict', dict],
    ['collections.OrderedDict', dict],
    ['collections.defaultdict', defaultDict],
    ['collections.ChainMap', chainMap],
    ['collections.Counter', counter],
    ['builtins.type', typeOf],
    ['builtins.len', length],
    ...['Depends', 'Security', 'Query', 'Path', 'Header', 'Cookie', 'Form', 'Body'].map(
      (name) => [`fastapi.${name}`, declaration] as const,
    ),
    ...sameCall(declaring, declaration),
    ['builtins.getattr', getAttribute],
    ['builtins.setattr', setAttribute],
    ['builtins.globals', globals],
    ...sameCall(['importlib.import_module', 'builtins.__import__'], importModule),
    ['operator.contains', contains],
    ['builtins.staticmethod', identity],
    ['builtins.bool', truthOfValue],
    ['builtins.all', everyOf],
    ['builtins.any', someOf],
    ...typeCalls,
    ['copy.copy', copyOf],
    ['copy.deepcopy', deepCopyOf],
    ['functools.partial', partial],
    ['functools.wraps', wraps],
    ['functools.wraps()', identity],
    ...['json', 'simplejson', 'ujson', 'pickle', 'cPickle', 'yaml'].map((name) => [`${name}.dumps`, dumps] as const),
    ...['json', 'simplejson', 'ujson', 'pickle', 'cPickle'].map((name) => [`${name}.loads`, loads] as const),
    ['base64.b64encode', recoded(base64.encode)],
    ['base64.b64decode', recoded(base64.decode, true)],
    ['base64.urlsafe_b64encode', recoded((value) => base64.encode(value).replaceAll('+', '-').replaceAll('/', '_'))],
    [
      'base64.urlsafe_b64decode',
      recoded((value) => base64.decode(value.replaceAll('-', '+').replaceAll('_', '/')), true),
    ],
    ...argumentParserCalls,
    ...placeCalls,
    ...getterCalls,
    ...regexCalls,
    ...iteratorCalls,
    ...streamCalls,
    ...configCalls,
    ...recordCalls,
  ];
}
