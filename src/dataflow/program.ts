// A whole repository's Python, linked: what imports mean, classes with their bases, and, computed when asked for and
// remembered, what each function does. After files change only what looked up something that came out differently is
// computed again.
import type { FlowEntryPoint, FlowModel } from '../rules/flow-model.ts';
import { basesOfClass, classVariable, fieldsOfClass, type Bases } from './class-facts.ts';
import {
  describeModule,
  describeNamespace,
  describeShape,
  describeSignature,
  describeSummary,
  describeValue,
} from './describe.ts';
import { orderOf } from './class-order.ts';
import { entryPointOf } from './entry-points.ts';
import type { Frame } from './frame.ts';
import { joinObjects, type HeapObject } from './heap-object.ts';
import { ImportedPackages } from './imported-packages.ts';
import { hashText } from './keys.ts';
import { LinkedFiles, meaningOfCalls, type PythonFile } from './linked-files.ts';
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import { indexModels, type ModelIndex } from './model-index.ts';
import { memberOfModule, type ModuleAnswers } from './module-members.ts';
import { Queries } from './queries.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import { outerFrame, runFunction, runModule, type ModuleResult } from './run-unit.ts';
import { selfWriters } from './self-writers.ts';
import { objectKey, SharedState, type SharedKey } from './shared-state.ts';
import { bodyKey } from './sites.ts';
import { emptySummary, type Summary } from './summary.ts';
import { join, nothing, ofApi, type ObjectId, type Ref, type Value } from './value.ts';

/** What an attribute of a class is. */
export type ClassMember =
  | { readonly kind: 'method'; readonly fn: FunctionInfo; readonly value?: undefined }
  | { readonly kind: 'value'; readonly value: Value };

/** Calls that are being summarised at once; deeper ones are not followed. */
const deepestCalls = 60;
const mostCandidates = 3;

/** Names of methods that everything has: guessing by them would find the wrong one. */
const commonMethods = new Set(
  `get set add append extend insert pop remove update clear copy keys values items join split strip format encode decode read write
  close open run start stop save delete create execute filter all first count index sort send recv lower upper replace find
  startswith endswith setdefault next connect commit rollback cursor fetchone fetchall load loads dump dumps exists info debug
  warning error exception critical log put post patch head options request name id wait result submit shutdown flush seek`.split(
    /\s+/,
  ),
);

export class Program {
  readonly models: ModelIndex;
  readonly #isMadeUp: (path: string) => boolean;
  readonly #files: LinkedFiles;
  readonly #queries = new Queries();
  readonly #heap = new Map<ObjectId, HeapObject>();
  readonly #objectOf = (id: ObjectId): HeapObject | undefined => this.#heap.get(id);
  readonly #imports: ImportedPackages;
  /** What functions leave where others find it, as far as it is taken down. */
  readonly shared = new SharedState();

  // What files say by themselves: the inputs of all that is computed.

