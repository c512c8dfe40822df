// The `flow:` parts of the model files → one FlowModel: braces and sets in API names expanded, arguments read, defaults
// filled in. What the schema can't judge is told with its place, and left out.
import { sinkKinds, type SinkKind } from '../model/flow-kinds.ts';
import type { ValuePath } from '../config/value-path.ts';
import type { ArgumentConditions, ArgumentSpec, FlowEntryPoint, FlowModel, FlowSink } from './flow-model.ts';
import type { FlowFile } from './flow-schema.ts';
import { expandBraces } from './expand-braces.ts';
import { expandApis, type ModelSets } from './model-sets.ts';
import type { ApiPattern } from './pattern.ts';
import { unknownSet, type PatternProblem } from './resolve-pattern.ts';

type Part<Key extends keyof FlowFile> = NonNullable<FlowFile[Key]>[number];

export interface CompiledFlow {
  readonly flow: FlowModel;
  readonly problems: readonly PatternProblem[];
}

/** Compiles one file's `flow:`, which satisfies the schema. Paths of problems start at the top of the file. */
export function compileFlow(raw: FlowFile, sets: ModelSets): CompiledFlow {
  const problems: PatternProblem[] = [];
  const names = new FlowNames(sets, problems);

  function part<Key extends keyof FlowFile, T>(
    key: Key,
    compile: (one: Part<Key>, path: ValuePath) => readonly T[],
  ): T[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript can't see that the key chooses the part
    const list = (raw[key] ?? []) as readonly Part<Key>[];
    return list.flatMap((one, index) => compile(one, ['flow', key, index]));
  }

  const flow: FlowModel = {
    sources: part('sources', ({ kind, api, what, keys = null, fields = false }, path) => [
      { kind, api: names.plain(api, [...path, 'api']), what, keys, fields },
    ]),
    entryPoints: part('entryPoints', (one, path) => [entryPoint(one, path, names, problems)]),
    sinks: part('sinks', (one, path) => sinks(one, path, names, problems)),
    sanitizers: part('sanitizers', ({ api, protects, when }, path) => [
      {
        api: names.plain(api, [...path, 'api']),
        protects: kindsOf(protects),
        when: conditions(when, [...path, 'when'], problems),
      },
    ]),
    guards: part('guards', ({ api, argument = '1', protects, holds = true, raises = false }, path) => [
      {
        api: names.plain(api, [...path, 'api']),
        argument: oneArgument(argument, [...path, 'argument'], problems),
        protects: kindsOf(protects),
        holds,
        raises,
      },
    ]),
    aliases: part('aliases', ({ api, when, is }, path) => [
      { api: names.plain(api, [...path, 'api'], true), when: conditions(when, [...path, 'when'], problems), is },
    ]),
    nameGuesses: part('nameGuesses', ({ names: variables, imports = [], is }) => [
      { names: listOf(variables), imports: listOf(imports), is },
    ]),
    steps: part('steps', ({ api, from, decodes = false, fields = false }, path) => [
      { api: names.plain(api, [...path, 'api']), from: from.flatMap(argumentsOf), decodes, fields },
    ]),
    neverReturns: part('neverReturns', ({ api }, path) => [{ api: names.plain(api, [...path, 'api']) }]),
    ownHosts: part('ownHosts', ({ api }, path) => [{ api: names.plain(api, [...path, 'api']) }]),
  };
  return { flow, problems };
}

/** All parts of several flows, in order. */
export function joinFlows(flows: readonly FlowModel[]): FlowModel {
  return {
    sources: flows.flatMap(({ sources }) => sources),
    entryPoints: flows.flatMap(({ entryPoints }) => entryPoints),
    sinks: flows.flatMap(({ sinks: list }) => list),
    sanitizers: flows.flatMap(({ sanitizers }) => sanitizers),
    guards: flows.flatMap(({ guards }) => guards),
    aliases: flows.flatMap(({ aliases }) => aliases),
    nameGuesses: flows.flatMap(({ nameGuesses }) => nameGuesses),
    steps: flows.flatMap(({ steps }) => steps),
    neverReturns: flows.flatMap(({ neverReturns }) => neverReturns),
    ownHosts: flows.flatMap(({ ownHosts }) => ownHosts),
  };
}

function entryPoint(
  {
    decorator = [],
    call = [],
    handler = '1',
    route,
    base = [],
    methods = [],
    signature = [],
    when,
    answers = [],
    imports = [],
    parameters,
    objects,
    first,
    returns,
  }: Part<'entryPoints'>,
  path: ValuePath,
  names: FlowNames,
  problems: PatternProblem[],
): FlowEntryPoint {
  const compiled = {
    decorator: names.plain(decorator, [...path, 'decorator']),
    call: names.plain(call, [...path, 'call']),
    handler: call.length === 0 ? null : oneArgument(handler, [...path, 'handler'], problems),
    route: route === undefined ? null : oneArgument(route, [...path, 'route'], problems),
    base: names.plain(base, [...path, 'base']),
    methods: listOf(methods),
    signature,
    when: conditions(when, [...path, 'when'], problems),
    answers: names.plain(answers, [...path, 'answers']),
    imports: listOf(imports),
    parameters: parameters ?? null,
    objects: objects ?? {},
    first: first ?? null,
    returns: returns ?? [],
  };
  const named = [decorator, call, base].map((one) => listOf(one).length);
  if (Math.max(...named, compiled.imports.length, signature.length) === 0) {
    problems.push({
      path,
      message: 'Any function would be an entry point: give a decorator, a call, a base, imports or a signature',
    });
  }
  return compiled;
}

