// What a function does, told once for all callers: what it returns, which parameters reach which sinks, what it writes into
// its parameters, and what it has checked. Values are told as templates, in which the parameters stand open.
import type { SinkKind } from '../model/flow-kinds.ts';
import type { NodeId } from '../python/ir.ts';
import { readAttribute } from './attributes.ts';
import { apply } from './conditions.ts';
import { Environment } from './environment.ts';
import { nodeSite, placeOf, raise, type Exit, type Frame, type Hit, type SinkPlace } from './frame.ts';
import { checkOf, guardsOf, type Check, type Checked, type Guards } from './guards.ts';
import {
  addAnywhere,
  addToCell,
  emptyObject,
  itemsOf,
  joinObjects,
  returnedCell,
  withItems,
  type CellKey,
  type HeapObject,
} from './heap-object.ts';
import { heldBy, holding } from './held-values.ts';
import { keyOf, mix } from './keys.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import {
  allocate,
  anyItemOfGiven,
  anyValue,
  itemOf,
  objectsOf,
  readCell,
  taintsIn,
  updateObjects,
  anyValueOf,
  writeCell,
} from './objects.ts';
import { checkedNow, readItem } from './evaluate.ts';
import { taintsPrinted } from './printing.ts';
import { objectKey, objectOfKey, writesToOthers, type SharedKey } from './shared-state.ts';
import { addHit, hitKey, isPrinting } from './sinks.ts';
import { kindBit, type Kinds } from './kinds.ts';
import {
  derive,
  joinTaints,
  withDoubt,
  withSafe,
  withStep,
  withSteps,
  type ParameterPlace,
  type Step,
  type Relation,
  type Taint,
} from './taint.ts';
import {
  constant,
  join,
  joinArrivals,
  joinChecked,
  nothing,
  ofObject,
  onlyConstant,
  text,
  unknown,
  type Value,
} from './value.ts';

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
      frame.escaping === null ? null : templateOf({ ...frame, env: frame.escaping.env }, frame.escaping.exception),
    openFlows: openFlowsOf(hits),
    flows: hits.filter(({ taint }) => taint.origin.type === 'source'),
    effects: left === undefined ? [] : effectsOf({ ...frame, env: left }),
    validations: placed(frame, commonChecks(frame.exits, null)),
    globalWrites: [...outcome.globalWrites, ...others].map(([key, written]) => [key, templateOf(done, written)]),
    wasCut: outcome.wasCut,
    unresolved: [...outcome.unresolved],
  };
}

/** Into logs and messages everything flows; a few of the ways there say enough. */
const mostInto: Readonly<Partial<Record<SinkKind, number>>> = { log: 4, 'secret-log': 4, 'secret-error': 4 };
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
    const key = mix(place.key, kindBit(sink.kind));
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

/** Does in the caller's frame what the function does. */
export function applySummary(
  frame: Frame,
  node: NodeId,
  fn: FunctionInfo,
  summary: Summary,
  given: readonly Value[],
): Value {
  const call = new Application(frame, node, fn, given);
  for (const flow of summary.openFlows) applyFlow(call, flow);
  // All is looked up as it was before the call; only then does the call change it.
  const writes = summary.effects.map((effect) => ({
    ...effect,
    target: call.valueAt(effect.place),
    written: materialize(call, effect.value),
  }));
  const returned = materialize(call, summary.returns);
  for (const { target, key, written, isCertain } of writes) {
    if (key !== null && isCertain) writeCell(frame, target, key, written);
    else {
      updateObjects(frame, target, (object) =>
        key === null ? addAnywhere(object, written) : addToCell(object, key, written),
      );
    }
  }
  for (const [key, template] of summary.globalWrites) writeShared(frame, key, materialize(call, template));
  if (summary.raises !== null) raise(frame, materialize(call, summary.raises));
  if (summary.neverReturns) frame.env.isDead = true;
  for (const check of summary.validations) apply(frame.env, call.given(check));
  return returned;
}

/** Something is left where all can find it; here it is found at once. */
function writeShared(frame: Frame, key: SharedKey, written: Value): void {
  const id = objectOfKey(key);
  if (id === null) {
    const { globalWrites } = frame.outcome;
    globalWrites.set(key, join(globalWrites.get(key) ?? written, written));
    return;
  }
  const target = ofObject(id);
  for (const [, object] of objectsOf(frame, written))
    updateObjects(frame, target, (before) => joinObjects(before, object));
}