  readonly #paths = this.#queries.define<number>('paths', {
    compute: () => this.#files.pathsVersion,
    bottom: 0,
    fingerprint: String,
  });

  /** What the code of a function, or of a module's body, means by itself. */
  readonly #body = this.#queries.define<number>('body', {
    compute: (key) => this.#files.modules.get(pathOf(key))?.sites.meanings.get(key) ?? 0,
    bottom: 0,
    fingerprint: String,
  });

  /** What callers see of a function beside its summary. */
  readonly #signature = this.#queries.define<number>('signature', {
    compute: (key) => hashOf(this.#files.functions.get(key), describeSignature),
    bottom: 0,
    fingerprint: String,
  });

  /** What others see of a class: its bases, and its methods and fields by name. */
  readonly #shape = this.#queries.define<number>('shape', {
    compute: (key) => hashOf(this.#files.classes.get(key), describeShape),
    bottom: 0,
    fingerprint: String,
  });

  readonly #namespace = this.#queries.define<number>('namespace', {
    compute: (path) => hashOf(this.#files.modules.get(path), describeNamespace),
    bottom: 0,
    fingerprint: String,
  });

  /** Of a method's name, `-` before it: without those of tests and examples. */
  readonly #candidates = this.#queries.define<readonly string[]>('candidates', {
    compute: (argument) => {
      const keys = [...(this.#files.methods.get(argument.replace(/^-/, '')) ?? [])];
      const wanted = argument.startsWith('-') ? keys.filter((key) => !this.#isMadeUp(pathOf(key))) : keys;
      return wanted.toSorted().slice(0, mostCandidates + 1);
    },
    bottom: [],
    fingerprint: (keys) => keys.join('\0'),
  });

  /** Paths of modules in which something of this name is handed over to a framework. */
  readonly #handing = this.#queries.define<readonly string[]>('handing', {
    compute: (name) => [...(this.#files.handing.get(name) ?? [])].toSorted(),
    bottom: [],
    fingerprint: (paths) => paths.join('\0'),
  });

  /** What a module's calls that hand functions over say by themselves. */
  readonly #calls = this.#queries.define<string>('calls', {
    compute: (path) => meaningOfCalls(this.#files, path),
    bottom: '',
    fingerprint: (text) => text,
  });

  /** What functions left somewhere, as far as that is found out. */
  readonly #shared = this.#queries.define<Value | null>('shared', {
    compute: (key) => this.shared.valueOf(key),
    bottom: null,
    fingerprint: (value) => describeValue(value, this.#objectOf),
    holdsObjects: true,
  });

  // What is computed from them.

  readonly #module = this.#queries.define<ModuleResult | null>('module', {
    compute: (path) => {
      this.#body(bodyKey(path));
      const module = this.#files.modules.get(path);
      if (module === undefined) return null;
      const result = runModule(this, module);
      this.keepObjects(result.frame);
      this.shared.noteMaker(result.frame);
      return result;
    },
    bottom: null,
    fingerprint: (result) => (result === null ? '' : describeModule(result, this.#objectOf)),
    holdsObjects: true,
  });

  readonly #member = this.#queries.define<Value | null>('member', {
    compute: (argument) => {
      const [path, name] = parts(argument);
      this.#namespace(path);
      const module = this.#files.modules.get(path);
      if (module === undefined) return null;
      const answers: ModuleAnswers = {
        result: () => this.#module(path),
        summaryOf: (fn) => this.#summary(fn.key),
      };
      return memberOfModule(this, module, name, answers);
    },
    bottom: null,
    fingerprint: (value) => describeValue(value, this.#objectOf),
    holdsObjects: true,
  });

  readonly #summary = this.#queries.define<Summary>('summary', {
    compute: (key) => {
      this.#body(key);
      const fn = this.#files.functions.get(key);
      return fn === undefined ? emptySummary : runFunction(this, fn);
    },
    bottom: emptySummary,
    fingerprint: describeSummary,
  });

  readonly #entry = this.#queries.define<FlowEntryPoint | null>('entry', {
    compute: (key) => {
      this.#body(key);
      const fn = this.#files.functions.get(key);
      if (fn === undefined) return null;
      return entryPointOf(outerFrame(this, fn.module, null, `${fn.module.path}#decorators`), fn) ?? null;
    },
    bottom: null,
    fingerprint: (entry) => (entry === null ? '' : JSON.stringify(entry)),
  });

  readonly #registrations = this.#queries.define<readonly Registration[]>('registrations', {
    compute: (path) => {
      this.#calls(path);
      const module = this.#files.modules.get(path);
      return module === undefined ? [] : registrationsOf(this, module, this.#files.calls.get(path) ?? []);
    },
    bottom: [],
    fingerprint: (list) => JSON.stringify(list),
  });

  readonly #bases = this.#queries.define<Bases>('bases', {
    compute: (key) => {
      this.#shape(key);
      const cls = this.#files.classes.get(key);
      return cls === undefined ? { classes: [], libraries: [] } : basesOfClass(this, cls);
    },
    bottom: { classes: [], libraries: [] },
    fingerprint: ({ classes, libraries }) => [...classes.map(({ key }) => key), ...libraries].join('\0'),
  });

  /** Keys of a class and of all that it inherits from, nearest first. */
  readonly #ancestors = this.#queries.define<readonly string[]>('ancestors', {
    compute: (key) => {
      const cls = this.#currentClass(key);
      return cls === null ? [key] : orderOf(cls, (one) => this.basesOf(one)).map((one) => one.key);
    },
    bottom: [],
    fingerprint: (keys) => keys.join('\0'),
  });

  /** Keys of classes that name a class of this name as a base. */
  readonly #heirs = this.#queries.define<readonly string[]>('heirs', {
    compute: (name) => [...(this.#files.heirs.get(name) ?? [])].toSorted().slice(0, mostCandidates + 1),
    bottom: [],
    fingerprint: (keys) => keys.join('\0'),
  });

  readonly #fields = this.#queries.define<ReadonlyMap<string, Value>>('fields', {
    compute: (key) => {
      this.#shape(key);
      const cls = this.#files.classes.get(key);
      return cls === undefined ? new Map() : fieldsOfClass(this, cls, (fn) => this.#summary(fn.key));
    },
    bottom: new Map(),
    fingerprint: (fields) =>
      [...fields].map(([name, value]) => `${name}=${describeValue(value, this.#objectOf)}`).join('\0'),
    holdsObjects: true,
  });

  readonly #classVariable = this.#queries.define<Value | null>('class-variable', {
    compute: (argument) => {
      const [key, name] = parts(argument);
      const cls = this.#files.classes.get(key);
      this.#body(cls?.unit ?? bodyKey(pathOf(key)));
      if (cls === undefined) return null;
      return classVariable(this, cls, name, cls.isNested ? null : this.#module(cls.module.path));
    },
    bottom: null,
    fingerprint: (value) => describeValue(value, this.#objectOf),
    holdsObjects: true,
  });

  /** @param isMadeUp whether a path is of a test or an example, whose methods no other code calls */
  constructor(models: FlowModel, isMadeUp: (path: string) => boolean = () => false) {
    this.models = indexModels(models);
    this.#files = new LinkedFiles(this.models.registrars);
    this.#imports = new ImportedPackages(this.#files);
    this.#isMadeUp = isMadeUp;
  }

  /** Takes in files that are new or changed, and forgets those that are gone. */
  update(changed: readonly PythonFile[], removed: readonly string[]): void {
    this.#queries.change(this.#files.update(changed, removed));
  }

  get modules(): ReadonlyMap<string, LinkedModule> {
    return this.#files.modules;
  }

  /** How many answers were computed so far: what a change cost. */
  get computed(): number {
    return this.#queries.computed;
  }

  /** What a module's own body does; null: it is running. */
  resultOf(path: string): ModuleResult | null {
    return this.#module(path);
  }

  summaryOf(fn: FunctionInfo): Summary {
    return this.#queries.depth > deepestCalls ? emptySummary : this.#summary(fn.key);
  }

  /** As what a framework calls a function; null: none does. */
  entryPointOf(fn: FunctionInfo): FlowEntryPoint | null {
    return this.#entry(fn.key);
  }

  /** The calls that hand a function, or its class, over to a framework. */
  registrationsOf({ key, name, cls }: FunctionInfo): readonly Registration[] {
    const own = cls === null ? [key] : [key, cls.key];
    const paths = new Set([name, ...(cls === null ? [] : [cls.name])].flatMap((one) => this.#handing(one)));
    return [...paths].flatMap((path) => this.#registrations(path)).filter((one) => own.includes(one.key));
  }

  /** Whether a function hands others over, which may stand in it. */
  handsOver({ key, module }: FunctionInfo): boolean {
    return this.#files.calls.get(module.path)?.some(({ around }) => around?.unit === key) === true;
  }

  /** Packages whose objects a module can have to do with: those that it imports, or that modules do which it imports. */
  packagesAround(module: LinkedModule): ReadonlySet<string> {
    return this.#imports.of(module).around;
  }

  /** Packages that a module imports and that are no part of the repository. */
  foreignPackages(module: LinkedModule): ReadonlySet<string> {
    return this.#imports.of(module).foreign;
  }

  moduleObject(id: ObjectId): HeapObject | undefined {
    const made = this.#heap.get(id);
    if (made === undefined || this.shared.makerOf(id) === undefined) return made;
    const [written] = this.#shared(objectKey(id))?.objects ?? [];
    const more = written === undefined ? undefined : this.#heap.get(written);
    return more === undefined ? made : joinObjects(made, more);
  }

  /** What came from a source and was left in a global variable or an attribute of a class; null: nothing that is known. */
  sharedValue(key: SharedKey): Value | null {
    return this.#shared(key);
  }

  /** Nothing is known any more of what functions leave where others find it. */
  forgetShared(): void {
    this.#queries.change(this.shared.clear().map((key) => ['shared', key] as const));
  }

  /** Whoever looks finds from now on what was taken down; false: that was known already. */
  settleShared(): boolean {
    const changed = this.shared.settle((value) => describeValue(value, this.#objectOf));
    this.#queries.change(changed.map((key) => ['shared', key] as const));
    return changed.length > 0;
  }

  keepObject(id: ObjectId, object: HeapObject): void {
    this.#heap.set(id, object);
  }

  /** What a frame made lives on: others can reach it by the names that it set. */
  keepObjects({ env }: Frame): void {
    for (const [id, object] of env.objects()) this.#heap.set(id, object);
  }

  /** The function of that name as it is now; null: it is gone. */
  currentFunction({ key }: FunctionInfo): FunctionInfo | null {
    this.#signature(key);
    return this.#files.functions.get(key) ?? null;
  }

  /** Whoever asks interprets the function's body itself. */
  readBody({ unit }: FunctionInfo): void {
    this.#body(unit);
  }

  /** Whoever asks interprets statements of the module's body itself. */
  readModuleBody({ path }: LinkedModule): void {
    this.#body(bodyKey(path));
  }

  currentClass({ key }: ClassInfo): ClassInfo | null {
    return this.#currentClass(key);
  }

  #currentClass(key: string): ClassInfo | null {
    this.#shape(key);
    return this.#files.classes.get(key) ?? null;
  }

  currentModule({ path }: LinkedModule): LinkedModule | null {
    this.#paths('');
    return this.#files.modules.get(path) ?? null;
  }

  resolveModule(from: LinkedModule, name: string, level: number): LinkedModule | null {
    this.#paths('');
    return this.#files.resolve(from.path, name, level);
  }

  /** What a module has under a name: its own, what it imports, or a module in its folder; null: nothing. */
  memberOf(module: LinkedModule, name: string): Value | null {
    return this.#member(`${module.path}\0${name}`);
  }

  /** A name that only a star import can have brought in. */
  starMember(module: LinkedModule, name: string): Value | null {
    this.#namespace(module.path);
    for (const fact of module.facts.imports) {
      if (fact.imported !== '*') continue;
      const level = /^\.*/.exec(fact.module)![0].length;
      const from = this.resolveModule(module, fact.module.slice(level), level);
      if (from === null) return level === 0 ? ofApi(`${fact.module}.${name}`) : null;
      if (from.path === module.path) continue;
      const member = this.memberOf(from, name);
      if (member !== null) return member;
    }
    return null;
  }

  /** Methods of that name that a module may mean, if few enough to be tried. */
  methodsNamed(from: LinkedModule, name: string): readonly Extract<Ref, { kind: 'function' }>[] {
    if (commonMethods.has(name) || name.startsWith('__')) return [];
    const keys = this.#candidates(this.#isMadeUp(from.path) ? name : `-${name}`);
    if (keys.length > mostCandidates) return [];
    return keys.flatMap((key) => {
      this.#signature(key);
      const fn = this.#files.functions.get(key);
      return fn === undefined || fn.isNested ? [] : [{ kind: 'function', fn, self: null, closure: null } as const];
    });
  }

  basesOf(cls: ClassInfo): readonly ClassInfo[] {
    return this.#bases(cls.key).classes.flatMap((base) => this.currentClass(base) ?? []);
  }

  /** The class and all that it inherits from, nearest first. */
  ancestorsOf(cls: ClassInfo): readonly ClassInfo[] {
    return this.#ancestors(cls.key).flatMap((key) => this.#currentClass(key) ?? []);
  }

  /** Classes that name this one as a base, if few enough to be tried; null: too many. */
  heirsOf(cls: ClassInfo): readonly ClassInfo[] | null {
    const keys = this.#heirs(cls.name);
    if (keys.length > mostCandidates) return null;
    return keys.flatMap((key) => {
      const heir = this.#currentClass(key);
      return heir !== null && this.basesOf(heir).some((base) => base.key === cls.key) ? [heir] : [];
    });
  }

  /** Names of the library classes that it inherits from. */
  libraryBases(cls: ClassInfo): readonly string[] {
    return this.ancestorsOf(cls).flatMap((one) => this.#bases(one.key).libraries);
  }

  libraryBase(cls: ClassInfo): string | null {
    const bases = this.libraryBases(cls);
    return bases.find((base) => this.models.knowsClass(base)) ?? bases[0] ?? null;
  }

  classMember(cls: ClassInfo, name: string): ClassMember | null {
    for (const one of this.ancestorsOf(cls)) {
      const fn = one.methods.get(name);
      if (fn !== undefined) return { kind: 'method', fn };
      const value = this.#classVariable(`${one.key}\0${name}`);
      if (value !== null) return { kind: 'value', value };
    }
    return null;
  }

  /** What methods assign to `self.name`; null: none does. */
  fieldOf(cls: ClassInfo, name: string): Value | null {
    let result: Value = nothing;
    for (const one of this.ancestorsOf(cls)) {
      if (selfWriters(one).length === 0) continue;
      result = join(result, this.#fields(one.key).get(name) ?? nothing);
    }
    return result === nothing ? null : result;
  }
}

function hashOf<T>(thing: T | undefined, describe: (thing: T) => string): number {
  return thing === undefined ? 0 : hashText(describe(thing));
}

/** The two halves of a query's argument. */
function parts(argument: string): readonly [string, string] {
  const at = argument.indexOf('\0');
  return [argument.slice(0, at), argument.slice(at + 1)];
}

/** The path of the module that a function or class with this key is of. */
function pathOf(key: string): string {
  return key.slice(0, key.indexOf('#'));
}
