// Holds the models that Tocsin comes with to what the schema can't say: that each name is reached, and every word used.
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { sinkKinds, sourceKinds } from '../../src/model/flow-kinds.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';

const options = { enable: [], disable: [], severity: [], preview: true, checks: checkNames, engineVersion: 'test' };
const { flow } = await loadRules([builtInRules], options);
const apisOf = (list: readonly { readonly api: readonly string[] }[]): string[] => list.flatMap(({ api }) => api);
const twice = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
/** Those that hold whatever a call is given. */
const plainAliases = flow.aliases.filter(({ when }) => when.length === 0);
const aliases = new Map(plainAliases.flatMap(({ api, is }) => api.map((name) => [name, is] as const)));

describe('rules/models/', () => {
  it('has a source of every kind and a sink of every kind', () => {
    expect(sourceKinds.filter((kind) => !flow.sources.some((source) => source.kind === kind))).toEqual([]);
    expect(sinkKinds.filter((kind) => !flow.sinks.some((sink) => sink.kind === kind))).toEqual([]);
  });

  it('says once what a name is: only the first would count', () => {
    expect(twice(apisOf(flow.sources))).toEqual([]);
    expect(twice(apisOf(plainAliases))).toEqual([]);
    expect(twice(apisOf(flow.steps))).toEqual([]);
  });

  it('has no alias of an alias: one step is taken', () => {
    expect([...aliases].filter(([, is]) => aliases.has(is))).toEqual([]);
  });

  it('names things by their proper name: under an alias none would be found', () => {
    const { sources, sanitizers, guards, steps } = flow;
    const under = (name: string): boolean =>
      [...aliases.keys()].some(
        (alias) => name === alias || name.startsWith(`${alias}.`) || name.startsWith(`${alias}(`),
      );
    expect([...sources, ...sanitizers, ...guards, ...steps].flatMap(({ api }) => api).filter(under)).toEqual([]);
    expect(apisOf(flow.sinks).filter(under)).toEqual([]);
    expect(
      flow.entryPoints.flatMap(({ decorator, call, base }) => [...decorator, ...call, ...base]).filter(under),
    ).toEqual([]);
    const objects = flow.entryPoints.flatMap(({ first, objects: named }) => [first ?? '', ...Object.values(named)]);
    expect([...objects, ...aliases.values(), ...flow.nameGuesses.map(({ is }) => is)].filter(under)).toEqual([]);
  });
});
