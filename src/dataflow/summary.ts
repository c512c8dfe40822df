// What a function does, told once for all callers: what it returns, which parameters reach which sinks, what it writes into
// its parameters, and what it has checked. Values are told as templates, in which the parameters stand open.
import type { SinkKind } from '../model/flow-kinds.ts';
import { Environment } from './environment.ts';
import { type Exit, type Frame, type Hit, type SinkPlace } from './frame.ts';
import { checkOf, guardsOf, type Check, type Guards } from './guards.ts';
import { emptyObject, itemsOf, returnedCell, withItems, type CellKey, type HeapObject } from './heap-object.ts';
import { heldBy } from './held-values.ts';
import { keyOf, mix } from './keys.ts';
import type { ClassInfo } from './linked-module.ts';
import { allocate, objectsOf, taintsIn } from './objects.ts';
import { checkedNow } from './evaluate.ts';
import { objectKey, writesToOthers, type SharedKey } from './shared-state.ts';
import { kindNumber, type Kinds } from './kinds.ts';
import { type ParameterPlace, type Step } from './taint.ts';
import { joinArrivals, joinChecked, nothing, ofObject, onlyConstant, unknown, type Value } from './value.ts';

export interface Template {
  readonly value: Omit<Value, 'objects'>;
  readonly objects: readonly ObjectTemplate[];
  /** Of each function in the value: what it is bound to. Left out where none is bound to anything. */
  readonly bound?: readonly (readonly Template[])[];
}

export type ObjectTemplate =
  | { readonly parameter: ParameterPlace }
  | {
      readonly parameter: null;
      readonly kind: HeapObject['kind'];
      readonly cls: ClassInfo | null;
      readonly cells: readonly (readonly [CellKey, Template])[];
      readonly rest: Template | null;
      readonly keys: Template | null;
      readonly length: number | null;
    };

/** What stands in a parameter at a path, unless it is safe, arrives at a sink. */
export interface OpenFlow {
  readonly place: ParameterPlace;
  readonly sink: SinkPlace;
  /** For which kinds the way there makes it safe is not told: only that it is not safe for this sink. */
  readonly doubt: number;
  readonly steps: Step | null;
}

export interface Effect {
  readonly place: ParameterPlace;
  /** null: somewhere in it. */
  readonly key: CellKey | null;
  readonly value: Template;
  /** Every way through the function writes it: what was there before is gone. */
  readonly isCertain: boolean;
}

export interface Summary {
  readonly returns: Template;
  readonly neverReturns: boolean;
  /** The exceptions that leave it; null: none that are seen. */
  readonly raises: Template | null;
  readonly openFlows: readonly OpenFlow[];
  /** Flows that begin and end in it and what it calls. */
  readonly flows: readonly Hit[];
  readonly effects: readonly Effect[];
  /** What has been checked after the call; what its answer tells is kept with what it returns. */
  readonly validations: readonly Check[];
  /** What it leaves in global variables, attributes of classes and objects that modules made. */
  readonly globalWrites: readonly (readonly [SharedKey, Template])[];
  readonly wasCut: boolean;
  readonly unresolved: readonly (readonly [string, number])[];
}

const noTemplate: Template = { value: unknown, objects: [] };

export const emptySummary: Summary = {
  returns: noTemplate,
  neverReturns: false,
  raises: null,
  openFlows: [],
  flows: [],
  effects: [],
  validations: [],
  globalWrites: [],
  wasCut: false,
  unresolved: [],
};

const deepestTemplate = 4;

/** Where all ways out of a body meet: what it returns, and what holds then. */
export function resultOfExits(frame: Frame): { readonly value: Value; readonly env: Environment } {
  const { exits } = frame;
  const value = joinArrivals(exits, keyOf(frame.fn?.key ?? ''));
  let env: Environment | null = null;
  for (const exit of exits) {
    if (env === null) env = exit.env.fork();
    else env.join(exit.env);
  }
  if (env === null) {
    env = new Environment();
    env.isDead = true;
  }
  const tuple = returnedTuple(frame, env);
  return { value: tuple ?? (value === nothing ? unknown : value), env };
}