/** One call, with what is known of what it is given: looked up once, as it was when the call began. */
class Application {
  readonly frame: Frame;
  readonly node: NodeId;
  readonly fn: FunctionInfo;
  readonly #given: readonly Value[];
  readonly #values = new Map<number, Value>();
  readonly #taints = new Map<number, readonly Taint[]>();
  readonly #arriving = new Map<number, readonly Arriving[]>();
  made = 0;

  constructor(frame: Frame, node: NodeId, fn: FunctionInfo, given: readonly Value[]) {
    this.frame = frame;
    this.node = node;
    this.fn = fn;
    this.#given = given;
  }

  /** What the caller gives at a place. */
  valueAt({ index, path, key: placeKey }: ParameterPlace): Value {
    let value = this.#values.get(placeKey);
    if (value !== undefined) return value;
    const { frame, node } = this;
    value = this.#given[index] ?? unknown;
    for (const key of path) {
      if (key === anyItemOfGiven) value = itemOf(frame, value, nodeSite(frame, node));
      else if (key === anyValue) value = anyValueOf(frame, value, nodeSite(frame, node));
      else if (key.startsWith('.'))
        value = readCell(frame, value, key) ?? readAttribute(frame, node, value, key.slice(1));
      else value = readItem(frame, node, value, indexOf(key));
    }
    this.#values.set(placeKey, value);
    return value;
  }

  /** A check of the function, of what it is given here. */
  given({ taints, kinds }: Check): Check {
    const here = taints.flatMap((one): readonly Checked[] =>
      one.place === undefined ? [one] : this.valueAt(one.place).taints,
    );
    return { kinds, taints: here };
  }

  guardsHere(guards: Guards | null): Guards | null {
    if (guards === null) return null;
    const here = (checks: readonly Check[]): Check[] => checks.map((check) => this.given(check));
    return guardsOf(here(guards.whenTrue), here(guards.whenFalse), guards.falsy);
  }

  taintsAt(place: ParameterPlace): readonly Taint[] {
    let taints = this.#taints.get(place.key);
    if (taints === undefined) {
      taints = taintsIn(this.frame, this.valueAt(place));
      this.#taints.set(place.key, taints);
    }
    return taints;
  }

  /** The same taints with what they are still dangerous for, and with the call as a step. */
  arrivingAt(place: ParameterPlace, isPrinted: boolean): readonly Arriving[] {
    const key = isPrinted ? -1 - place.key : place.key;
    let arriving = this.#arriving.get(key);
    if (arriving === undefined) {
      const at = placeOf(this.frame, this.node);
      const taints = isPrinted ? taintsPrinted(this.frame, this.node, this.valueAt(place)) : this.taintsAt(place);
      arriving = taints.map((taint) => ({
        taint: withStep(taint, at, `is given to ${this.fn.qualifiedName}`),
        safe: this.frame.env.safetyOf(taint),
      }));
      this.#arriving.set(key, arriving);
    }
    return arriving;
  }
}

interface Arriving {
  readonly taint: Taint;
  readonly safe: Kinds;
}

function applyFlow(call: Application, { place, sink, doubt, steps }: OpenFlow): void {
  const bit = kindBit(sink.kind);
  const { hits } = call.frame.outcome;
  for (const { taint, safe } of call.arrivingAt(place, isPrinting(sink.kind))) {
    if ((safe & bit) !== 0) continue;
    const known = hits.get(hitKey(sink, taint));
    if (
      known !== undefined &&
      known.taint.doubt <= taint.doubt + doubt &&
      (known.taint.steps?.length ?? 0) <= (taint.steps?.length ?? 0)
    )
      continue;
    const arrived = withDoubt(withSteps(taint, steps), doubt);
    if (arrived !== null) addHit(hits, { sink, taint: arrived });
  }
}

function indexOf(key: CellKey): Value {
  if (key.startsWith('s:')) return text(key.slice(2));
  return key.startsWith('i:') ? constant({ type: 'int', value: Number(key.slice(2)) }) : unknown;
}

