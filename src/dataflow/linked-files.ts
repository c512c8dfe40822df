// The modules of a program by path, with their functions, classes and methods by name; and what of all this may have come
// out differently after files changed.
import { analyzeModule } from '../python/analyze-module.ts';
import type { FlowFacts } from '../python/module-facts.ts';
import { linkModule, type ClassInfo, type FunctionInfo, type LinkedModule } from './linked-module.ts';
import { moduleNames, type ModuleNames } from './module-names.ts';
import { nameOf } from './names.ts';
import {
  describeCalls,
  namesHandedOver,
  registeringCalls,
  type Registrars,
  type RegisteringCall,
} from './registrations.ts';
import { bodyKey } from './sites.ts';

/** A file with its text, or with what was found out of it. */
export type PythonFile = { readonly path: string; readonly contentHash: string } & (
  | { readonly text: string; readonly facts?: undefined }
  | { readonly facts: FlowFacts }
);

/** What a change of files can have changed: which kind of input, and of what. */
export type ChangedInput = readonly [
  kind: 'body' | 'signature' | 'shape' | 'namespace' | 'candidates' | 'heirs' | 'handing' | 'calls' | 'paths',
  argument: string,
];

export class LinkedFiles {
  readonly modules = new Map<string, LinkedModule>();
  readonly functions = new Map<string, FunctionInfo>();
  readonly classes = new Map<string, ClassInfo>();
  /** Keys of the methods of a name. */
  readonly methods = new Map<string, Set<string>>();
  /** By the last part of a name: keys of the classes that name a class so as a base. */
  readonly heirs = new Map<string, Set<string>>();
  /** By path: calls that may hand functions over to a framework. */
  readonly calls = new Map<string, readonly RegisteringCall[]>();
  /** By the last part of a name: paths of modules in which what is called so is handed over. */
  readonly handing = new Map<string, Set<string>>();
  readonly #registrars: Registrars;
  /** Grows when files come or go. */
  pathsVersion = 0;
  /** null: files came or went since. */
  #names: ModuleNames | null = null;

  constructor(registrars: Registrars) {
    this.#registrars = registrars;
  }

  /** Takes in files that are new or changed, and forgets those that are gone. */
  update(changed: readonly PythonFile[], removed: readonly string[]): ChangedInput[] {
    const inputs: ChangedInput[] = [];
    let isOther = false;
    const replace = (path: string, next: LinkedModule | null): void => {
      const before = this.modules.get(path);
      isOther ||= (before === undefined) !== (next === null);
      const old = inputsOf(path, before, this.calls.get(path));
      if (before !== undefined) this.#unlink(before);
      if (next !== null) this.#link(next);
      const now = inputsOf(path, next, this.calls.get(path));
      inputs.push(...old.values(), ...[...now].flatMap(([key, input]) => (old.has(key) ? [] : [input])));
      inputs.push(...changedNames(before, next).map((name) => ['candidates', name] as const));
    };
    for (const path of removed) replace(path, null);
    for (const file of changed) {
      const { path, contentHash } = file;
      replace(path, linkModule(path, contentHash, file.facts ?? analyzeModule(path, file.text)));
    }
    if (isOther) {
      this.#names = null;
      this.pathsVersion += 1;
      inputs.push(['paths', '']);
    }
    return inputs;
  }

  resolve(from: string, name: string, level: number): LinkedModule | null {
    this.#names ??= moduleNames([...this.modules.keys()].toSorted());
    const path = this.#names.resolve(from, name, level);
    return path === null ? null : (this.modules.get(path) ?? null);
  }

  #link(module: LinkedModule): void {
    this.modules.set(module.path, module);
    for (const fn of module.functions.values()) {
      this.functions.set(fn.key, fn);
      if (!isCandidate(fn)) continue;
      const keys = this.methods.get(fn.name) ?? new Set();
      keys.add(fn.key);
      this.methods.set(fn.name, keys);
    }
    for (const cls of module.classes.values()) {
      this.classes.set(cls.key, cls);
      for (const name of baseNames(cls)) {
        const keys = this.heirs.get(name) ?? new Set();
        keys.add(cls.key);
        this.heirs.set(name, keys);
      }
    }
    const calls = registeringCalls(module, this.#registrars);
    if (calls.length === 0) return;
    this.calls.set(module.path, calls);
    for (const name of calls.flatMap((one) => namesHandedOver(module, one))) {
      const paths = this.handing.get(name) ?? new Set();
      paths.add(module.path);
      this.handing.set(name, paths);
    }
  }

  #unlink(module: LinkedModule): void {
    this.modules.delete(module.path);
    for (const { key, name } of module.functions.values()) {
      this.functions.delete(key);
      this.methods.get(name)?.delete(key);
    }
    for (const cls of module.classes.values()) {
      this.classes.delete(cls.key);
      for (const name of baseNames(cls)) this.heirs.get(name)?.delete(cls.key);
    }
    for (const call of this.calls.get(module.path) ?? []) {
      for (const name of namesHandedOver(module, call)) this.handing.get(name)?.delete(module.path);
    }
    this.calls.delete(module.path);
  }
}

/** Last parts of the names by which a class inherits. */
function baseNames({ node }: ClassInfo): readonly string[] {
  return node.bases.flatMap((expr) => nameOf(expr.kind === 'Subscript' ? expr.value : expr) ?? []);
}

function isCandidate({ cls, isNested }: FunctionInfo): boolean {
  return cls !== null && !isNested;
}

/** What the calls of a module that may hand functions over say. */
export function meaningOfCalls({ modules, calls }: LinkedFiles, path: string): string {
  const [module, own] = [modules.get(path), calls.get(path)];
  return module === undefined || own === undefined ? '' : describeCalls(module, own);
}

function inputsOf(
  path: string,
  module: LinkedModule | null | undefined,
  calls: readonly RegisteringCall[] = [],
): Map<string, ChangedInput> {
  const inputs = new Map<string, ChangedInput>();
  const add = (...input: ChangedInput): void => void inputs.set(input.join(' '), input);
  if (module === null || module === undefined) return inputs;
  add('body', bodyKey(path));
  add('namespace', path);
  if (calls.length > 0) add('calls', path);
  for (const call of calls) for (const name of namesHandedOver(module, call)) add('handing', name);
  for (const { key, isNested } of module.functions.values()) {
    if (isNested) continue;
    add('body', key);
    add('signature', key);
  }
  for (const cls of module.classes.values()) {
    add('shape', cls.key);
    for (const name of baseNames(cls)) add('heirs', name);
  }
  return inputs;
}

/** Names of methods that only one of them has, as `candidates` are asked for. */
function changedNames(before: LinkedModule | undefined, next: LinkedModule | null): string[] {
  const [old, now] = [candidatesOf(before), candidatesOf(next)];
  const names = new Set<string>();
  for (const [key, name] of old) if (!now.has(key)) names.add(name);
  for (const [key, name] of now) if (!old.has(key)) names.add(name);
  return [...names].flatMap((name) => [name, `-${name}`]);
}

/** Names of methods, by their keys. */
function candidatesOf(module: LinkedModule | null | undefined): Map<string, string> {
  const methods = [...(module?.functions.values() ?? [])].filter(isCandidate);
  return new Map(methods.map(({ key, name }) => [key, name]));
}
