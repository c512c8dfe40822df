// Texts that are equal for equal answers: by them the recomputation after a change ends where nothing came out differently.
import type { NodeId } from '../python/ir.ts';
import type { Check, Guards } from './guards.ts';
import type { HeapObject } from './heap-object.ts';
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import { parameterUses } from './parameter-uses.ts';
import type { ModuleResult } from './run-unit.ts';
import { selfWriters } from './self-writers.ts';
import type { Summary, Template } from './summary.ts';
import type { Step, Taint } from './taint.ts';
import { nothing, type ObjectId, type Ref, type Value } from './value.ts';

const deepest = 4;

export function describeValue(
  value: Value | null,
  objectOf: (id: ObjectId) => HeapObject | undefined,
  depth = 0,
): string {
  if (value === null) return 'null';
  const objects =
    depth >= deepest
      ? value.objects
      : value.objects.map((id) => {
          const object = objectOf(id);
          if (object === undefined) return id;
          const cells = [...object.cells].map(([key, cell]) => `${key}:${describeValue(cell, objectOf, depth + 1)}`);
          const rest = object.rest === nothing ? '' : describeValue(object.rest, objectOf, depth + 1);
          return `${object.kind} ${object.cls?.key ?? ''} ${object.length} {${cells.join()}} ${rest}`;
        });
  return JSON.stringify([
    value.constants,
    value.api,
    value.prefix,
    value.taints.map(describeTaint),
    value.refs.map(describeRef),
    objects,
    describeGuards(value.guards),
  ]);
}

/** What callers make of a summary. What flows within the function and how far it was followed is none of theirs. */
export function describeSummary(summary: Summary): string {
  const { returns, neverReturns, raises, openFlows, effects, validations, globalWrites } = summary;
  return JSON.stringify([
    describeTemplate(returns),
    neverReturns,
    raises === null ? null : describeTemplate(raises),
    openFlows.map(({ place, sink, doubt, steps }) => [place, sink, doubt, describeSteps(steps)]),
    effects.map(({ place, key, value, isCertain }) => [place, key, describeTemplate(value), isCertain]),
    validations,
    globalWrites.map(([key, value]) => [key, describeTemplate(value)]),
  ]);
}

function describeTemplate({ value, objects, bound }: Template): unknown {
  const told = [
    value.constants,
    value.api,
    value.prefix,
    value.taints.map(describeTaint),
    value.refs.map(describeRef),
    describeGuards(value.guards),
    bound?.map((held) => held.map(describeTemplate)),
  ];
  return [
    told,
    objects.map((object) =>
      object.parameter !== null
        ? object.parameter
        : [
            object.kind,
            object.cls?.key,
            object.cells.map(([key, cell]) => [key, describeTemplate(cell)]),
            object.rest === null ? null : describeTemplate(object.rest),
            object.keys === null ? null : describeTemplate(object.keys),
            object.length,
          ],
    ),
  ];
}

function describeGuards(guards: Guards | null): unknown {
  return guards === null ? null : [describeChecks(guards.whenTrue), describeChecks(guards.whenFalse), guards.falsy];
}

function describeChecks(checks: readonly Check[]): unknown {
  return checks.map(({ taints, kinds }) => [kinds, taints.map(({ key }) => key)]);
}

export function describeTaint({ key, safe, doubt, origin, steps }: Taint): string {
  return JSON.stringify([key, safe, doubt, origin, describeSteps(steps)]);
}

function describeSteps(steps: Step | null): string {
  let text = '';
  for (let at = steps; at !== null; at = at.previous) {
    text += `${at.at.path}:${at.at.site} ${at.note}|`;
  }
  return text;
}

function describeRef(ref: Ref): string {
  switch (ref.kind) {
    case 'function':
      return `function ${ref.fn.key}`;
    case 'class':
      return `class ${ref.cls.key}`;
    case 'module':
      return `module ${ref.module.path}`;
    case 'partial':
      return `partial ${ref.callee.refs.map(describeRef).join()}`;
  }
}

/** What others can see of a module's body after it ran: what its names are. */
export function describeModule({ frame }: ModuleResult, objectOf: (id: ObjectId) => HeapObject | undefined): string {
  const { bindings, scopes } = frame.module.facts;
  const names = [...frame.env.variables()].map(([binding, value]) => {
    const { name, scope } = bindings[binding]!;
    return `${scopes[scope]!.qualifiedName} ${name}=${describeValue(value, objectOf)}`;
  });
  const seen = [...frame.observed].map(
    ([binding, value]) => `${bindings[binding]!.name}=${describeValue(value, objectOf)}`,
  );
  return [...names, ...seen].join('\0');
}

/** For JSON: code says the same wherever it stands. */
function withoutNodes(key: string, value: unknown): unknown {
  return key === 'node' ? undefined : value;
}

/** What a caller goes by before it uses a function's summary: how arguments are given, and what could make a call special. */
export function describeSignature(fn: FunctionInfo): string {
  const { deciding, used, methods, callsSuper, makesFunctions } = parameterUses(fn);
  return JSON.stringify(
    [
      fn.parameters.map(({ name, kind, annotation, default: value }) => [name, kind, annotation, value]),
      fn.decorators,
      fn.binding,
      fn.isSmall,
      [...deciding],
      [...used],
      [...methods].map(([name, called]) => [name, ...called]),
      callsSuper,
      makesFunctions,
    ],
    withoutNodes,
  );
}

export function describeShape(cls: ClassInfo): string {
  const { methods, setters, node, module } = cls;
  return JSON.stringify(
    [
      [...methods, ...setters].map(([name, { key, binding }]) => [name, key, binding]),
      selfWriters(cls).map(({ key }) => key),
      node.bases.map((base) => [base, module.facts.apiNames.get(base.node)]),
      node.keywords,
      node.decorators.map((decorator) => [decorator, module.facts.apiNames.get(decorator.node)]),
      node.body.filter(({ kind }) => kind !== 'FunctionDef' && kind !== 'ClassDef'),
    ],
    withoutNodes,
  );
}

/** By which names a module can be asked for something, and what alone decides what they mean. */
export function describeNamespace({ facts, globals, functions, classes }: LinkedModule): string {
  const definitions = new Map<NodeId, string>();
  for (const { node, key, decorators } of functions.values()) {
    if (node.kind === 'FunctionDef') definitions.set(node.nameNode, `${key} ${decorators.length > 0}`);
  }
  for (const { node, key } of classes.values()) definitions.set(node.nameNode, key);
  return JSON.stringify([
    [...globals].map(([name, binding]) => [
      name,
      facts.bindings[binding]!.sites.map(({ kind, node }) => [kind, definitions.get(node)]),
    ]),
    facts.imports.map(({ local, module, imported }) => [local, module, imported]),
    [...functions.values()].filter(({ writesGlobals }) => writesGlobals).map(({ key }) => key),
  ]);
}
