// configparser: sections by name, each with its options, however they are written and read.
import type { NodeId } from '../python/ir.ts';
import { writeItem } from './assign.ts';
import { readItem } from './subscripts.ts';
import { nodeSite, type Frame } from './frame.ts';
import { addAnywhere, emptyObject, itemKey, setCell, withItems } from './heap-object.ts';
import { first, harmless, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { callContainerMethod } from './methods.ts';
import { allocate, deriveAll, objectsOf, readCell, taintsIn, updateObjects } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { join, nothing, onlyConstant, tainted, unknown, type Value } from './value.ts';

const parsers = ['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name) => `configparser.${name}`);

const make: KnownCall = (frame, node, _args, { api }) => ({
  ...allocate(frame, node, emptyObject('dict')),
  api: `${api}()`,
});

/** The section of a name, or what may be in any; null: there is none. */
function sectionOf(frame: Frame, receiver: Value, name: Value): Value | null {
  const only = onlyConstant(name);
  const key = only === undefined ? null : itemKey(only);
  if (key !== null) return readCell(frame, receiver, key);
  let result: Value = nothing;
  for (const [, { cells, rest }] of objectsOf(frame, receiver)) {
    for (const cell of [...cells.values(), rest]) result = join(result, cell);
  }
  return result === nothing ? null : result;
}

const set: KnownCall = (frame, node, { receiver, positional }) => {
  const [name = unknown, option = unknown, value = unknown] = positional;
  if (receiver === null) return unknown;
  const section = sectionOf(frame, receiver, name) ?? newSection(frame, node, receiver, name);
  writeItem(frame, section, option, value);
  return unknown;
};

const addSection: KnownCall = (frame, node, { receiver, positional: [name = unknown] }) => {
  if (receiver !== null) newSection(frame, node, receiver, name);
  return unknown;
};

function newSection(frame: Frame, node: NodeId, receiver: Value, name: Value): Value {
  const section = allocate(frame, node, emptyObject('dict'), 'section');
  const only = onlyConstant(name);
  const key = only === undefined ? null : itemKey(only);
  updateObjects(frame, receiver, (object) =>
    key === null ? addAnywhere(object, section) : setCell(object, key, section),
  );
  return section;
}

const get: KnownCall = (frame, node, { receiver, positional: [name = unknown, option = unknown], keywords }) => {
  const section = receiver === null ? null : sectionOf(frame, receiver, name);
  const found = section === null ? unknown : readItem(frame, node, section, option);
  return join(found, keywords.get('fallback') ?? nothing);
};

const items: KnownCall = (frame, node, { receiver, positional: [name] }) => {
  if (receiver === null) return unknown;
  const section = name === undefined ? receiver : (sectionOf(frame, receiver, name) ?? unknown);
  const noArguments: Arguments = { receiver: section, positional: [], keywords: new Map(), spread: null };
  return callContainerMethod(frame, node, section, 'items', noArguments) ?? unknown;
};

const readDict: KnownCall = (frame, node, args) => {
  const [, given] = objectsOf(frame, first(args))[0] ?? [];
  if (args.receiver === null) return unknown;
  if (given === undefined || given.parameter !== null) return readAnything(frame, node, args);
  for (const [key, value] of given.cells) {
    const options = objectsOf(frame, value)[0]?.[1] ?? withItems(emptyObject('dict'), []);
    const section = allocate(frame, node, { ...options, kind: 'dict' }, key);
    updateObjects(frame, args.receiver, (object) => setCell(object, key, section));
  }
  if (given.rest !== nothing) updateObjects(frame, args.receiver, (object) => addAnywhere(object, given.rest));
  return unknown;
};

/** A text of which nobody knows what sections and options it has. */
function readAnything(frame: Frame, node: NodeId, args: Arguments): Value {
  const taints = deriveAll(taintsIn(frame, first(args)), nodeSite(frame, node), 'part');
  if (args.receiver === null || taints.length === 0) return unknown;
  const options = { ...addAnywhere(emptyObject('dict'), tainted(taints)), keys: tainted(taints) };
  const section = allocate(frame, node, options, 'read');
  updateObjects(frame, args.receiver, (object) => addAnywhere(object, section));
  return unknown;
}

export const configCalls: KnownCalls = parsers.flatMap((name): KnownCalls => [
  [name, make],
  [`${name}().set`, set],
  [`${name}().add_section`, addSection],
  [`${name}().get`, get],
  [`${name}().items`, items],
  [`${name}().read_dict`, readDict],
  ...sameCall(
    ['read_string', 'read_file', 'readfp'].map((member) => `${name}().${member}`),
    readAnything,
  ),
  ...sameCall(
    ['getint', 'getfloat', 'getboolean', 'has_section', 'has_option', 'write'].map((member) => `${name}().${member}`),
    harmless,
  ),
]);