/** One sink for each argument that the names have: members of sets may have their own. */
function sinks(
  { kind, api, argument, when, unless }: Part<'sinks'>,
  path: ValuePath,
  names: FlowNames,
  problems: PatternProblem[],
): FlowSink[] {
  const byArgument = new Map<string, string[]>();
  const given = argument === undefined ? null : listOf(argument).join(' ');
  for (const member of names.members(api, [...path, 'api'])) {
    const its = typeof member === 'string' ? given : member.argument;
    if (its === null) {
      problems.push({ path, message: `Which argument of ${apiOf(member)} is the sink? Give \`argument\`` });
    } else {
      byArgument.set(its, [...(byArgument.get(its) ?? []), apiOf(member)]);
    }
  }
  const shared = {
    when: conditions(when, [...path, 'when'], problems),
    unless: conditions(unless, [...path, 'unless'], problems),
  };
  return [...byArgument].map(([its, apis]) => ({
    kind,
    api: apis,
    argument: its.split(' ').flatMap(argumentsOf),
    ...shared,
  }));
}

function conditions(raw: Part<'sinks'>['when'], path: ValuePath, problems: PatternProblem[]): ArgumentConditions {
  return Object.entries(raw ?? {}).map(([argument, values]) => ({
    argument: oneArgument(argument, [...path, argument], problems),
    values: Array.isArray(values) ? values : [values],
  }));
}

function oneArgument(written: string, path: ValuePath, problems: PatternProblem[]): ArgumentSpec {
  const [first, ...others] = argumentsOf(written);
  if (others.length > 0)
    problems.push({ path, message: `"${written}" names several arguments: name one, as in 1|name` });
  return first!;
}

/** `1|name` is one argument; `1|name|other`, where a library had two names for it, is two. */
function argumentsOf(written: string): ArgumentSpec[] {
  if (written === '*') return [{ position: null, keyword: null, all: true, names: false }];
  if (written === '**') return [{ position: null, keyword: null, all: false, names: true }];
  const words = written.split('|');
  const position = /^\d+$/.test(words[0]!) ? Number(words.shift()) : null;
  const [keyword = null, ...others] = words;
  return [
    { position, keyword, all: false, names: false },
    ...others.map((other) => ({ position: null, keyword: other, all: false, names: false })),
  ];
}

/** Reads the API names of one file. */
class FlowNames {
  readonly #sets: ModelSets;
  readonly #problems: PatternProblem[];

  constructor(sets: ModelSets, problems: PatternProblem[]) {
    this.#sets = sets;
    this.#problems = problems;
  }

  /** @param anyMember whether names may end in `.*`, for all members */
  plain(written: string | readonly string[], path: ValuePath, anyMember = false): string[] {
    return this.members(written, path, anyMember).map(apiOf);
  }

  /** With sets and braces expanded; members of sets keep their own argument. */
  members(written: string | readonly string[], path: ValuePath, anyMember = false): ApiPattern[] {
    return listOf(written).flatMap((entry, index) => {
      const place = Array.isArray(written) ? [...path, index] : path;
      const { members, unknown } = expandApis<ApiPattern>([entry], this.#sets);
      for (const name of unknown) this.#problems.push({ path: place, message: unknownSet(name, 'apis', this.#sets) });
      return members.flatMap((member) => this.#expanded(member, place, anyMember));
    });
  }

  #expanded(member: ApiPattern, path: ValuePath, anyMember: boolean): ApiPattern[] {
    const api = apiOf(member);
    const names = expandBraces(api);
    if (names === null) this.#problems.push({ path, message: `The braces of "${api}" don't match` });
    const plain = anyMember ? (names ?? []).map((name) => name.replace(/\.\*(\(\))?$/, '')).join('') : api;
    if (plain.replace(/^\*\./, '').includes('*')) {
      const message = `"${api}": only a leading "*." (any object) can stand here; write the names out`;
      this.#problems.push({ path, message });
      return [];
    }
    return (names ?? []).map((name) => (typeof member === 'string' ? name : { ...member, api: name }));
  }
}

function apiOf(member: ApiPattern): string {
  return typeof member === 'string' ? member : member.api;
}

function kindsOf(protects: 'all' | 'number' | readonly SinkKind[]): readonly SinkKind[] {
  if (protects === 'number') return sinkKinds.filter((kind) => kind !== 'size');
  return protects === 'all' ? [] : protects;
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}
