// What functions leave where all others find it: in global variables, in attributes of classes, in objects that modules made.
// In which order functions are called nobody knows: what came from a source may be there whenever somebody looks. It is found
// out in rounds, from nothing on, because what is found there may be left elsewhere.
import type { Frame } from './frame.ts';
import { contentsOf, emptyObject, type CellKey, type HeapObject } from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import { seenFromOutside } from './module-members.ts';
import { objectsOf, taintsIn } from './objects.ts';
import type { Program } from './program.ts';
import type { ModuleResult } from './run-unit.ts';
import { bodyKey } from './sites.ts';
import { comesFromSource, type Summary } from './summary.ts';
import { join, nothing, ofObject, sameValue, type ObjectId, type Value } from './value.ts';

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
    const maker = program.shared.makerOf(id);
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

/** How deep the contents of a module's variables are gone into. */
const deepestNamed = 3;

/** Who wrote what where, as far as it came from a source, and who made what. */
export class SharedState {
  /** Of objects that modules made: which module, and by which names its code speaks of them. */
  readonly #makers = new Map<ObjectId, { readonly path: string; readonly names: readonly string[] }>();
  readonly #written = new Map<SharedKey, Map<string, Value>>();
  readonly #values = new Map<SharedKey, { readonly value: Value; readonly told: string }>();

  valueOf(key: SharedKey): Value | null {
    return this.#values.get(key)?.value ?? null;
  }

  /** Takes down what a function leaves where others find it. */
  take(program: Program, fn: FunctionInfo, { globalWrites }: Summary): void {
    for (const [key, template] of globalWrites) {
      if (comesFromSource(template)) this.#write(fn.key, key, seenFromOutside(program, fn, key, template));
    }
  }

  /** As `take`, of a module's body. */
  takeModule(program: Program, { frame }: ModuleResult): void {
    const writer = bodyKey(frame.module.path);
    for (const [key, value] of frame.outcome.globalWrites) {
      if (taintsIn(frame, value).length > 0) this.#write(writer, key, value);
    }
    for (const [id, object] of writesToOthers(frame)) {
      const written = mix(keyOf(writer), id);
      program.keepObject(written, object);
      this.#write(writer, objectKey(id), ofObject(written));
    }
  }

  /** Names of variables in which what is named by a key can be found. */
  namesOf(key: SharedKey): readonly string[] {
    const id = objectOfKey(key);
    return id === null ? [key.slice(key.indexOf('\0') + 1)] : (this.#makers.get(id)?.names ?? []);
  }

  /** The path of the module whose body made an object. */
  makerOf(id: ObjectId): string | undefined {
    return this.#makers.get(id)?.path;
  }

  /** A module's body ran: by which names others can reach what it made. */
  noteMaker(frame: Frame): void {
    const names = new Map<ObjectId, string[]>();
    const visit = (value: Value, name: string, depth: number): void => {
      for (const [id, object] of objectsOf(frame, value)) {
        const known = names.get(id) ?? [];
        if (known.includes(name)) continue;
        names.set(id, [...known, name]);
        if (depth < deepestNamed) for (const inner of contentsOf(object)) visit(inner, name, depth + 1);
      }
    };
    const { facts, path } = frame.module;
    for (const [binding, value] of frame.env.variables()) visit(value, facts.bindings[binding]!.name, 0);
    for (const [id] of frame.env.objects()) {
      // What another module made was only changed here.
      if ((this.makerOf(id) ?? path) === path) this.#makers.set(id, { path, names: names.get(id) ?? [] });
    }
  }

  #write(writer: string, key: SharedKey, value: Value): void {
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
