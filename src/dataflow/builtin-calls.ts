// Python's own functions, and those of the standard library whose results keep the structure of what they are given.
import type { NodeId } from '../python/ir.ts';
import { readAttribute } from './attributes.ts';
import { callValue, type CallResult } from './calls.ts';
import { apply, noGuards, type Guards } from './conditions.ts';
import { compose, mapConstants } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import {
  addAnywhere,
  append,
  attributeKey,
  emptyObject,
  itemsOf,
  mergeInto,
  setCell,
  smash,
  withItems,
} from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import type { Callee } from './library-calls.ts';
import {
  allocate,
  deriveAll,
  itemOf,
  objectsOf,
  readCell,
  taintsIn,
  taintsPrinted,
  updateObjects,
  writeCell,
} from './objects.ts';
import { protectionOf } from './patterns-of-text.ts';
import type { Arguments } from './sinks.ts';
import { allKinds, kindBit, withSafe } from './taint.ts';
import { constant, join, joinAll, ofApi, onlyConstant, onlyText, replaceTaints, unknown, type Value } from './value.ts';

type Handler = (frame: Frame, node: NodeId, args: Arguments, called: Callee) => Value | CallResult;

/** The result of a call that is known here, or null. */
export function builtinCall(frame: Frame, node: NodeId, called: Callee, args: Arguments): CallResult | null {
  const handler = called.api === null ? undefined : handlers.get(called.api);
  if (handler === undefined) return null;
  const result = handler(frame, node, args, called);
  return 'guards' in result ? result : { value: result, guards: noGuards };
}

const first = ({ positional, keywords, spread }: Arguments): Value =>
  positional[0] ?? [...keywords.values()][0] ?? spread ?? unknown;

/** The same text in another form: a check of the one is a check of the other. */
const sameText: Handler = (frame, _node, args) => {
  const value = first(args);
  const folded = mapConstants([value], ([one]) =>
    one!.type === 'string' ? one : one!.type === 'int' ? { type: 'string', value: String(one!.value) } : undefined,
  );
  return folded ?? { ...unknown, taints: taintsPrinted(frame, value), prefix: value.prefix };
};

const notSizes = allKinds & ~kindBit('size');

/** A number can be too large, but it is no text. It raises where the text is none, so the text is harmless from then on. */
const number: Handler = (frame, _node, args) => {
  const value = first(args);
  const taints = taintsIn(frame, value);
  apply(frame.env, { taints: value.taints, kinds: notSizes });
  const folded = mapConstants([value], ([one]) => {
    if (one!.type === 'int') return one;
    return one!.type === 'string' && /^\s*[+-]?\d{1,15}\s*$/.test(one!.value)
      ? { type: 'int', value: Number(one!.value) }
      : undefined;
  });
  return folded ?? { ...unknown, taints: taints.map((taint) => withSafe(taint, notSizes)) };
};

const harmless: Handler = () => unknown;

function sequence(kind: 'list' | 'tuple' | 'set'): Handler {
  return (frame, node, args) => {
    if (args.positional.length === 0) return allocate(frame, node, emptyObject(kind));
    const value = args.positional[0]!;
    const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    if (
      object !== undefined &&
      object.kind !== 'dict' &&
      object.length !== null &&
      object.parameter === null &&
      kind !== 'set'
    ) {
      return allocate(frame, node, withItems(emptyObject(kind), itemsOf(object)));
    }
    const items = itemOf(frame, value, nodeSite(frame, node));
    return allocate(frame, node, { ...addAnywhere(emptyObject(kind), items), length: null });
  };
}

