// What the tables of calls share whose results are known here: Python's own functions and parts of the standard library.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import type { Callee } from './library-calls.ts';
import type { Arguments } from './sinks.ts';
import { unknown, type Value } from './value.ts';

/** What one call gives; null: it turns out to be another function. */
export type KnownCall = (frame: Frame, node: NodeId, args: Arguments, called: Callee) => Value | null;

/** By the API's name. */
export type KnownCalls = readonly (readonly [string, KnownCall])[];

export const first = ({ positional, keywords, spread }: Arguments): Value =>
  positional[0] ?? [...keywords.values()][0] ?? spread ?? unknown;

export const identity: KnownCall = (_frame, _node, args) => first(args);

/** Nothing of what it is given comes back. */
export const harmless: KnownCall = () => unknown;

/** Calls of several names. */
export function sameCall(names: readonly string[], call: KnownCall): KnownCalls {
  return names.map((name) => [name, call] as const);
}
