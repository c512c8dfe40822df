// Calls that say where a path or a URL leads: what makes a path free of `..`, what compares it with a folder, and what takes
// a URL apart or puts it together.
import type { KnownCall, KnownCalls } from './known-call.ts';
import { apply } from './conditions.ts';
import { nodeSite } from './frame.ts';
import { guardsOf } from './guards.ts';
import { isRelative, kindBit } from './kinds.ts';
import { deriveAll, taintsIn } from './objects.ts';
import { argumentOf } from './sinks.ts';
import { joinTaints } from './taint.ts';
import { isNormal } from './text-calls.ts';
import { joinAll, ofApi, prefixOf, unknown } from './value.ts';

const first = { position: 1, keyword: 'path', all: false, names: false } as const;

/** A path made absolute and free of `..`: a check of how it begins says where it leads. */
const normalised: KnownCall = (frame, node, args) => ({
  ...unknown,
  taints: deriveAll(
    argumentOf(args, first).flatMap((value) => taintsIn(frame, value)),
    nodeSite(frame, node),
    'normal',
  ),
});

/** The same of a `Path`. */
const resolvedPath: KnownCall = (frame, node, { receiver }) => ({
  ...ofApi('pathlib.Path()'),
  taints: deriveAll(receiver === null ? [] : taintsIn(frame, receiver), nodeSite(frame, node), 'normal'),
});

/** A method without arguments, of what is most likely a path put together with `/`. */
const resolvedAny: KnownCall = (frame, node, args, called) =>
  args.positional.length > 0 ? null : resolvedPath(frame, node, args, called);

/** The folder that paths have in common: of one that was made free of `..` it says where that leads. */
const commonFolder: KnownCall = (frame, node, args) => {
  const site = nodeSite(frame, node);
  const taints = taintsIn(frame, joinAll(args.positional));
  return {
    ...unknown,
    taints: taints.map((taint) => deriveAll([taint], site, isNormal(taint) ? 'normal' : 'part')[0]!),
  };
};

/** `path.relative_to(folder)` raises where it is in another one. */
const relativeTo: KnownCall = (frame, _node, { receiver, positional: [folder = unknown] }) => {
  const path = receiver ?? unknown;
  if (folder.taints.every(({ origin }) => origin.type !== 'source')) {
    apply(frame.env, { taints: path.taints.filter(isNormal), kinds: kindBit('path') });
  }
  return { ...ofApi('pathlib.Path()'), taints: path.taints };
};

const isRelativeTo: KnownCall = (_frame, _node, { receiver, positional: [folder = unknown] }) => {
  if (folder.taints.some(({ origin }) => origin.type === 'source')) return unknown;
  const taints = receiver?.taints.filter(isNormal) ?? [];
  return { ...unknown, guards: guardsOf([{ taints, kinds: kindBit('path') }]) };
};

const isAbsolute: KnownCall = (_frame, _node, { positional: [path = unknown] }) => ({
  ...unknown,
  guards: guardsOf([], [{ taints: path.taints, kinds: isRelative }]),
});

/** The same text, of which the host can be read: a check of that is a check of the URL. */
const parsedUrl: KnownCall = (frame, _node, args, { api }) => ({
  ...ofApi(`${api}()`),
  taints: taintsIn(frame, args.positional[0] ?? unknown),
});

/** Where it leads to a known host, what was added to the base leads there, or nowhere else than the base. */
const joinedUrl: KnownCall = (frame, node, { positional: [base = unknown, more = unknown] }) => {
  const site = nodeSite(frame, node);
  const taints = joinTaints(
    deriveAll(taintsIn(frame, base), site, 'whole'),
    deriveAll(taintsIn(frame, more), site, 'host'),
  );
  return { ...unknown, taints, prefix: null };
};

/** The same path as an object: a check of where it leads is one of the text. */
const pathOf: KnownCall = (frame, _node, { positional, spread }) =>
  positional.length === 1 && spread === null
    ? { ...ofApi('pathlib.Path()'), taints: taintsIn(frame, positional[0]!), prefix: prefixOf(positional[0]!) }
    : null;

export const placeCalls: KnownCalls = [
  ...['realpath', 'abspath', 'normpath'].map((name) => [`os.path.${name}`, normalised] as const),
  // Free of `..` but at its beginning, of which a check says whether it leads out.
  ['os.path.relpath', normalised],
  ['os.path.commonpath', commonFolder],
  ['os.path.commonprefix', commonFolder],
  ['os.path.isabs', isAbsolute],
  ['pathlib.Path', pathOf],
  ...['pathlib.Path()', '*'].flatMap((owner) => [
    [`${owner}.resolve`, owner === '*' ? resolvedAny : resolvedPath] as const,
    [`${owner}.relative_to`, relativeTo] as const,
    [`${owner}.is_relative_to`, isRelativeTo] as const,
  ]),
  ...['urlparse', 'urlsplit'].map((name) => [`urllib.parse.${name}`, parsedUrl] as const),
  ['urllib.parse.urljoin', joinedUrl],
];
