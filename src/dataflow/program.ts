// A whole repository's Python, linked: modules by path, what imports mean, classes with their bases, and, computed when asked
// for and remembered, what each function does. After files change only what looked them up is computed again.
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import type { FlowModel } from '../rules/flow-model.ts';
import { analyzeModule } from '../python/analyze-module.ts';
import type { FlowFacts } from '../python/module-facts.ts';
import { importedMember } from './imports.ts';
import { describeFlows, describeShape, describeSignature, describeSummary, describeValue } from './describe.ts';
import { entryPointOf, openParameters } from './entry-points.ts';
import { orderOf } from './class-order.ts';
import { Environment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { Frame, Outcome } from './frame.ts';
import type { HeapObject } from './heap-object.ts';
import { bindParameters } from './call-function.ts';
import { run, runBody } from './interpret.ts';
import { hashText, keyOf, mix } from './keys.ts';
import { linkModule } from './linked-module.ts';
import { indexModels, type ModelIndex } from './model-index.ts';
import { moduleNames, type ModuleNames } from './module-names.ts';
import { nameOf } from './names.ts';
import { Queries } from './queries.ts';
import { emptySummary, materializeOutside, summarise, type Summary, type Template } from './summary.ts';
import { taintsIn } from './objects.ts';
import { selfWriters } from './self-writers.ts';
import { join, nothing, ofApi, ofRef, type ObjectId, type Ref, type Value } from './value.ts';

/** A file with its text, or with what was found out of it. */
export type PythonFile = { readonly path: string; readonly contentHash: string } & (
  | { readonly text: string; readonly facts?: undefined }
  | { readonly facts: FlowFacts }
);

/** What an attribute of a class is. */
export type ClassMember =
  | { readonly kind: 'method'; readonly fn: FunctionInfo; readonly value?: undefined }
  | { readonly kind: 'value'; readonly value: Value };

interface ModuleResult {
  readonly frame: Frame;
  readonly summary: Summary;
}

interface Bases {
  readonly classes: readonly ClassInfo[];
  readonly libraries: readonly string[];
}

/** Expressions and statements that one function, with all that it calls in context, may take. */
const functionBudget = 60_000;
const moduleBudget = 400_000;
const mostContexts = 120;
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
  readonly #queries = new Queries();
  readonly #modules = new Map<string, LinkedModule>();
  readonly #functions = new Map<string, FunctionInfo>();
  readonly #classes = new Map<string, ClassInfo>();
  readonly #methods = new Map<string, Set<string>>();
  readonly #heirsByName = new Map<string, Set<string>>();
  readonly #heap = new Map<ObjectId, HeapObject>();
  /** null: files came or went since. */
  #names: ModuleNames | null = null;
  #pathsVersion = 0;

  readonly #source = this.#queries.define<string>('source', {
    compute: (path) => this.#modules.get(path)?.contentHash ?? '',
    bottom: '',
    fingerprint: (hash) => hash,
  });

  readonly #paths = this.#queries.define<number>('paths', {
    compute: () => this.#pathsVersion,
    bottom: 0,
    fingerprint: String,
  });

  /** Of a method's name, `-` before it: without those of tests and examples. */
  readonly #candidates = this.#queries.define<readonly string[]>('candidates', {
    compute: (argument) => {
      const keys = [...(this.#methods.get(argument.replace(/^-/, '')) ?? [])];
      const wanted = argument.startsWith('-') ? keys.filter((key) => !this.#isMadeUp(pathOf(key))) : keys;
      return wanted.toSorted().slice(0, mostCandidates + 1);
    },
    bottom: [],
    fingerprint: (keys) => keys.join('\0'),
  });

  /** What callers see of a function beside its summary. */
  readonly #signature = this.#queries.define<string>('signature', {
    compute: (key) => {
      this.#source(pathOf(key));
      const fn = this.#functions.get(key);
      return fn === undefined ? '' : describeSignature(fn);
    },
    bottom: '',
    fingerprint: (text) => text,
  });

  /** What others see of a class: its methods and fields by name. */
  readonly #shape = this.#queries.define<string>('shape', {
    compute: (key) => {
      this.#source(pathOf(key));
      const cls = this.#classes.get(key);
      return cls === undefined ? '' : describeShape(cls);
    },
    bottom: '',
    fingerprint: (text) => text,
  });

  readonly #module = this.#queries.define<ModuleResult | null>('module', {
    compute: (path) => this.#runModule(path),
    bottom: null,
    fingerprint: (result) => (result === null ? '' : this.#describeModule(result)),
  });

  readonly #member = this.#queries.define<Value | null>('member', {
    compute: (argument) => this.#computeMember(argument),
    bottom: null,
    fingerprint: (value) => describeValue(value, (id) => this.#heap.get(id)),
  });

  readonly #summary = this.#queries.define<Summary>('summary', {
    compute: (key) => this.#summarise(key),
    bottom: emptySummary,
    fingerprint: describeSummary,
  });

  readonly #bases = this.#queries.define<Bases>('bases', {
    compute: (key) => this.#computeBases(key),
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
    compute: (name) => [...(this.#heirsByName.get(name) ?? [])].toSorted().slice(0, mostCandidates + 1),
    bottom: [],
    fingerprint: (keys) => keys.join('\0'),
  });

  readonly #fields = this.#queries.define<ReadonlyMap<string, Value>>('fields', {
    compute: (key) => this.#computeFields(key),
    bottom: new Map(),
    fingerprint: (fields) =>
      [...fields].map(([name, value]) => `${name}=${describeValue(value, (id) => this.#heap.get(id))}`).join('\0'),
  });

  readonly #classVariable = this.#queries.define<Value | null>('class-variable', {
    compute: (argument) => this.#computeClassVariable(argument),
    bottom: null,
    fingerprint: (value) => describeValue(value, (id) => this.#heap.get(id)),
  });

  /** @param isMadeUp whether a path is of a test or an example, whose methods no other code calls */
  constructor(models: FlowModel, isMadeUp: (path: string) => boolean = () => false) {
    this.models = indexModels(models);
    this.#isMadeUp = isMadeUp;
  }

  /** Takes in files that are new or changed, and forgets those that are gone. */
  update(changed: readonly PythonFile[], removed: readonly string[]): void {
    const before = this.#modules.size;
    let isOther = false;
    const inputs: (readonly [string, string])[] = [];
    const touch = (path: string): void => {
      inputs.push(['source', path]);
      for (const { cls, name, isNested } of this.#modules.get(path)?.functions.values() ?? []) {
        if (cls !== null && !isNested) inputs.push(['candidates', name], ['candidates', `-${name}`]);
      }
      for (const cls of this.#modules.get(path)?.classes.values() ?? []) {
        for (const name of baseNames(cls)) inputs.push(['heirs', name]);
      }
    };
    for (const path of removed) {
      isOther ||= this.#modules.has(path);
      touch(path);
      this.#unlink(path);
    }
    for (const file of changed) {
      const { path, contentHash } = file;
      isOther ||= !this.#modules.has(path);
      touch(path);
      this.#unlink(path);
      this.#link(linkModule(path, contentHash, file.facts ?? analyzeModule(path, file.text)));
      touch(path);
    }
    if (isOther || before === 0) {
      this.#names = null;
      this.#pathsVersion += 1;
      inputs.push(['paths', '']);
    }
    this.#queries.change(inputs);
  }

  get modules(): ReadonlyMap<string, LinkedModule> {
    return this.#modules;
  }

  /** How many answers were computed so far: what a change cost. */
  get computed(): number {
    return this.#queries.computed;
  }

  /** What a module's own body does. */
  bodyOf(path: string): Summary {
    return this.#module(path)?.summary ?? emptySummary;
  }

  summaryOf(fn: FunctionInfo): Summary {
    return this.#queries.depth > deepestCalls ? emptySummary : this.#summary(fn.key);
  }

  /** Whether a framework calls the function. */
  isEntryPoint(fn: FunctionInfo): boolean {
    const frame = this.#frame(fn.module, null, `${fn.module.path}#decorators`, functionBudget);
    return entryPointOf(frame, fn) !== undefined;
  }

  /** Names in a module, or in a class of it, of what came from a source. */
  taintedGlobals(path: string): readonly string[] {
    const result = this.#module(path);
    if (result === null) return [];
    const { frame } = result;
    return [...frame.env.variables()]
      .filter(([, value]) => taintsIn(frame, value).some(({ origin }) => origin.type === 'source'))
      .map(([binding]) => frame.module.facts.bindings[binding]!.name);
  }

  /** Packages whose objects a module can have to do with: those that it imports, or that modules do which it imports. */
  packagesAround(module: LinkedModule): ReadonlySet<string> {
    const packages = new Set([...module.importedPackages, 'builtins']);
    for (const { module: name } of module.facts.imports) {
      const level = /^\.*/.exec(name)![0].length;
      const imported = this.resolveModule(module, name.slice(level), level);
      for (const one of imported?.importedPackages ?? []) packages.add(one);
    }
    return packages;
  }

  moduleObject(id: ObjectId): HeapObject | undefined {
    return this.#heap.get(id);
  }

  /** The function of that name as it is now; null: it is gone. */
  currentFunction({ key }: FunctionInfo): FunctionInfo | null {
    this.#signature(key);
    return this.#functions.get(key) ?? null;
  }

  /** Whoever asks interprets the function's body itself. */
  readBody({ module }: FunctionInfo): void {
    this.#source(module.path);
  }

  currentClass({ key }: ClassInfo): ClassInfo | null {
    return this.#currentClass(key);
  }

  #currentClass(key: string): ClassInfo | null {
    this.#shape(key);
    return this.#classes.get(key) ?? null;
  }

  currentModule({ path }: LinkedModule): LinkedModule | null {
    this.#paths('');
    return this.#modules.get(path) ?? null;
  }

  resolveModule(from: LinkedModule, name: string, level: number): LinkedModule | null {
    this.#paths('');
    this.#names ??= moduleNames([...this.#modules.keys()].toSorted());
    const path = this.#names.resolve(from.path, name, level);
    return path === null ? null : (this.#modules.get(path) ?? null);
  }

  /** What a module has under a name: its own, what it imports, or a module in its folder; null: nothing. */
  memberOf(module: LinkedModule, name: string): Value | null {
    return this.#member(`${module.path}\0${name}`);
  }

  /** A name that only a star import can have brought in. */
  starMember(module: LinkedModule, name: string): Value | null {
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
      const fn = this.#functions.get(key);
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

  #link(module: LinkedModule): void {
    this.#modules.set(module.path, module);
    for (const fn of module.functions.values()) {
      this.#functions.set(fn.key, fn);
      if (fn.cls === null || fn.isNested) continue;
      const keys = this.#methods.get(fn.name) ?? new Set();
      keys.add(fn.key);
      this.#methods.set(fn.name, keys);
    }
    for (const cls of module.classes.values()) {
      this.#classes.set(cls.key, cls);
      for (const name of baseNames(cls)) {
        const heirs = this.#heirsByName.get(name) ?? new Set();
        heirs.add(cls.key);
        this.#heirsByName.set(name, heirs);
      }
    }
  }

  #unlink(path: string): void {
    const module = this.#modules.get(path);
    if (module === undefined) return;
    this.#modules.delete(path);
    for (const { key, name } of module.functions.values()) {
      this.#functions.delete(key);
      this.#methods.get(name)?.delete(key);
    }
    for (const cls of module.classes.values()) {
      this.#classes.delete(cls.key);
      for (const name of baseNames(cls)) this.#heirsByName.get(name)?.delete(cls.key);
    }
  }

  #frame(module: LinkedModule, fn: FunctionInfo | null, name: string, budget: number): Frame {
    const owner = hashText(name);
    const outcome: Outcome = {
      hits: new Map(),
      globalWrites: new Map(),
      parameters: new Map(),
      contexts: mostContexts,
      budget,
      wasCut: false,
      unresolved: new Map(),
    };
    return {
      program: this,
      module,
      fn,
      isModuleBody: name === `${module.path}#`,
      id: owner,
      owner,
      closure: null,
      caller: null,
      depth: 0,
      outcome,
      env: new Environment(),
      exits: [],
      yielded: null,
      loops: [],
      raising: [],
      raised: [],
      defined: [],
      called: new Set(),
      returnSinks: [],
    };
  }

  #runModule(path: string): ModuleResult | null {
    this.#source(path);
    const module = this.#modules.get(path);
    if (module === undefined) return null;
    const frame = this.#frame(module, null, `${path}#`, moduleBudget);
    runBody(frame);
    // What follows a `sys.exit()` at the end of a script is dead; its names are still there for others.
    if (frame.env.isDead) frame.env.isDead = false;
    this.#runDefined(frame);
    for (const [id, object] of frame.env.objects()) this.#heap.set(id, object);
    return { frame, summary: { ...summarise({ ...frame, exits: [] }), neverReturns: false } };
  }

  /** Functions that are defined in a body and that nothing there has called: somebody else may. */
  #runDefined(frame: Frame): void {
    for (let at = 0; at < frame.defined.length && at < 500; at++) {
      const { fn, closure } = frame.defined[at]!;
      const around = closure ?? frame;
      const entry = entryPointOf(around, fn);
      if (frame.called.has(fn) && entry === undefined) continue;
      const inner: Frame = {
        ...around,
        fn,
        id: mix(around.id, keyOf(fn.key)),
        closure: around,
        caller: null,
        depth: 0,
        env: around.env.enter(),
        exits: [],
        yielded: null,
        loops: [],
        raising: [],
        raised: [],
        defined: frame.defined,
        called: frame.called,
        returnSinks: entry?.returns ?? [],
      };
      bindParameters(inner, fn, openParameters(inner, fn, entry, false));
      runBody(inner);
    }
  }

  #summarise(key: string): Summary {
    const fn = this.#functions.get(key);
    const path = pathOf(key);
    this.#source(path);
    if (fn === undefined) return emptySummary;
    const entry = entryPointOf(this.#frame(fn.module, null, `${path}#decorators`, functionBudget), fn);
    const frame = { ...this.#frame(fn.module, fn, key, functionBudget), returnSinks: entry?.returns ?? [] };
    bindParameters(frame, fn, openParameters(frame, fn, entry, true));
    runBody(frame);
    const { exits } = frame;
    if (frame.defined.length > 0) {
      const wasDead = frame.env.isDead;
      frame.env.isDead = false;
      for (const exit of exits) frame.env.join(exit.env);
      this.#runDefined(frame);
      frame.env.isDead = wasDead;
    }
    return summarise(frame);
  }

  /** What others can see of a module: what flows in it, and what its names are. */
  #describeModule({ frame, summary }: ModuleResult): string {
    const objectOf = (id: ObjectId): HeapObject | undefined => this.#heap.get(id);
    const names = [...frame.env.variables()].map(([binding, value]) => `${binding}=${describeValue(value, objectOf)}`);
    return [describeFlows(summary.flows), frame.module.contentHash, ...names].join('\0');
  }

  #computeMember(argument: string): Value | null {
    const [path, name] = parts(argument);
    this.#source(path);
    const module = this.#modules.get(path);
    if (module === undefined) return null;
    const binding = module.globals.get(name);
    if (binding === undefined) return this.starMember(module, name) ?? this.#submodule(module, name);
    const defined = this.#definition(module, binding);
    if (defined !== null) return defined;
    const result = this.#module(path);
    let value = result?.frame.env.get(binding) ?? this.#importedLate(module, name);
    for (const fn of module.functions.values()) {
      if (!fn.writesGlobals || fn.isNested) continue;
      for (const [key, template] of this.#summary(fn.key).globalWrites) {
        if (key !== argument) continue;
        const written = this.#materialize(module, fn, template);
        value = value === null ? written : join(value, written);
      }
    }
    return value;
  }

  /** A name that nothing but one undecorated definition binds needs no interpretation. */
  #definition(module: LinkedModule, binding: number): Value | null {
    const sites = module.facts.bindings[binding]!.sites;
    if (sites.length !== 1) return null;
    const { kind, node } = sites[0]!;
    if (kind === 'function') {
      for (const fn of module.functions.values()) {
        if (fn.node.kind === 'FunctionDef' && fn.node.nameNode === node) {
          return fn.decorators.length > 0 ? null : ofRef({ kind: 'function', fn, self: null, closure: null });
        }
      }
    }
    if (kind === 'class') {
      for (const cls of module.classes.values()) {
        if (cls.node.nameNode === node) return ofRef({ kind: 'class', cls, closure: null });
      }
    }
    return null;
  }

  /** In a circle of imports a module's body is still running: what it imports is known all the same. */
  #importedLate(module: LinkedModule, name: string): Value | null {
    const fact = module.facts.imports.find(({ local }) => local === name);
    if (fact !== undefined) {
      const level = /^\.*/.exec(fact.module)![0].length;
      const frame = this.#frame(module, null, `${module.path}#imports`, functionBudget);
      if (fact.imported === null) {
        const found = this.resolveModule(module, fact.local === name ? fact.module.split('.', 1)[0]! : fact.module, 0);
        return found === null ? ofApi(fact.module) : ofRef({ kind: 'module', module: found });
      }
      return importedMember(frame, fact.module.slice(level), level, fact.imported);
    }
    for (const fn of module.functions.values()) {
      if (fn.name === name && !fn.isNested && fn.cls === null)
        return ofRef({ kind: 'function', fn, self: null, closure: null });
    }
    return null;
  }

  #submodule(module: LinkedModule, name: string): Value | null {
    if (!/(^|\/)__init__\.pyi?$/.test(module.path)) return null;
    const found = this.resolveModule(module, name, 1);
    return found === null ? null : ofRef({ kind: 'module', module: found });
  }

  #materialize(module: LinkedModule, fn: FunctionInfo, template: Template): Value {
    const frame = this.#frame(module, null, `${fn.key}#outside`, functionBudget);
    const value = materializeOutside(frame, fn, template);
    for (const [id, object] of frame.env.objects()) this.#heap.set(id, object);
    return value;
  }

  #computeBases(key: string): Bases {
    const path = pathOf(key);
    this.#source(path);
    const cls = this.#classes.get(key);
    if (cls === undefined) return { classes: [], libraries: [] };
    const frame = this.#frame(cls.module, null, `${key}#bases`, functionBudget);
    const classes: ClassInfo[] = [];
    const libraries: string[] = [];
    for (const expr of cls.node.bases) {
      const base = expr.kind === 'Subscript' ? expr.value : expr;
      const value = evaluate(frame, base);
      const refs = value.refs.flatMap((ref) => (ref.kind === 'class' && ref.cls.key !== key ? [ref.cls] : []));
      classes.push(...refs.slice(0, 1));
      const written = cls.module.facts.apiNames.get(base.node);
      const api = value.api ?? (written === undefined || written.startsWith('.') ? null : written);
      if (refs.length === 0 && api !== null && api !== 'builtins.object') libraries.push(api);
    }
    return { classes, libraries };
  }

  #computeFields(key: string): ReadonlyMap<string, Value> {
    const path = pathOf(key);
    this.#source(path);
    const cls = this.#classes.get(key);
    const fields = new Map<string, Value>();
    if (cls === undefined) return fields;
    for (const fn of selfWriters(cls)) {
      for (const effect of this.#summary(fn.key).effects) {
        if (
          effect.place.index !== 0 ||
          effect.place.path.length > 0 ||
          effect.key === null ||
          !effect.key.startsWith('.')
        )
          continue;
        const value = this.#materialize(cls.module, fn, effect.value);
        const name = effect.key.slice(1);
        // Others may set it to something else: what it is not, nobody knows.
        const open: Value = { ...value, constants: null, prefix: null };
        fields.set(name, join(fields.get(name) ?? nothing, open));
      }
    }
    return fields;
  }

  #computeClassVariable(argument: string): Value | null {
    const [key, name] = parts(argument);
    const path = pathOf(key);
    this.#source(path);
    const cls = this.#classes.get(key);
    if (cls === undefined) return null;
    const scope = cls.module.facts.scopes.find(({ node, kind }) => kind === 'class' && node === cls.node.node);
    const binding = scope?.bindings.find((one) => cls.module.facts.bindings[one]!.name === name);
    if (binding === undefined) return null;
    const result = cls.isNested ? null : this.#module(path);
    const value = result?.frame.env.get(binding);
    if (value !== undefined) return value;
    const frame = this.#frame(cls.module, null, `${key}#variables`, functionBudget);
    const statements = cls.node.body.filter(({ kind }) => kind === 'Assign' || kind === 'AnnAssign');
    run(frame, statements);
    for (const [id, object] of frame.env.objects()) this.#heap.set(id, object);
    return frame.env.get(binding) ?? null;
  }
}

/** Last parts of the names by which a class inherits. */
function baseNames({ node }: ClassInfo): readonly string[] {
  return node.bases.flatMap((expr) => nameOf(expr.kind === 'Subscript' ? expr.value : expr) ?? []);
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
