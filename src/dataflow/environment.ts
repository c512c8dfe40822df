// What holds at one point of a function: its variables, the objects that they refer to, and what has been checked.
// Environments are forked at branches and joined after them; maps are copied when first written.
import type { BindingIndex } from '../python/module-facts.ts';
import { joinObjects, sameObject, type HeapObject } from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import { allKinds, asHost, concluded, type Kinds } from './kinds.ts';
import { withSafe, type Taint } from './taint.ts';
import { joinArrivals, joinChecked, sameValue, truth, type ObjectId, type Value } from './value.ts';

export class Environment {
  #variables: Map<BindingIndex, Value>;
  #heap: Map<ObjectId, HeapObject>;
  /** By a taint's key: for which kinds the value has been checked. */
  #checked: Map<number, Kinds>;
  /** Which of the maps another environment refers to as well: they are copied before they are written. */
  #sharesVariables = false;
  #sharesHeap = false;
  #sharesChecked = false;
  /** Nothing gets here: it is behind a return, a raise, or a condition that never holds. */
  isDead = false;

  constructor(
    variables = new Map<BindingIndex, Value>(),
    heap = new Map<ObjectId, HeapObject>(),
    checked = new Map<number, Kinds>(),
  ) {
    this.#variables = variables;
    this.#heap = heap;
    this.#checked = checked;
  }

  get(binding: BindingIndex): Value | undefined {
    return this.#variables.get(binding);
  }

  set(binding: BindingIndex, value: Value): void {
    this.#ownVariables();
    this.#variables.set(binding, value);
  }

  forget(binding: BindingIndex): void {
    this.#ownVariables();
    this.#variables.delete(binding);
  }

  variables(): Iterable<[BindingIndex, Value]> {
    return this.#variables;
  }

  object(id: ObjectId): HeapObject | undefined {
    return this.#heap.get(id);
  }

