// Looking at what arrives at sinks.
import type { SinkKind } from '../model/flow-kinds.ts';
import type { NodeId } from '../python/ir.ts';
import type { ArgumentConditions, ArgumentSpec, FlowSink } from '../rules/flow-model.ts';
import { isConversionCaught, isFirst, mayFail } from './conversions.ts';
import { nodeSite, placeOf, type Frame, type Hit, type SinkPlace } from './frame.ts';
import { mix } from './keys.ts';
import { kindBit, kindNumber } from './kinds.ts';
import { isWrittenHarmlessly } from './log-formats.ts';
import { objectOf, taintsIn } from './objects.ts';
import { canBeginWithSign, minds } from './beginning-signs.ts';
import { taintsPrinted } from './printing.ts';
import { deriveAtHost, type Taint } from './taint.ts';
import { decidedBy } from './url-beginnings.ts';
import { onlyConstant, prefixOf, unknown, type Value } from './value.ts';

/** What a call is given. */
export interface Arguments {
  readonly receiver: Value | null;
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** What `*args` and `**kwargs` may hold. */
  readonly spread: Value | null;
  /** The names that `**kwargs` may give, where the program does not say them. */
  readonly names?: Value;
}

const noArguments: Arguments = { receiver: null, positional: [], keywords: new Map(), spread: null };

/** Arguments without names. */
export function withPositional(positional: readonly Value[]): Arguments {
  return { ...noArguments, positional };
}

export function argumentOf(args: Arguments, { position, keyword, all, names }: ArgumentSpec): readonly Value[] {
  if (all) return allArguments(args);
  if (names) return args.names === undefined ? [] : [args.names];
  if (position === 0) return args.receiver === null ? [] : [args.receiver];
  const named = keyword === null ? undefined : args.keywords.get(keyword);
  const value = named ?? (position === null ? undefined : args.positional[position - 1]);
  if (value !== undefined) return [value];
  return args.spread === null ? [] : [args.spread];
}

export function allArguments({ positional, keywords, spread }: Arguments): readonly Value[] {
  return [...positional, ...keywords.values(), ...(spread === null ? [] : [spread])];
}

export function conditionsHold(frame: Frame, args: Arguments, conditions: ArgumentConditions): boolean {
  return conditions.every(({ argument, values }) => {
    const given = argumentOf({ ...args, spread: null }, argument)[0];
    const only = given === undefined ? undefined : onlyConstant(given);
    if (only === undefined) {
      return values.includes(given === undefined ? null : (given.api ?? containerType(frame, given)));
    }
    const plain = 'value' in only ? only.value : null;
    return values.some((value) => value === plain || (typeof value === 'boolean' && value === Boolean(plain)));
  });
}

/** A dict or list that is written out counts as what `dict()` or `list()` gives. */
function containerType(frame: Frame, value: Value): string | null {
  const kinds = new Set(value.objects.map((id) => objectOf(frame, id)?.kind));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === 'dict' || kind === 'list') ? `builtins.${kind}()` : null;
}

/** Whether a sink with conditions is one here: `when` all hold, and `unless` is empty or does not hold. */
export function isActive(frame: Frame, args: Arguments, { when, unless }: FlowSink): boolean {
  return conditionsHold(frame, args, when) && (unless.length === 0 || !conditionsHold(frame, args, unless));
}

export function reportCall(frame: Frame, node: NodeId, sinks: readonly FlowSink[], args: Arguments, api: string): void {
  for (const sink of sinks) {
    if (!isActive(frame, args, sink)) continue;
    for (const argument of sink.argument) {
      if (sink.kind === 'log' && isWrittenHarmlessly(args, argument.position ?? 0)) continue;
      const isHost = sink.kind === 'url' && (argument.keyword === 'host' || argument.keyword === 'address');
      for (const value of argumentOf(args, argument)) reportValue(frame, node, sink.kind, api, value, isHost);
    }
  }
}

/**
 * `object.attr = value` and `object[index] = value`, where a model says that it is a sink.
 * @param name under which the object was read
 */
export function reportAssignment(
  frame: Frame,
  node: NodeId,
  base: Value,
  name: string | null,
  suffix: string,
  value: Value,
  index: Value = unknown,
): void {
  const { models } = frame.program;
  const api = base.api === null ? null : base.api + suffix;
  const member = suffix.startsWith('.') ? suffix.slice(1) : suffix;
  const sinks = models.sinks(api, name === null ? [member] : [`${name}${suffix}`, member]);
  if (sinks.length > 0) {
    reportCall(frame, node, sinks, { ...noArguments, receiver: base, positional: [value, index] }, api ?? suffix);
  }
}

/**
 * Records every taint in the value that is not safe for this kind of sink.
 * @param isHost it is the host of a URL and nothing else
 */
export function reportValue(
  frame: Frame,
  node: NodeId,
  kind: SinkKind,
  api: string,
  value: Value,
  isHost = false,
): void {
  const taints = isPrinting(kind) ? taintsPrinted(frame, node, value) : taintsIn(frame, value);
  if (taints.length > 0) {
    const arriving = isHost ? taints.map((taint) => deriveAtHost(taint, nodeSite(frame, node))) : taints;
    const failing = kind === 'conversion' ? arriving.filter((taint) => mayFail(value, taint)) : arriving;
    reportTaints(frame, node, kind, api, redirectSafe(kind, value) ? [] : failing);
  }
}

function reportTaints(frame: Frame, node: NodeId, kind: SinkKind, api: string, taints: readonly Taint[]): void {
  if (kind === 'conversion' && isConversionCaught(frame)) return;
  const bit = kindBit(kind);
  const sink: SinkPlace = { kind, at: placeOf(frame, node), key: mix(nodeSite(frame, node), kindNumber(kind)), api };
  for (const taint of taints) {
    if (minds.has(kind) && !canBeginWithSign(frame, taint)) continue;
    if ((frame.env.safetyOf(taint) & bit) !== 0 || (kind === 'conversion' && !isFirst(frame, taint))) continue;
    addHit(frame.outcome.hits, { sink, taint });
  }
}

/** Of all ways from one beginning to one sink the best proven one stays. */
export function addHit(hits: Map<number, Hit>, hit: Hit): void {
  const key = hitKey(hit.sink, hit.taint);
  const known = hits.get(key);
  if (known === undefined || isBetter(hit.taint, known.taint)) hits.set(key, hit);
}

export function hitKey({ key }: SinkPlace, { root }: Pick<Taint, 'root'>): number {
  return mix(key, root);
}

export function isBetter(a: Taint, b: Taint): boolean {
  return a.doubt !== b.doubt ? a.doubt < b.doubt : (a.steps?.length ?? 0) < (b.steps?.length ?? 0);
}

/** What arrives there is shown as text, whatever it is. */
export function isPrinting(kind: SinkKind): boolean {
  return kind === 'log' || kind === 'secret-log' || kind === 'secret-error';
}

function redirectSafe(kind: SinkKind, value: Value): boolean {
  const written = prefixOf(value);
  return written !== null && (decidedBy(written, '') & kindBit(kind)) !== 0;
}