/** `return text, None` here and `return None, 'bad'` there: one tuple, in which the one item tells of the other. */
function returnedTuple(frame: Frame, env: Environment): Value | null {
  const { exits } = frame;
  if (exits.length < 2) return null;
  let items: Value[] | null = null;
  let checked: ReadonlyMap<number, Kinds> = new Map();
  for (const exit of exits) {
    const here: Frame = { ...frame, env: exit.env };
    const object = exit.value.objects.length === 1 ? objectsOf(here, exit.value)[0]?.[1] : undefined;
    if (object?.kind !== 'tuple' || object.length === null || object.parameter !== null) return null;
    const more = itemsOf(object).map((item) => checkedNow(here, item));
    const before = checked;
    if (items === null) items = more;
    else if (items.length !== more.length) return null;
    else items = items.map((item, at) => joinChecked(item, before, more[at]!, exit.env.checks()));
    checked = exit === exits[0] ? exit.env.checks() : commonKinds(checked, exit.env.checks());
  }
  const node = frame.fn?.node.node ?? 0;
  return items === null ? null : allocate({ ...frame, env }, node, withItems(emptyObject('tuple'), items), 'returned');
}

function commonKinds(a: ReadonlyMap<number, Kinds>, b: ReadonlyMap<number, Kinds>): ReadonlyMap<number, Kinds> {
  return new Map([...a].map(([key, kinds]) => [key, kinds & (b.get(key) ?? 0)]));
}

/** What the value that a call returns says where it is true, and where it is false. */
export function guardsOfExits({ exits }: Frame, before: Environment | null): Guards | null {
  const side = (truth: boolean): Check[] =>
    commonChecks(
      exits.filter((exit) => exit.truth !== !truth),
      before,
    );
  return guardsOf(side(true), side(false), falsyOf(exits));
}

function falsyOf(exits: readonly Exit[]): Guards['falsy'] {
  const kinds = exits.flatMap(({ value, truth }) => (truth === false ? (onlyConstant(value)?.type ?? 'bool') : []));
  if (kinds.every((kind) => kind === 'none')) return 'none';
  return kinds.every((kind) => kind === 'bool') ? 'false' : null;
}

/** What has been checked on all of these ways and was not before. */
function commonChecks(exits: readonly Exit[], before: Environment | null): Check[] {
  const [first, ...others] = exits;
  if (first === undefined) return [];
  const result: Check[] = [];
  for (const [key, kinds] of first.env.checks()) {
    const common = others.reduce((both, { env }) => both & env.checkedKinds(key), kinds);
    const isNew = before === null || (before.checkedKinds(key) | common) !== before.checkedKinds(key);
    if (common !== 0 && isNew) result.push(checkOf(key, common));
  }
  return result;
}

/** Tells what a finished frame did. `fn` is null for a module's body. */
export function summarise(frame: Frame): Summary {
  const { outcome } = frame;
  const { value, env } = resultOfExits(frame);
  const done: Frame = { ...frame, env };
  const returned =
    frame.yielded === null
      ? templateOf(done, { ...value, guards: guardsOfExits(frame, null) })
      : generatorOf(done, frame.yielded, value);
  const hits = [...outcome.hits.values()];
  // Of what never returns: the state in which it raises.
  const left = env.isDead ? frame.escaping?.env : env;
  const others = writesToOthers(done).map(([id, object]): [SharedKey, Value] => [
    objectKey(id),
    allocate(done, frame.fn?.node.node ?? 0, object, `written ${id}`),
  ]);
  return {
    returns: returned,
    // A generator that never ends is returned all the same.
    neverReturns: env.isDead && frame.yielded === null,
    raises:
      frame.escaping === null ? null : exceptionOf({ ...frame, env: frame.escaping.env }, frame.escaping.exception),
    openFlows: openFlowsOf(hits),
    flows: hits.filter(({ taint }) => taint.origin.type === 'source'),
    effects: left === undefined ? [] : effectsOf({ ...frame, env: left }),
    validations: placed(frame, commonChecks(frame.exits, null)),
    globalWrites: [...outcome.globalWrites, ...others].map(([key, written]) => [key, templateOf(done, written)]),
    wasCut: outcome.wasCut,
    unresolved: [...outcome.unresolved],
  };
}

/** Into logs and messages everything flows, and much is converted; a few of the ways there say enough. */
const mostInto: Readonly<Partial<Record<SinkKind, number>>> = {
  log: 4,
  'secret-log': 4,
  'secret-error': 4,
  conversion: 4,
};
const mostOpenFlows = 60;

function openFlowsOf(hits: readonly Hit[]): OpenFlow[] {
  const flows: OpenFlow[] = [];
  for (const { sink, taint } of hits) {
    const { origin, doubt, steps } = taint;
    if (origin.type === 'parameter') flows.push({ place: origin.place, sink, doubt, steps });
  }
  flows.sort((a, b) => a.doubt - b.doubt || (a.steps?.length ?? 0) - (b.steps?.length ?? 0));
  const into = new Map<number, number>();
  const kept = flows.filter(({ place, sink }) => {
    const most = mostInto[sink.kind];
    if (most === undefined) return true;
    const key = mix(place.key, kindNumber(sink.kind));
    const count = (into.get(key) ?? 0) + 1;
    into.set(key, count);
    return count <= most;
  });
  return kept.slice(0, mostOpenFlows);
}