  setObject(id: ObjectId, object: HeapObject): void {
    if (this.#heap.get(id) === object) return;
    if (this.#sharesHeap) {
      this.#heap = new Map(this.#heap);
      this.#sharesHeap = false;
    }
    this.#heap.set(id, object);
  }

  objects(): Iterable<[ObjectId, HeapObject]> {
    return this.#heap;
  }

  /** Marks the value that a taint stands on as checked. */
  check(key: number, kinds: Kinds): void {
    const before = this.#checked.get(key) ?? 0;
    const after = concluded(before | kinds);
    if (after === before) return;
    this.#ownChecked();
    this.#checked.set(key, after);
  }

  /** The value that a taint stands on is a new one: what was checked before says nothing of it. */
  uncheck(key: number): void {
    if (!this.#checked.has(key)) return;
    this.#ownChecked();
    this.#checked.delete(key);
  }

  /** For which kinds a tainted value is safe here: by what was done to it, or by a check of it or of what it was made of. */
  safetyOf(taint: Taint): Kinds {
    let safe = taint.safe;
    if (this.#checked.size > 0) {
      let isHost = false;
      for (let at: Taint | null = taint; at !== null; at = at.parent) {
        const kinds = this.#checked.get(at.key) ?? 0;
        safe |= isHost ? asHost(kinds) : kinds;
        if (at.relation === 'decoded') break;
        isHost ||= at.relation === 'at-host';
      }
    }
    return concluded(safe);
  }

  /** What has been checked, by key. */
  checks(): ReadonlyMap<number, Kinds> {
    return this.#checked;
  }

  checkedKinds(key: number): Kinds {
    return this.#checked.get(key) ?? 0;
  }

  fork(): Environment {
    const copy = new Environment(this.#variables, this.#heap, this.#checked);
    copy.isDead = this.isDead;
    this.#share();
    copy.#share();
    return copy;
  }

  /** The environment in which a function begins: no variables, the same objects and checks. */
  enter(): Environment {
    const inner = new Environment(new Map(), this.#heap, this.#checked);
    inner.isDead = this.isDead;
    this.#share();
    inner.#share();
    return inner;
  }

  /** Takes over what a function that was entered from here did to objects and learned by checks. */
  leave(inner: Environment): void {
    if (inner.isDead) {
      this.isDead = true;
      return;
    }
    inner.#share();
    this.#heap = inner.#heap;
    this.#checked = inner.#checked;
    this.#sharesHeap = true;
    this.#sharesChecked = true;
  }

  /** Becomes what holds where this and another way meet. */
  join(other: Environment): void {
    if (other.isDead || other === this) return;
    if (this.isDead) {
      this.become(other);
      return;
    }
    const isCheckedApart = this.#checked !== other.#checked;
    if (this.#variables !== other.#variables) this.#joinVariables(other, isCheckedApart);
    if (this.#heap !== other.#heap) this.#joinHeap(other);
    if (isCheckedApart) this.#joinChecked(other);
  }

  become(other: Environment): void {
    other.#share();
    this.#share();
    this.#variables = other.#variables;
    this.#heap = other.#heap;
    this.#checked = other.#checked;
    this.isDead = other.isDead;
  }

  /** Whether another round of a loop began with the same. */
  sameAs(other: Environment): boolean {
    return (
      this.isDead === other.isDead &&
      sameMap(this.#variables, other.#variables, sameValue) &&
      sameMap(this.#heap, other.#heap, sameObject) &&
      sameMap(this.#checked, other.#checked, (a, b) => a === b)
    );
  }

  #joinVariables(other: Environment, isCheckedApart: boolean): void {
    for (const [binding, theirs] of other.#variables) {
      const ours = this.#variables.get(binding);
      if (ours === theirs) continue;
      // A variable that only one way sets: reading it after the other one is an error, so it is what was set.
      const site = mix(atMeeting, binding);
      let value = ours === undefined ? theirs : this.#either(ours, theirs, other, site);
      // What was checked on one way and is something else on the other (`if bad(x): x = 'default'`) stays checked.
      if (isCheckedApart && value.taints.length > 0) {
        const checked = other.#withChecks(theirs);
        value = ours === undefined ? checked : this.#either(this.#withChecks(ours), checked, other, site);
      }
      // A flag: by its truth it tells which way was taken (`error = None`, then `if bad(x): error = 'bad'`).
      if (isCheckedApart && ours !== undefined && (truth(ours) !== undefined || truth(theirs) !== undefined)) {
        const { guards } = joinChecked(ours, this.#checked, theirs, other.#checked);
        if (guards !== value.guards) value = { ...value, guards };
      }
      if (value !== ours) this.set(binding, value);
    }
  }

  #either(ours: Value, theirs: Value, other: Environment, site: number): Value {
    return joinArrivals(
      [
        { value: ours, env: this },
        { value: theirs, env: other },
      ],
      site,
    );
  }

  /** The value with what has been checked here written into its taints. */
  #withChecks(value: Value): Value {
    if (value.taints.length === 0 || this.#checked.size === 0) return value;
    return { ...value, taints: value.taints.map((taint) => withSafe(taint, this.safetyOf(taint))) };
  }

  #joinHeap(other: Environment): void {
    for (const [id, theirs] of other.#heap) {
      const ours = this.#heap.get(id);
      const object = ours === undefined ? theirs : joinObjects(ours, theirs);
      if (object !== ours) this.setObject(id, object);
    }
  }

  #joinChecked(other: Environment): void {
    this.#ownChecked();
    for (const [key, kinds] of this.#checked) {
      const both = kinds & (other.#checked.get(key) ?? 0);
      if (both === 0) this.#checked.delete(key);
      else if (both !== kinds) this.#checked.set(key, both);
    }
  }

  #share(): void {
    this.#sharesVariables = true;
    this.#sharesHeap = true;
    this.#sharesChecked = true;
  }

  #ownVariables(): void {
    if (!this.#sharesVariables) return;
    this.#variables = new Map(this.#variables);
    this.#sharesVariables = false;
  }

  #ownChecked(): void {
    if (!this.#sharesChecked) return;
    this.#checked = new Map(this.#checked);
    this.#sharesChecked = false;
  }
}

/** Where ways meet, a variable's value is a new one, if they do not agree. */
const atMeeting = keyOf('meeting');

/** Checked for everything. */
export const everything = allKinds;

function sameMap<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, same: (x: V, y: V) => boolean): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !same(value, other)) return false;
  }
  return true;
}