/** A template with the caller's values in its open places. */
function materialize(call: Application, whole: Template): Value {
  const { objects, bound } = whole;
  const refs =
    bound === undefined
      ? whole.value.refs
      : whole.value.refs.map((ref, at) =>
          holding(
            ref,
            bound[at]!.map((held) => materialize(call, held)),
          ),
        );
  const value = { ...whole.value, refs };
  const guards = call.guardsHere(value.guards);
  if (objects.length === 0 && value.taints.length === 0) return { ...value, objects: [], guards };
  const { frame, node, fn } = call;
  let result: Value = nothing;
  const made: number[] = [];
  const open = new Set<number>();
  for (const template of objects) {
    if (template.parameter !== null) {
      open.add(template.parameter.key);
      result = join(result, asReturned(call, template.parameter, value.taints));
      continue;
    }
    const cells = new Map(template.cells.map(([key, cell]) => [key, materialize(call, cell)]));
    const object: HeapObject = {
      ...emptyObject(template.kind),
      cls: template.cls === null ? null : frame.program.currentClass(template.cls),
      cells,
      rest: template.rest === null ? nothing : materialize(call, template.rest),
      keys: template.keys === null ? nothing : materialize(call, template.keys),
      length: template.length,
    };
    call.made += 1;
    made.push(...allocate(frame, node, object, `${fn.key} ${call.made}`).objects);
  }
  const taints = value.taints.reduce<readonly Taint[]>(
    (all, taint) => joinTaints(all, openTaint(call, taint, open)),
    [],
  );
  const own: Value = { ...value, taints, objects: made, guards };
  if (result === nothing) return own;
  const isOnlyParameter =
    made.length === 0 && value.constants === null && value.api === null && value.refs.length === 0;
  if (!isOnlyParameter) return join(result, own);
  return { ...result, taints: joinTaints(result.taints, taints), guards };
}

/** What a caller gives, with what the function has made sure of it where it returns it. */
function asReturned(call: Application, place: ParameterPlace, returned: readonly Taint[]): Value {
  const given = call.valueAt(place);
  const own = returned.find(({ key }) => key === place.key);
  // Something else may come back instead: what does is told beside it.
  if (own === undefined && returned.some(({ parent }) => parent?.key === place.key)) return { ...given, taints: [] };
  const safe = own?.safe ?? 0;
  return safe === 0 ? given : { ...given, taints: given.taints.map((taint) => withSafe(taint, safe)) };
}

/** What a taint of the function is in the caller: itself if it began there, else what the caller gave. */
function openTaint(call: Application, taint: Taint, told: ReadonlySet<number>): readonly Taint[] {
  const { frame, node, fn } = call;
  const { origin } = taint;
  if (origin.type === 'source') return [withStep(taint, placeOf(frame, node), `comes back from ${fn.qualifiedName}`)];
  const isWhole = taint.parent === null;
  if (isWhole && told.has(origin.place.key)) return [];
  const given = call.taintsAt(origin.place);
  if (given.length === 0 || (isWhole && taint.safe === 0)) return given;
  const at = placeOf(frame, node);
  const site = mix(nodeSite(frame, node), taint.key);
  return given.flatMap((one) => {
    let passed = withStep(one, at, `goes through ${fn.qualifiedName}`);
    for (const [index, relation] of between(taint).entries()) passed = derive(passed, mix(site, index + 1), relation);
    return withDoubt(derive(passed, site, taint.relation ?? 'whole', taint.safe), taint.doubt) ?? [];
  });
}

/** How what a function is given became what the taint was made of; that it did in several steps is told in one. */
function between({ parent }: Taint): Relation[] {
  const relations: Relation[] = [];
  for (let at = parent; at !== null && at.parent !== null; at = at.parent) relations.push(at.relation ?? 'whole');
  const telling = relations.filter((one) => one !== 'whole' && one !== 'part').toReversed();
  return telling.length === 0 && relations.length > 0 ? ['whole'] : telling;
}

/** What a function does to the world outside, seen from nowhere in particular: from the frame, which is there for that only. */
export function materializeOutside(frame: Frame, fn: FunctionInfo, template: Template): Value {
  return materialize(new Application(frame, fn.node.node, fn, []), template);
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