function generatorOf(frame: Frame, yielded: Value, returned: Value): Template {
  const rest = templateOf(frame, yielded);
  const cells = [[returnedCell, templateOf(frame, returned)] as const];
  const list: ObjectTemplate = { parameter: null, kind: 'list', cls: null, cells, rest, keys: null, length: null };
  return { value: unknown, objects: [list] };
}

function effectsOf(frame: Frame): Effect[] {
  const effects: Effect[] = [];
  for (const [, object] of frame.env.objects()) {
    const { parameter: place } = object;
    if (place === null) continue;
    for (const [key, value] of object.cells) {
      // What stands deeper was perhaps only looked at on some of the ways.
      const isCertain = place.path.length === 0 && !object.uncertain.has(key);
      effects.push({ place, key, value: templateOf(frame, value), isCertain });
    }
    if (object.rest !== nothing) {
      effects.push({ place, key: null, value: templateOf(frame, object.rest), isCertain: false });
    }
  }
  return effects;
}

/** The same checks, of what a caller gives by its place. */
function placed({ outcome }: Frame, checks: readonly Check[]): Check[] {
  return checks.map(({ taints, kinds }) => ({
    kinds,
    taints: taints.map((taint) => {
      const place = taint.place ?? outcome.parameters.get(taint.key)?.place;
      return place === undefined ? taint : { key: taint.key, parent: null, relation: null, harmless: 0, place };
    }),
  }));
}

/** Objects that one template tells apart; objects that refer to each other would make a tree without end. */
const mostObjects = 40;

export function templateOf(frame: Frame, value: Value): Template {
  let left = mostObjects;
  const tell = (one: Value, depth: number): Template => {
    const { objects, ...own } = one;
    const { guards } = own;
    const rest =
      guards === null
        ? own
        : { ...own, guards: guardsOf(placed(frame, guards.whenTrue), placed(frame, guards.whenFalse), guards.falsy) };
    const isBound = rest.refs.some((ref) => heldBy(ref).length > 0);
    const bound =
      isBound && depth < deepestTemplate
        ? { bound: rest.refs.map((ref) => heldBy(ref).map((held) => tell(held, depth + 1))) }
        : {};
    if (objects.length === 0) return { value: rest, objects: [], ...bound };
    if (depth >= deepestTemplate || left <= 0) return { value: { ...rest, taints: taintsIn(frame, one) }, objects: [] };
    left -= objects.length;
    return { value: rest, objects: objectsOf(frame, one).map(([, object]) => tellObject(object, depth + 1)), ...bound };
  };
  const tellObject = (object: HeapObject, depth: number): ObjectTemplate => {
    if (object.parameter !== null) return { parameter: object.parameter };
    return {
      parameter: null,
      kind: object.kind,
      cls: object.cls,
      cells: [...object.cells].map(([key, cell]) => [key, tell(cell, depth)]),
      rest: object.rest === nothing ? null : tell(object.rest, depth),
      keys: object.keys === nothing ? null : tell(object.keys, depth),
      length: object.length,
    };
  };
  return tell(value, 0);
}

/** Of an exception that leaves a function only what it can show is told: where nothing in it is tainted, nothing. */
function exceptionOf(frame: Frame, exception: Value): Template {
  const flat = (value: Value): Template => {
    const { objects: _, ...own } = value;
    return { value: { ...own, guards: null, taints: taintsIn(frame, value) }, objects: [] };
  };
  const objects = objectsOf(frame, exception).flatMap(([id, object]): ObjectTemplate[] => {
    const { parameter, kind, cls, rest } = object;
    if (parameter !== null) return [{ parameter }];
    if (taintsIn(frame, ofObject(id)).length === 0) return [];
    const cells = [...object.cells].map(([key, cell]) => [key, flat(cell)] as const);
    return [{ parameter, kind, cls, cells, rest: rest === nothing ? null : flat(rest), keys: null, length: null }];
  });
  return { value: { ...unknown, taints: exception.taints }, objects };
}

/** Whether something in it came from a source, whatever a caller gives. */
export function comesFromSource({ value, objects }: Template): boolean {
  if (value.taints.some(({ origin }) => origin.type === 'source')) return true;
  return objects.some(
    (object) =>
      object.parameter === null &&
      (object.cells.some(([, cell]) => comesFromSource(cell)) ||
        (object.rest !== null && comesFromSource(object.rest)) ||
        (object.keys !== null && comesFromSource(object.keys))),
  );
}