const dict: Handler = (frame, node, args) => {
  let object = emptyObject('dict');
  for (const value of args.positional) {
    const source = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
    if (source?.kind === 'dict') object = mergeInto(object, source);
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

/** Calls that declare something, and are read by what they were given. */
const declaration: Handler = (frame, node, { positional, keywords }, { api }) => {
  let object = emptyObject('dict');
  for (const [at, value] of positional.entries()) object = setCell(object, `i:${at}`, value);
  for (const [name, value] of keywords) object = setCell(object, `s:${name}`, value);
  return { ...allocate(frame, node, object), api: `${api}()` };
};

const length: Handler = (frame, _node, args) => {
  const value = first(args);
  const folded = mapConstants([value], ([one]) =>
    one!.type === 'string' ? { type: 'int', value: one!.value.length } : undefined,
  );
  if (folded !== null) return folded;
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  const isKnown = object !== undefined && object.length !== null && object.parameter === null;
  return isKnown ? constant({ type: 'int', value: object.length }) : unknown;
};

const getAttribute: Handler = (frame, node, { positional }) => {
  const name = onlyText(positional[1] ?? unknown);
  if (positional[0] === undefined) return unknown;
  if (name !== undefined) {
    const found = readAttribute(frame, node, positional[0], name);
    return positional[2] === undefined ? found : join(found, positional[2]);
  }
  return compose(frame, node, [positional[0]], null);
};

const setAttribute: Handler = (frame, _node, { positional: [object, name, value] }) => {
  const attr = onlyText(name ?? unknown);
  if (object !== undefined && value !== undefined) {
    if (attr !== undefined) writeCell(frame, object, attributeKey(attr), value);
    else updateObjects(frame, object, (state) => addAnywhere(state, value));
  }
  return unknown;
};

const map: Handler = (frame, node, args) => {
  const [callee, ...iterables] = args.positional;
  const items = iterables.map((one) => itemOf(frame, one, nodeSite(frame, node)));
  const given = { receiver: null, positional: items, keywords: new Map<string, Value>(), spread: null };
  const result = callee === undefined ? unknown : callValue(frame, node, callee, given).value;
  return allocate(frame, node, { ...addAnywhere(emptyObject('list'), result), length: null }, 'map');
};

const filter: Handler = (frame, node, args) => {
  const items = itemOf(frame, args.positional[1] ?? unknown, nodeSite(frame, node));
  return allocate(frame, node, { ...addAnywhere(emptyObject('list'), items), length: null });
};

const enumerate: Handler = (frame, node, args) => {
  const pair = withItems(emptyObject('tuple'), [unknown, itemOf(frame, first(args), nodeSite(frame, node))]);
  const tuple = allocate(frame, node, pair, 'pair');
  return allocate(frame, node, { ...addAnywhere(emptyObject('list'), tuple), length: null });
};

const zip: Handler = (frame, node, args) => {
  const items = args.positional.map((one) => itemOf(frame, one, nodeSite(frame, node)));
  const tuple = allocate(frame, node, withItems(emptyObject('tuple'), items), 'tuple');
  return allocate(frame, node, { ...addAnywhere(emptyObject('list'), tuple), length: null });
};

const oneItem: Handler = (frame, node, args) => {
  if (args.positional.length > 1) return joinAll(args.positional);
  return itemOf(frame, first(args), nodeSite(frame, node));
};

const identity: Handler = (_frame, _node, args) => first(args);

const copyOf: Handler = (frame, node, args) => {
  const value = first(args);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  return object === undefined || object.parameter !== null
    ? value
    : { ...value, ...allocate(frame, node, object), taints: value.taints };
};

const partial: Handler = (_frame, _node, { positional: [callee, ...args], keywords }) =>
  callee === undefined ? unknown : { ...unknown, refs: [{ kind: 'partial', callee, args, keywords }] };

/** `functools.wraps(f)` gives a decorator that changes nothing which matters here. */
const wraps: Handler = () => ofApi('functools.wraps()');

const isInstance: Handler = (_frame, _node, { positional: [value, type] }) => {
  const isHarmless =
    /^(builtins\.(int|float|bool|complex)|decimal\.Decimal|uuid\.UUID|datetime\.(date|datetime)|numbers\.\w+|enum\.Enum)$/.test(
      type?.api ?? '',
    );
  const guards: Guards =
    isHarmless && value !== undefined
      ? { whenTrue: [{ taints: value.taints, kinds: notSizes }], whenFalse: [] }
      : noGuards;
  return { value: unknown, guards };
};

const truthOfValue: Handler = (_frame, _node, args) => {
  const value = first(args);
  return { value: unknown, guards: { whenTrue: [], whenFalse: [{ taints: value.taints, kinds: allKinds }] } };
};

const dumps: Handler = (frame, node, args, { api }) => {
  const value = first(args);
  return { ...compose(frame, node, [value], null), objects: value.objects, api: `${api}()` };
};

/** What was written by the same library and not changed since has the structure that it had. */
const loads: Handler = (frame, node, args, { api }) => {
  const value = first(args);
  if (value.api === `${api!.replace(/loads$/, 'dumps')}()` && value.objects.length > 0)
    return { ...unknown, objects: value.objects };
  return { ...compose(frame, node, [value], null), api: `${api}()` };
};

function recoded(encode: (value: string) => string | null): Handler {
  return (frame, node, args) =>
    mapConstants([first(args)], ([one]) => {
      if (one!.type !== 'string' && one!.type !== 'bytes') return undefined;
      const result = encode(one!.value);
      return result === null ? undefined : { type: one!.type, value: result };
    }) ?? replaceTaints(unknown, deriveAll(taintsIn(frame, first(args)), nodeSite(frame, node), 'whole'));
}

/** The same text, of which the host can be read: a check of that is a check of the URL. */
const parsedUrl: Handler = (frame, _node, args, { api }) => ({
  ...ofApi(`${api}()`),
  taints: taintsIn(frame, first(args)),
});

/** A path made absolute and free of `..`: a check of how it begins says where it leads. */
const normalised: Handler = (frame, node, args) =>
  replaceTaints(
    unknown,
    deriveAll(
      args.positional.flatMap((value) => taintsIn(frame, value)),
      nodeSite(frame, node),
      'normal',
    ),
  );

/** The same of a `Path`. */
const resolvedPath: Handler = (frame, node, { receiver }) => ({
  ...ofApi('pathlib.Path()'),
  taints: deriveAll(receiver === null ? [] : taintsIn(frame, receiver), nodeSite(frame, node), 'normal'),
});

const compilePattern: Handler = (frame, node, args, { api }) => {
  const made = allocate(frame, node, setCell(emptyObject('instance'), '.pattern', first(args)));
  return { ...made, api: `${api}()`, taints: taintsIn(frame, first(args)) };
};

function matches(mode: 'fullmatch' | 'match' | 'search', isCompiled: boolean): Handler {
  return (frame, node, args) => {
    const pattern = isCompiled ? readCell(frame, args.receiver ?? unknown, '.pattern') : (args.positional[0] ?? null);
    const subject = args.positional[isCompiled ? 0 : 1] ?? args.keywords.get('string') ?? unknown;
    const source = pattern === null ? undefined : onlyConstant(pattern);
    const kinds = source?.type === 'string' ? protectionOf(source.value, mode) : 0;
    const value = {
      ...ofApi('re.match()'),
      taints: deriveAll(taintsIn(frame, subject), nodeSite(frame, node), 'part').map((taint) => withSafe(taint, kinds)),
    };
    return { value, guards: { whenTrue: [{ taints: subject.taints, kinds }], whenFalse: [] } };
  };
}

const stringBuffer: Handler = (frame, node, args, { api }) => {
  const object = args.positional.length === 0 ? emptyObject('list') : append(emptyObject('list'), first(args));
  return { ...allocate(frame, node, object), api: `${api}()` };
};

const writeBuffer: Handler = (frame, _node, args) => {
  if (args.receiver !== null) updateObjects(frame, args.receiver, (object) => append(object, first(args)));
  return unknown;
};

const readBuffer: Handler = (frame, node, args) =>
  args.receiver === null ? unknown : compose(frame, node, [args.receiver], null);

const configKey = (section: Value, option: Value): string | null => {
  const [a, b] = [onlyText(section), onlyText(option)];
  return a === undefined || b === undefined ? null : `s:${a}\0${b}`;
};

const setOption: Handler = (
  frame,
  _node,
  { receiver, positional: [section = unknown, option = unknown, value = unknown] },
) => {
  const key = configKey(section, option);
  if (receiver !== null)
    updateObjects(frame, receiver, (object) =>
      key === null ? addAnywhere(object, value) : setCell(object, key, value),
    );
  return unknown;
};

const getOption: Handler = (frame, node, { receiver, positional: [section = unknown, option = unknown] }) => {
  const key = configKey(section, option);
  if (receiver === null) return unknown;
  const found = key === null ? null : readCell(frame, receiver, key);
  return found ?? (key === null ? compose(frame, node, [receiver], null) : unknown);
};

const configParser: Handler = (frame, node, _args, { api }) => ({
  ...allocate(frame, node, emptyObject('dict')),
  api: `${api}()`,
});

const smashed: Handler = (frame, node, args) => {
  const value = first(args);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (object === undefined || object.parameter !== null || object.kind === 'dict')
    return sequence('list')(frame, node, args, { api: null, member: null, owner: null, callee: unknown });
  return allocate(frame, node, { ...smash(object), kind: 'list' });
};

const base64 = {
  encode: (value: string): string => Buffer.from(value, 'latin1').toString('base64'),
  decode: (value: string): string => Buffer.from(value, 'base64').toString('latin1'),
};

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ...['str', 'bytes', 'unicode', 'repr', 'ascii', 'bytearray', 'basestring'].map(
    (name) => [`builtins.${name}`, sameText] as const,
  ),
  ...['int', 'float', 'complex', 'long'].map((name) => [`builtins.${name}`, number] as const),
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
    'type',
    'abs',
    'round',
    'hex',
    'oct',
    'bin',
    'divmod',
    'any',
    'all',
    'dir',
    'memoryview',
  ].map((name) => [`builtins.${name}`, harmless] as const),
  ['builtins.list', sequence('list')],
  ['builtins.tuple', sequence('tuple')],
  ['builtins.set', sequence('set')],
  ['builtins.frozenset', sequence('set')],
  ['collections.deque', sequence('list')],
  ['builtins.sorted', smashed],
  ['builtins.reversed', smashed],
  ['builtins.dict', dict],
  ['collections.OrderedDict', dict],
  ['collections.defaultdict', (frame, node) => allocate(frame, node, emptyObject('dict'))],
  ['builtins.len', length],
  ...['Depends', 'Security', 'Query', 'Path', 'Header', 'Cookie', 'Form', 'Body'].map(
    (name) => [`fastapi.${name}`, declaration] as const,
  ),
  ...['Field', 'constr', 'StringConstraints'].map((name) => [`pydantic.${name}`, declaration] as const),
  ['builtins.getattr', getAttribute],
  ['builtins.setattr', setAttribute],
  ['builtins.map', map],
  ['builtins.filter', filter],
  ['builtins.enumerate', enumerate],
  ['builtins.zip', zip],
  ['builtins.next', oneItem],
  ['builtins.min', oneItem],
  ['builtins.max', oneItem],
  ['builtins.sum', oneItem],
  ['builtins.iter', identity],
  ['builtins.bool', truthOfValue],
  ['builtins.isinstance', isInstance],
  ['copy.copy', copyOf],
  ['copy.deepcopy', copyOf],
  ['functools.partial', partial],
  ['functools.wraps', wraps],
  ['functools.wraps()', identity],
  ...['json', 'simplejson', 'ujson', 'pickle', 'yaml'].map((name) => [`${name}.dumps`, dumps] as const),
  ...['json', 'simplejson', 'ujson'].map((name) => [`${name}.loads`, loads] as const),
  ['base64.b64encode', recoded(base64.encode)],
  ['base64.b64decode', recoded(base64.decode)],
  ['base64.urlsafe_b64encode', recoded((value) => base64.encode(value).replaceAll('+', '-').replaceAll('/', '_'))],
  ['base64.urlsafe_b64decode', recoded((value) => base64.decode(value.replaceAll('-', '+').replaceAll('_', '/')))],
  ...['realpath', 'abspath', 'normpath'].map((name) => [`os.path.${name}`, normalised] as const),
  ...['urllib.parse.urlparse', 'urllib.parse.urlsplit', 'urlparse.urlparse', 'urlparse.urlsplit'].map(
    (name) => [name, parsedUrl] as const,
  ),
  ['pathlib.Path().resolve', resolvedPath],
  ['re.compile', compilePattern],
  ...(['fullmatch', 'match', 'search'] as const).flatMap((mode) => [
    [`re.${mode}`, matches(mode, false)] as const,
    [`re.compile().${mode}`, matches(mode, true)] as const,
  ]),
  ...['io.StringIO', 'io.BytesIO', 'StringIO.StringIO'].flatMap((name) => [
    [name, stringBuffer] as const,
    [`${name}().write`, writeBuffer] as const,
    [`${name}().getvalue`, readBuffer] as const,
    [`${name}().read`, readBuffer] as const,
  ]),
  ...['configparser.ConfigParser', 'configparser.RawConfigParser', 'configparser.SafeConfigParser'].flatMap((name) => [
    [name, configParser] as const,
    [`${name}().set`, setOption] as const,
    [`${name}().get`, getOption] as const,
    [`${name}().add_section`, harmless] as const,
  ]),
]);
