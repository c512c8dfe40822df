// Objects of the standard library that take things in and give them out again: text buffers, queues, heaps.
import { compose } from './evaluate.ts';
import { nodeSite } from './frame.ts';
import { addAnywhere, append, emptyObject } from './heap-object.ts';
import { nextOf } from './iteration.ts';
import { first, harmless, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { allocate, itemOf, updateObjects } from './objects.ts';
import { unknown, type Value } from './value.ts';

const buffers = ['io.StringIO', 'io.BytesIO', 'StringIO.StringIO'];
const queues = [
  ...['Queue', 'LifoQueue', 'PriorityQueue', 'SimpleQueue'].map((name) => `queue.${name}`),
  ...['Queue', 'LifoQueue', 'PriorityQueue'].map((name) => `asyncio.${name}`),
  ...['Queue', 'JoinableQueue', 'SimpleQueue'].map((name) => `multiprocessing.${name}`),
];

const makeBuffer: KnownCall = (frame, node, args, { api }) => {
  const object = args.positional.length === 0 ? emptyObject('list') : append(emptyObject('list'), first(args));
  return { ...allocate(frame, node, object), api: `${api}()` };
};

const writeBuffer: KnownCall = (frame, _node, args) => {
  if (args.receiver !== null) updateObjects(frame, args.receiver, (object) => append(object, first(args)));
  return unknown;
};

const writeLines: KnownCall = (frame, node, args) => {
  const line = nextOf(frame, node, first(args));
  if (args.receiver !== null) {
    updateObjects(frame, args.receiver, (object) => addAnywhere({ ...object, length: null }, line));
  }
  return unknown;
};

const readBuffer: KnownCall = (frame, node, args) =>
  args.receiver === null ? unknown : compose(frame, node, [args.receiver], null);

/** `print(…, file=buffer)`. */
const print: KnownCall = (frame, _node, { positional, keywords }) => {
  const file = keywords.get('file');
  if (file !== undefined && buffers.some((name) => file.api === `${name}()`)) {
    for (const value of positional) updateObjects(frame, file, (object) => append(object, value));
  }
  return unknown;
};

const makeQueue: KnownCall = (frame, node, _args, { api }) => ({
  ...allocate(frame, node, { ...emptyObject('list'), length: null }),
  api: `${api}()`,
});

const put: KnownCall = (frame, _node, args) => {
  if (args.receiver !== null) updateObjects(frame, args.receiver, (object) => addAnywhere(object, first(args)));
  return unknown;
};

const take: KnownCall = (frame, node, { receiver }) =>
  receiver === null ? unknown : itemOf(frame, receiver, nodeSite(frame, node));

const push: KnownCall = (frame, _node, { positional: [heap, item = unknown] }) => {
  if (heap !== undefined) updateObjects(frame, heap, (object) => addAnywhere({ ...object, length: null }, item));
  return unknown;
};

const pop: KnownCall = (frame, node, { positional: [heap = unknown] }) => nextOf(frame, node, heap);

const pushAndPop: KnownCall = (frame, node, args, called): Value => {
  push(frame, node, args, called);
  return nextOf(frame, node, args.positional[0] ?? unknown);
};

export const streamCalls: KnownCalls = [
  ['builtins.print', print],
  ...buffers.flatMap((name): KnownCalls => [
    [name, makeBuffer],
    [`${name}().write`, writeBuffer],
    [`${name}().writelines`, writeLines],
    ...sameCall(
      ['getvalue', 'read', 'readline', 'readlines', 'getbuffer'].map((member) => `${name}().${member}`),
      readBuffer,
    ),
  ]),
  ...queues.flatMap((name): KnownCalls => [
    [name, makeQueue],
    ...sameCall([`${name}().put`, `${name}().put_nowait`], put),
    ...sameCall([`${name}().get`, `${name}().get_nowait`], take),
    ...sameCall(
      ['task_done', 'join', 'qsize', 'empty', 'full', 'close'].map((member) => `${name}().${member}`),
      harmless,
    ),
  ]),
  ['heapq.heappush', push],
  ['heapq.heappop', pop],
  ...sameCall(['heapq.heappushpop', 'heapq.heapreplace'], pushAndPop),
  ['heapq.heapify', harmless],
];
