// What functions leave where all others find it: in global variables, in attributes of classes, in objects that modules made.
// In which order functions are called nobody knows: what came from a source may be there whenever somebody looks. It is found
// out in rounds, from nothing on, because what is found there may be left elsewhere.
import type { Frame } from './frame.ts';
import { emptyObject, type CellKey, type HeapObject } from './heap-object.ts';
import type { ClassInfo, LinkedModule } from './linked-module.ts';
import { taintsIn } from './objects.ts';
import { join, nothing, sameValue, type ObjectId, type Value } from './value.ts';

/** Names a place that all can reach; its last part is a name by which code speaks of it, if it has one. */
export type SharedKey = string;

export function globalKey({ path }: LinkedModule, name: string): SharedKey {
  return `${path}\0${name}`;
}

export function classKey({ key }: ClassInfo, name: string): SharedKey {
  return `${key}\0${name}`;
}

export function objectKey(id: ObjectId): SharedKey {
  return `\0${id}`;
}

/** The object that a key names; null: it names a variable. */
export function objectOfKey(key: SharedKey): ObjectId | null {
  return key.startsWith('\0') ? Number(key.slice(1)) : null;
}

/** What a frame wrote into objects that modules made: of each what is new in it, as far as it is tainted. */
export function writesToOthers(frame: Frame): [ObjectId, HeapObject][] {
  const { program } = frame;
  return [...frame.env.objects()].flatMap(([id, object]): [ObjectId, HeapObject][] => {
    if (object.parameter !== null) return [];
    const maker = program.makerOf(id);
    if (maker === undefined || (frame.isModuleBody && maker === frame.module.path)) return [];
    const before = program.moduleObject(id);
    if (before === undefined || before === object) return [];
    const isNew = (value: Value, old: Value): boolean =>
      value !== nothing && !sameValue(value, old) && taintsIn(frame, value).length > 0;
    const cells = new Map<CellKey, Value>();
    for (const [key, value] of object.cells) if (isNew(value, before.cells.get(key) ?? nothing)) cells.set(key, value);
    const rest = isNew(object.rest, before.rest) ? object.rest : nothing;
    const keys = isNew(object.keys, before.keys) ? object.keys : nothing;
    if (cells.size === 0 && rest === nothing && keys === nothing) return [];
    return [[id, { ...emptyObject(object.kind, object.cls), cells, rest, keys, length: object.length }]];
  });
}

/** Who wrote what where, as far as it came from a source. */
export class SharedState {
  readonly #written = new Map<SharedKey, Map<string, Value>>();
  readonly #values = new Map<SharedKey, { readonly value: Value; readonly told: string }>();

  valueOf(key: SharedKey): Value | null {
    return this.#values.get(key)?.value ?? null;
  }

  write(writer: string, key: SharedKey, value: Value): void {
    const known = this.#written.get(key) ?? new Map<string, Value>();
    known.set(writer, value);
    this.#written.set(key, known);
  }

  /** Forgets everything; gives what was known something of. */
  clear(): SharedKey[] {
    const keys = [...this.#values.keys()];
    this.#written.clear();
    this.#values.clear();
    return keys;
  }

  /** What was written since counts from now on; gives what came out differently. */
  settle(describe: (value: Value) => string): SharedKey[] {
    const changed: SharedKey[] = [];
    for (const [key, written] of this.#written) {
      const value = [...written.values()].reduce(join);
      const told = describe(value);
      if (this.#values.get(key)?.told === told) continue;
      this.#values.set(key, { value, told });
      changed.push(key);
    }
    return changed;
  }
}
