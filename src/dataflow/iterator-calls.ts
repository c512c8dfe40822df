// Functions that go through what they are given: map, zip, sorted, reduce, itertools. What they give keeps apart what came
// from different arguments.
import { callValue } from './calls.ts';
import { nodeSite, type Frame } from './frame.ts';
import { marksOf } from './guards.ts';
import { addAnywhere, emptyObject, itemsOf, madeOfText, setCell, smash, withItems } from './heap-object.ts';
import { iterable, nextOf } from './iteration.ts';
import { kindBit } from './kinds.ts';
import { first, identity, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { allocate, itemOf, objectsOf, taintsIn } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { withSafe } from './taint.ts';
import { constant, join, joinAll, nothing, unknown, type Value } from './value.ts';

const noArguments: Arguments = { receiver: null, positional: [], keywords: new Map(), spread: null };

type Make = (...parameters: Parameters<KnownCall>) => Value;

/** A list of which the length is not known. */
function listOf(item: Make): KnownCall {
  return (frame, node, args, called) => {
    const value = item(frame, node, args, called);
    return allocate(frame, node, { ...addAnywhere(emptyObject('list'), value), length: null }, 'list');
  };
}

/** Tuples of one item each of all arguments. */
const tuples: Make = (frame, node, args) => {
  const items = args.positional.map((one) => nextOf(frame, node, one));
  if (args.spread !== null) {
    const inner = itemOf(frame, args.spread, nodeSite(frame, node));
    return allocate(frame, node, { ...addAnywhere(emptyObject('tuple'), inner), length: null }, 'tuple');
  }
  return allocate(frame, node, withItems(emptyObject('tuple'), items), 'tuple');
};

/** The items of a container of which all is known; null of any other. */
function knownItems(frame: Frame, value: Value): Value[] | null {
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (object === undefined || object.cls !== null || object.parameter !== null || object.length === null) return null;
  return value.taints.length > 0 ? null : itemsOf(object);
}

/** A list of tuples, of which each is known; else what `otherwise` says of all. */
function rows(rowsOf: (lists: readonly Value[][]) => readonly Value[][], otherwise: KnownCall): KnownCall {
  return (frame, node, args, called) => {
    const lists = args.positional.map((one) => knownItems(frame, one));
    if (args.spread !== null || args.keywords.size > 0 || lists.length === 0 || !lists.every((list) => list !== null)) {
      return otherwise(frame, node, args, called);
    }
    const made = rowsOf(lists).map((row, at) =>
      allocate(frame, node, withItems(emptyObject('tuple'), row), `row ${at}`),
    );
    return allocate(frame, node, withItems(emptyObject('list'), made), 'list');
  };
}

const zipped = rows((lists) => {
  const shortest = Math.min(...lists.map(({ length }) => length));
  return Array.from({ length: shortest }, (_, at) => lists.map((list) => list[at]!));
}, listOf(tuples));

const anyOfAll: Make = (frame, node, args) =>
  joinAll([...args.positional, ...(args.spread === null ? [] : [args.spread])].map((one) => nextOf(frame, node, one)));

const anyOfFirst: Make = (frame, node, args) => nextOf(frame, node, first(args));

const anyOfSecond: Make = (frame, node, args) => nextOf(frame, node, args.positional[1] ?? unknown);

/** Of the second argument's items those of which the first says yes, or no. */
const chosen =
  (answer: 'whenTrue' | 'whenFalse'): Make =>
  (frame, node, args) => {
    const [test = unknown, items = unknown] = args.positional;
    const item = nextOf(frame, node, items);
    const { guards } = callValue(frame, node, test, { ...noArguments, positional: [item] });
    const checked = new Map((guards?.[answer] ?? []).flatMap((check) => [...marksOf(check)]));
    return { ...item, taints: item.taints.map((taint) => withSafe(taint, checked.get(taint.key) ?? 0)) };
  };

const mapped: Make = (frame, node, args) => {
  const [callee, ...iterables] = args.positional;
  const positional = iterables.map((one) => nextOf(frame, node, one));
  return callee === undefined ? unknown : callValue(frame, node, callee, { ...noArguments, positional });
};

const numbered: Make = (frame, node, args) => {
  const pair = withItems(emptyObject('tuple'), [unknown, nextOf(frame, node, args.positional[0] ?? unknown)]);
  return allocate(frame, node, pair, 'pair');
};

const groups: Make = (frame, node, args) => {
  const item = anyOfFirst(frame, node, args, { api: null, member: null, owner: null, callee: unknown });
  const key = args.keywords.get('key') ?? args.positional[1];
  const name = key === undefined ? item : callValue(frame, node, key, { ...noArguments, positional: [item] });
  const members = allocate(frame, node, { ...addAnywhere(emptyObject('list'), item), length: null }, 'group');
  return allocate(frame, node, withItems(emptyObject('tuple'), [name, members]), 'pair');
};

/** Tuples of items of the first argument. */
const combinations: Make = (frame, node, args) => {
  const tuple = { ...addAnywhere(emptyObject('tuple'), nextOf(frame, node, args.positional[0] ?? unknown)) };
  return allocate(frame, node, { ...tuple, length: null }, 'tuple');
};

/** `reduce(function, items, initial)`: what two rounds give. */
const reduce: KnownCall = (frame, node, args) => {
  const [callee, items = unknown, initial] = args.positional;
  if (callee === undefined) return unknown;
  const item = nextOf(frame, node, items);
  const round = (before: Value): Value =>
    callValue(frame, node, callee, { ...noArguments, positional: [before, item] });
  const once = round(initial ?? item);
  return join(once, round(once));
};

export function sequence(kind: 'list' | 'tuple' | 'set'): KnownCall {
  return (frame, node, args) => {
    if (args.positional.length === 0) return allocate(frame, node, emptyObject(kind));
    const value = iterable(frame, node, args.positional[0]!);
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
    const made = { ...addAnywhere(emptyObject(kind), items), length: null };
    const isContainer = objectsOf(frame, value).some(([, { parameter }]) => parameter === null);
    return allocate(frame, node, isContainer ? made : setCell(made, madeOfText, value));
  };
}

/** The same items in another order. */
const reordered: KnownCall = (frame, node, args, called) => {
  const value = first(args);
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (object === undefined || object.parameter !== null || object.kind === 'dict' || object.cls !== null)
    return sequence('list')(frame, node, { ...args, positional: [value] }, called);
  return allocate(frame, node, { ...smash(object), kind: 'list' });
};

const oneItem: KnownCall = (frame, node, args) => {
  if (args.positional.length > 1) return joinAll(args.positional);
  return nextOf(frame, node, first(args));
};

/** A number is no larger than what the program says beside it. */
const smallest: KnownCall = (frame, node, args, called) => {
  const value = oneItem(frame, node, args, called);
  const isCut = args.positional.length > 1 && args.positional.some((one) => taintsIn(frame, one).length === 0);
  return isCut && value !== null
    ? { ...value, taints: value.taints.map((taint) => withSafe(taint, kindBit('size'))) }
    : value;
};

/** `next(iterator, default)`. */
const nextItem: KnownCall = (frame, node, { positional: [iterator = unknown, fallback = nothing] }) =>
  join(nextOf(frame, node, iterator), fallback);

export const iteratorCalls: KnownCalls = [
  ['builtins.list', sequence('list')],
  ['builtins.tuple', sequence('tuple')],
  ['builtins.set', sequence('set')],
  ['builtins.frozenset', sequence('set')],
  ['collections.deque', sequence('list')],
  ['builtins.sorted', reordered],
  ['builtins.reversed', reordered],
  ['builtins.map', listOf(mapped)],
  ['builtins.filter', listOf(chosen('whenTrue'))],
  [
    'builtins.enumerate',
    rows((lists) => lists[0]!.map((item, at) => [constant({ type: 'int', value: at }), item]), listOf(numbered)),
  ],
  ['builtins.zip', zipped],
  ['builtins.next', nextItem],
  ['builtins.anext', nextItem],
  ['builtins.min', smallest],
  ...sameCall(['builtins.max', 'builtins.sum'], oneItem),
  ...sameCall(['builtins.iter', 'builtins.aiter'], (frame, node, args) => iterable(frame, node, first(args))),
  ...sameCall(['itertools.zip_longest', 'itertools.product'], listOf(tuples)),
  ['itertools.chain', listOf(anyOfAll)],
  [
    'itertools.chain.from_iterable',
    listOf((frame, node, args) => nextOf(frame, node, nextOf(frame, node, first(args)))),
  ],
  ...sameCall(['itertools.islice', 'itertools.cycle'], listOf(anyOfFirst)),
  ['itertools.takewhile', listOf(chosen('whenTrue'))],
  ['itertools.filterfalse', listOf(chosen('whenFalse'))],
  ['itertools.dropwhile', listOf(anyOfSecond)],
  ['itertools.compress', listOf(anyOfFirst)],
  ['itertools.repeat', listOf((_frame, _node, args) => first(args))],
  ['itertools.groupby', listOf(groups)],
  ...sameCall(
    ['permutations', 'combinations', 'combinations_with_replacement', 'pairwise', 'batched'].map(
      (name) => `itertools.${name}`,
    ),
    listOf(combinations),
  ),
  ['functools.reduce', reduce],
  [
    'asyncio.gather',
    (frame, node, args) =>
      args.spread === null
        ? allocate(frame, node, withItems(emptyObject('list'), args.positional))
        : allocate(frame, node, { ...addAnywhere(emptyObject('list'), args.spread), length: null }),
  ],
  ['asyncio.as_completed', listOf(anyOfFirst)],
  ...sameCall(
    ['wait_for', 'shield', 'create_task', 'ensure_future', 'run'].map((name) => `asyncio.${name}`),
    identity,
  ),
];
