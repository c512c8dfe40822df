// The models of libraries, ready to be asked by API name: what is a source, a sink, a sanitizer, a guard, and how values go
// through calls. Names that start with `*.` are asked by their last part, for objects of which nothing is known.
import type { SinkKind } from '../model/flow-kinds.ts';
import type {
  FlowAlias,
  FlowEntryPoint,
  FlowGuard,
  FlowModel,
  FlowNameGuess,
  FlowSanitizer,
  FlowSink,
  FlowSource,
  FlowStep,
} from '../rules/flow-model.ts';
import { keyOf } from './keys.ts';
import { kindBits, type Kinds } from './kinds.ts';
import { numberOf } from './mentions.ts';
import type { Registrars } from './registrations.ts';
import { rootOf } from './taint.ts';

/** By exact API name, and for any object by its member's name, to which the name of the object may belong. */
class ByApi<T> {
  readonly #exact = new Map<string, T[]>();
  readonly #ofAny = new Map<string, T[]>();

  constructor(entries: readonly (T & { readonly api: readonly string[] })[]) {
    for (const entry of entries) {
      for (const api of entry.api) {
        const [map, key] = api.startsWith('*.') ? [this.#ofAny, api.slice(2)] : [this.#exact, api];
        const list = map.get(key);
        if (list === undefined) map.set(key, [entry]);
        else list.push(entry);
      }
    }
  }

  of(api: string): readonly T[] {
    return this.#exact.get(api) ?? [];
  }

  /** @param names from the most telling on: `objects.create`, `create` */
  ofMember(names: readonly string[]): readonly T[] {
    for (const name of names) {
      const found = this.#ofAny.get(name);
      if (found !== undefined) return found;
    }
    return [];
  }
}

export interface ModelIndex {
  readonly source: (api: string) => FlowSource | undefined;
  /** Whether something from outside can be read from what has this name. */
  readonly holdsSources: (api: string) => boolean;
  /** Whether an outsider fills what a source, a mapping, has under a key. */
  readonly isOutsidersKey: (api: string, key: string) => boolean;
  /** Whether a function that mentions these identifiers, with these packages at hand, may read a source. */
  readonly readsSource: (mentions: Uint32Array, packages: ReadonlySet<string>) => boolean;
  /** `members`: names of the method, for objects of which nothing is known. */
  readonly sinks: (api: string | null, members: readonly string[]) => readonly FlowSink[];
  readonly sanitizers: (
    api: string | null,
    members: readonly string[],
  ) => readonly (FlowSanitizer & { readonly bits: Kinds })[];
  readonly guards: (
    api: string | null,
    members: readonly string[],
  ) => readonly (FlowGuard & { readonly bits: Kinds })[];
  readonly step: (api: string | null, members: readonly string[]) => FlowStep | undefined;
  /** Whether models say something of members of what has this name. */
  readonly describes: (api: string) => boolean;
  readonly knowsPackage: (name: string) => boolean;
  /** Whether a call of it comes to an end: `flask.abort` raises, `sys.exit` leaves. */
  readonly returns: (api: string) => boolean;
  readonly alias: (api: string) => string;
  /** What the result of a call is that is made with certain arguments. */
  readonly conditionalAliases: (api: string) => readonly FlowAlias[];
  /** Whether a model says something of exactly this. */
  readonly isNamed: (api: string) => boolean;
  /** Whether what begins with this taint names the server itself. */
  readonly isOwnHost: (root: number) => boolean;
  /** Whether a model says something of the instances of a class. */
  readonly knowsClass: (api: string) => boolean;
  readonly guess: (name: string, imported: ReadonlySet<string>) => string | undefined;
  readonly entriesByDecorator: (
    api: string | null,
    members: readonly string[],
    imported: ReadonlySet<string>,
  ) => readonly FlowEntryPoint[];
  /** What a call hands functions over to. */
  readonly entriesByCall: (
    api: string | null,
    members: readonly string[],
    imported: ReadonlySet<string>,
  ) => readonly FlowEntryPoint[];
  /** By which names calls hand functions over at all. */
  readonly registrars: Registrars;
  /** Entry points that are methods of classes with this base. */
  readonly entriesByBase: (api: string) => readonly FlowEntryPoint[];
  /** Entry points by nothing but imports and parameter names. */
  readonly loose: readonly FlowEntryPoint[];
}

export function indexModels(model: FlowModel): ModelIndex {
  const known = indexes.get(model) ?? newIndex(model);
  indexes.set(model, known);
  return known;
}

/** The models of a program are read once, however many programs there are. */
const indexes = new WeakMap<FlowModel, ModelIndex>();

function newIndex(model: FlowModel): ModelIndex {
  const sources = new ByApi<FlowSource>(model.sources);
  const sinks = new ByApi<FlowSink>(model.sinks);
  const sanitizers = new ByApi<FlowSanitizer & { readonly bits: Kinds }>(withBits(model.sanitizers));
  const guards = new ByApi<FlowGuard & { readonly bits: Kinds }>(withBits(model.guards));
  const steps = new ByApi<FlowStep>(model.steps);
  const [always, sometimes] = [true, false].map((plain) =>
    model.aliases.filter(({ when }) => (when.length === 0) === plain),
  );
  const aliases = new Map(always!.flatMap(({ api, is }) => api.map((name) => [name, is] as const)));
  const conditional = new ByApi<FlowAlias>(sometimes!);
  const named = new Set(
    [...model.sources, ...model.sinks, ...model.sanitizers, ...model.guards, ...model.steps].flatMap(({ api }) => api),
  );
  /** `pkg.Client().*`: whatever member of it no model names. */
  const ofAnyMember = (api: string): string | undefined => {
    if (named.has(api)) return undefined;
    if (api.endsWith('()')) return aliases.get(`${ownerOf(api)}.*()`);
    return aliases.get(`${api.endsWith('[]') ? api.slice(0, -2) : ownerOf(api)}.*`);
  };
  const guesses = new Map<string, FlowNameGuess[]>();
  // One that asks for an import knows better than one that does not.
  const byImports = model.nameGuesses.toSorted((a, b) => Math.sign(b.imports.length) - Math.sign(a.imports.length));
  for (const guess of byImports) {
    for (const name of guess.names) guesses.set(name, [...(guesses.get(name) ?? []), guess]);
  }
  const decorators = new ByApi<FlowEntryPoint>(
    model.entryPoints.filter(({ decorator }) => decorator.length > 0).map((one) => ({ ...one, api: one.decorator })),
  );
  const handing = model.entryPoints.filter(({ call }) => call.length > 0).map((one) => ({ ...one, api: one.call }));
  const calls = new ByApi<FlowEntryPoint>(handing);
  const bases = new Map<string, FlowEntryPoint[]>();
  for (const entry of model.entryPoints) {
    for (const base of entry.base) bases.set(base, [...(bases.get(base) ?? []), entry]);
  }
  const classes = new Set<string>();
  for (const { api } of [
    ...model.sources,
    ...model.sinks,
    ...model.sanitizers,
    ...model.guards,
    ...model.steps,
    ...model.aliases,
  ]) {
    for (const name of api) {
      const at = name.indexOf('()');
      if (at > 0) classes.add(name.slice(0, at));
    }
  }
  for (const { base } of model.entryPoints) for (const name of base) classes.add(name);
  const owners = new Set(
    [...model.sources, ...model.sinks, ...model.sanitizers, ...model.guards, ...model.steps].flatMap(({ api }) =>
      api.map(ownerOf),
    ),
  );
  const holders = new Set(model.sources.flatMap(({ api }) => api.map(ownerOf)));
  const outsidersKeys = new Map(
    model.sources.flatMap(({ api, keys }) =>
      keys === null ? [] : api.map((name) => [name, new RegExp(`^(?:${keys})$`)] as const),
    ),
  );
  const knownPackages = new Set([...owners].map((owner) => owner.split(/[.(]/, 1)[0]!));
  /** Where models speak of an object's members, what they do not name is nothing to them. */
  const isModelled = (api: string): boolean => !isOfObject(api) || owners.has(ownerOf(api));
  const either = <T>(index: ByApi<T>, api: string | null, members: readonly string[]): readonly T[] => {
    const exact = api === null ? [] : index.of(api);
    return exact.length > 0 || (api !== null && isModelled(api)) ? exact : index.ofMember(members);
  };
  /** What needs no import to be met, but a name: by package, the numbers of the names. */
  const byName = new Map<string, number[]>();
  for (const { names, imports, is } of model.nameGuesses) {
    if (imports.length > 0) continue;
    const name = is.split('.', 1)[0]!;
    byName.set(name, [...(byName.get(name) ?? []), ...names.map(numberOf)]);
  }
  const sourcePackages = new Map<number, string[]>();
  for (const api of model.sources.flatMap((source) => source.api)) {
    const parts = api.replaceAll(/\(\)|\[\]/g, '').split('.');
    const last = numberOf(parts.at(-1)!);
    sourcePackages.set(last, [...(sourcePackages.get(last) ?? []), parts[0]!]);
  }
  const ownHosts = new Set(
    model.ownHosts
      .flatMap(({ api }) => api)
      .flatMap((api) => sources.of(api).map(({ kind }) => rootOf(kind, keyOf(api)))),
  );
  const neverReturning = new Set(model.neverReturns.flatMap(({ api }) => api));

  return {
    source: (api) => sources.of(api)[0],
    holdsSources: (api) => holders.has(api),
    isOutsidersKey: (api, key) => outsidersKeys.get(api)?.test(key) ?? true,
    readsSource: (mentions, packages) =>
      mentions.some((number) =>
        sourcePackages
          .get(number)
          ?.some((name) => packages.has(name) || byName.get(name)?.some((one) => mentions.includes(one))),
      ),
    sinks: (api, members) => either(sinks, api, members),
    sanitizers: (api, members) => either(sanitizers, api, members),
    guards: (api, members) => either(guards, api, members),
    step: (api, members) => either(steps, api, members)[0],
    describes: (api) => owners.has(api),
    knowsPackage: (name) => knownPackages.has(name),
    returns: (api) => !neverReturning.has(api),
    isOwnHost: (root) => ownHosts.has(root),
    knowsClass: (api) => classes.has(api),
    isNamed: (api) => named.has(api),
    conditionalAliases: (api) => conditional.of(api),
    alias: (api) => aliases.get(api) ?? ofAnyMember(api) ?? api,
    guess: (name, imported) => guesses.get(name)?.find((guess) => applies(guess, imported))?.is,
    entriesByDecorator: (api, members, imported) => entriesBy(decorators, api, members, imported),
    entriesByCall: (api, members, imported) => entriesBy(calls, api, members, imported),
    registrars: {
      names: new Set(handing.flatMap(({ call }) => call.map((api) => api.slice(api.lastIndexOf('.') + 1)))),
      packages: new Set(
        handing.flatMap(({ call, imports }) => [...imports, ...call.map((api) => api.split(/[.(]/, 1)[0]!)]),
      ),
    },
    entriesByBase: (api) => bases.get(api) ?? [],
    loose: model.entryPoints.filter(({ decorator, call, base }) => decorator.length + call.length + base.length === 0),
  };
}

function entriesBy(
  index: ByApi<FlowEntryPoint>,
  api: string | null,
  members: readonly string[],
  imported: ReadonlySet<string>,
): readonly FlowEntryPoint[] {
  const named = [...(api === null ? [] : index.of(api)), ...index.ofMember(members)];
  return named.filter((entry) => applies(entry, imported));
}

function withBits<T extends { readonly protects: readonly SinkKind[] }>(
  list: readonly T[],
): (T & { readonly bits: Kinds })[] {
  return list.map((one) => ({ ...one, bits: kindBits(one.protects) }));
}

function applies({ imports }: { readonly imports: readonly string[] }, imported: ReadonlySet<string>): boolean {
  return imports.length === 0 || imports.some((name) => imported.has(name));
}

/** A member of what a call or a class of a package gives, as far as names tell: `pkg.make().run`, `pkg.Order.objects.raw`. */
function isOfObject(api: string): boolean {
  return /[()[\]]|\.[A-Z]\w*[a-z]\w*\./.test(api);
}

function ownerOf(api: string): string {
  return api.slice(0, Math.max(0, api.lastIndexOf('.')));
}
