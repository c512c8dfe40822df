// Functions that are handed to a library to be called: by threads and pools, event loops, timers, signals. They are called
// where they are handed over, with what is handed over with them.
import type { NodeId } from '../python/ir.ts';
import { callValue } from './calls.ts';
import { nodeSite, type Frame } from './frame.ts';
import { addAnywhere, emptyObject, itemsOf } from './heap-object.ts';
import { callOwn } from './iteration.ts';
import type { Callee } from './library-calls.ts';
import { allocate, itemOf, objectsOf } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { nothing, unknown, type Value } from './value.ts';

/** How one call hands a function over, by positions from 1 on. */
interface Handing {
  readonly callee: number;
  readonly keywords: readonly string[];
  /** `rest`: all arguments after the function are its own; `items`: those are lists, and it is called with the items of each. */
  readonly args: 'rest' | 'items' | { readonly position: number; readonly keywords: readonly string[] };
  /** Where a dict of keyword arguments may stand. */
  readonly named?: { readonly position: number; readonly keywords: readonly string[] };
  /** What the call gives: what the function does, one for each item, or nothing of it. */
  readonly gives: 'result' | 'results' | 'nothing';
}

const rest = (callee: number, gives: Handing['gives'] = 'result'): Handing => ({
  callee,
  keywords: [],
  args: 'rest',
  gives,
});
const items: Handing = { callee: 1, keywords: ['func'], args: 'items', gives: 'results' };
const thread: Handing = {
  callee: 2,
  keywords: ['target'],
  args: { position: 4, keywords: ['args'] },
  named: { position: 5, keywords: ['kwargs'] },
  gives: 'nothing',
};
const timer: Handing = {
  callee: 2,
  keywords: ['function'],
  args: { position: 3, keywords: ['args'] },
  named: { position: 4, keywords: ['kwargs'] },
  gives: 'nothing',
};
const applied: Handing = {
  callee: 1,
  keywords: ['func'],
  args: { position: 2, keywords: ['args'] },
  named: { position: 3, keywords: ['kwds', 'kwargs'] },
  gives: 'result',
};

const byApi: ReadonlyMap<string, Handing> = new Map([
  ...['threading.Thread', 'multiprocessing.Process', 'multiprocessing.context.Process'].map(
    (api) => [api, thread] as const,
  ),
  ['threading.Timer', timer],
  ['asyncio.to_thread', rest(1)],
  ...['multiprocessing.Pool', 'multiprocessing.pool.Pool', 'multiprocessing.pool.ThreadPool'].map(
    (pool) => [`${pool}().apply`, applied] as const,
  ),
  ['asgiref.sync.sync_to_async', rest(1)],
  ['anyio.to_thread.run_sync', rest(1)],
  ['starlette.concurrency.run_in_threadpool', rest(1)],
  ['fastapi.concurrency.run_in_threadpool', rest(1)],
  ['_thread.start_new_thread', { ...applied, gives: 'nothing' }],
  ['atexit.register', rest(1, 'nothing')],
  ['signal.signal', { ...rest(2, 'nothing'), args: { position: 0, keywords: [] } }],
  ['itertools.starmap', items],
]);

const byMember: ReadonlyMap<string, Handing> = new Map([
  ['submit', rest(1)],
  ['run_in_executor', rest(2)],
  ['run_sync', rest(1)],
  ['spawn', rest(1)],
  ['spawn_n', rest(1)],
  ['start_soon', rest(1, 'nothing')],
  ['call_soon', rest(1, 'nothing')],
  ['call_soon_threadsafe', rest(1, 'nothing')],
  ['call_later', rest(2, 'nothing')],
  ['call_at', rest(2, 'nothing')],
  ['add_callback', rest(1, 'nothing')],
  ['add_done_callback', rest(1, 'nothing')],
  ['add_task', rest(1, 'nothing')],
  ['apply_async', applied],
  ['map', items],
  ['imap', items],
  ['imap_unordered', items],
  ['starmap', items],
  ['map_async', items],
]);

/** Calls the function that a call hands over; null where it hands over none, else what comes back. */
export function callHandedOver(
  frame: Frame,
  node: NodeId,
  { api, member }: Callee,
  args: Arguments,
): { readonly value: Value; readonly isResult: boolean } | null {
  // A class of the project that is a thread runs what it says itself.
  if (member === 'start' && args.receiver !== null) callOwn(frame, node, args.receiver, 'run');
  const handing = (api === null ? undefined : byApi.get(api)) ?? byMember.get(member ?? '') ?? byKeyword(args);
  if (handing === undefined) return null;
  const callee = given(args, handing.callee, handing.keywords);
  if (callee === undefined || (callee.refs.length === 0 && callee.api === null)) return null;
  const result = callValue(frame, node, callee, argumentsFor(frame, node, handing, args));
  if (handing.gives === 'nothing') return { value: unknown, isResult: false };
  if (handing.gives === 'result') return { value: result, isResult: true };
  const list = { ...addAnywhere(emptyObject('list'), result), length: null };
  return { value: allocate(frame, node, list, 'results'), isResult: true };
}

/** Whoever takes a `target` takes its arguments as `args`. */
function byKeyword({ keywords }: Arguments): Handing | undefined {
  return keywords.has('target') ? thread : undefined;
}

function argumentsFor(frame: Frame, node: NodeId, { args: place, callee, named }: Handing, args: Arguments): Arguments {
  const handed: Arguments = { receiver: null, positional: [], keywords: new Map(), spread: null };
  if (place === 'rest') {
    const keywords = new Map([...args.keywords].filter(([name]) => name !== 'func'));
    return { ...handed, positional: args.positional.slice(callee), keywords, spread: args.spread };
  }
  if (place === 'items') {
    const lists = args.positional.slice(callee);
    return { ...handed, positional: lists.map((list) => itemOf(frame, list, nodeSite(frame, node))) };
  }
  const tuple = given(args, place.position, place.keywords);
  const dict = named === undefined ? undefined : given(args, named.position, named.keywords);
  const list = tuple === undefined ? undefined : objectsOf(frame, tuple)[0]?.[1];
  const mapping = dict === undefined ? undefined : objectsOf(frame, dict)[0]?.[1];
  const isKnown = list !== undefined && list.length !== null && list.parameter === null;
  const keywords = new Map(
    [...(mapping?.cells ?? [])].flatMap(([key, value]) =>
      key.startsWith('s:') ? [[key.slice(2), value] as const] : [],
    ),
  );
  const spread = tuple === undefined || isKnown ? nothing : itemOf(frame, tuple, nodeSite(frame, node));
  return { ...handed, positional: isKnown ? itemsOf(list) : [], keywords, spread: spread === nothing ? null : spread };
}

function given(args: Arguments, position: number, keywords: readonly string[]): Value | undefined {
  for (const keyword of keywords) {
    const value = args.keywords.get(keyword);
    if (value !== undefined) return value;
  }
  return args.positional[position - 1];
}
