// What a call of a function of the project does in the caller's frame, as the function's summary says.
import type { NodeId } from '../python/ir.ts';
import { readAttribute } from './attributes.ts';
import { isConversionCaught, mayFail } from './conversions.ts';
import { apply } from './conditions.ts';
import { nodeSite, placeOf, raise, type Frame } from './frame.ts';
import { guardsOf, type Check, type Checked, type Guards } from './guards.ts';
import { addAnywhere, addToCell, emptyObject, joinObjects, type CellKey, type HeapObject } from './heap-object.ts';
import { holding } from './held-values.ts';
import { mix } from './keys.ts';
import type { FunctionInfo } from './linked-module.ts';
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
import { canBeginWithSign, minds } from './beginning-signs.ts';
import { readItem } from './subscripts.ts';
import { taintsPrinted } from './printing.ts';
import { objectOfKey, type SharedKey } from './shared-state.ts';
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
  type Relation,
  type Taint,
} from './taint.ts';
import { constant, join, nothing, ofObject, text, unknown, type Value } from './value.ts';
import type { OpenFlow, Summary, Template } from './summary.ts';

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
  if (sink.kind === 'conversion' && isConversionCaught(call.frame)) return;
  const bit = kindBit(sink.kind);
  const { hits } = call.frame.outcome;
  for (const { taint, safe } of call.arrivingAt(place, isPrinting(sink.kind))) {
    if ((safe & bit) !== 0 || (minds.has(sink.kind) && !canBeginWithSign(call.frame, taint))) continue;
    const known = hits.get(hitKey(sink, taint));
    if (
      known !== undefined &&
      known.taint.doubt <= taint.doubt + doubt &&
      (known.taint.steps?.length ?? 0) <= (taint.steps?.length ?? 0)
    )
      continue;
    const arrived = withDoubt(withSteps(taint, steps), doubt);
    const isMeant = sink.kind !== 'conversion' || (arrived !== null && mayFail(unknown, arrived));
    if (arrived !== null && isMeant) addHit(hits, { sink, taint: arrived });
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
