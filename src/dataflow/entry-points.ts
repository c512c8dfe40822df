// Functions that frameworks call, and what they give them.
import type { SourceKind } from '../model/flow-kinds.ts';
import type { Expr, NodeId, Parameter } from '../python/ir.ts';
import type { FlowEntryPoint } from '../rules/flow-model.ts';
import { promisedType, protectionOfMarker } from './annotations.ts';
import { clickOptions } from './click-options.ts';
import { evaluate } from './evaluate.ts';
import { libraryValue } from './attributes.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { allocate, objectsOf, parameterValue } from './objects.ts';
import { emptyObject } from './heap-object.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import { secretByName } from './secret-names.ts';
import { callDependency, dependencyOf } from './injection.ts';
import { allKinds, type Kinds } from './kinds.ts';
import { sourceTaint, withSafe, type Taint } from './taint.ts';
import { ofRef, unknown, withTaints, type Value } from './value.ts';

/** As what a framework calls this function; undefined: as nothing that is known. */
export function entryPointOf(frame: Frame, fn: FunctionInfo): FlowEntryPoint | undefined {
  const { models } = frame.program;
  const { importedPackages } = fn.module;
  for (const decorator of fn.decorators) {
    const expr = decorator.kind === 'Call' ? decorator.func : decorator;
    const api = evaluate(frame, expr).api ?? libraryName(frame, expr);
    const entry = models.entryByDecorator(api, expr.kind === 'Attribute' ? [expr.attr] : [], importedPackages);
    if (entry !== undefined) return entry;
  }
  const fits = ({ imports, methods }: FlowEntryPoint): boolean =>
    (methods.length === 0 || methods.includes(fn.name)) &&
    (imports.length === 0 || imports.some((name) => importedPackages.has(name)));
  if (fn.cls !== null) {
    for (const base of frame.program.libraryBases(fn.cls)) {
      const entry = models.entriesByBase(base).find(fits);
      if (entry !== undefined) return entry;
    }
  }
  const names = fn.parameters.map(({ name }) => name);
  if (fn.cls !== null && fn.binding !== 'static') names.shift();
  return models.loose.find((entry) => {
    if (!fits(entry)) return false;
    const { signature, objects } = entry;
    if (signature.length > 0) return signature.every((name, at) => names[at] === name);
    return Object.keys(objects).some((name) => names.includes(name));
  });
}

function libraryName(frame: Frame, expr: Expr): string | null {
  const name = frame.module.facts.apiNames.get(expr.node);
  return name === undefined || name.startsWith('.') ? null : name;
}

/**
 * The parameters of a function about which no call is known. With `isOpen` they stand for what any caller gives; else (in
 * a nested function) nothing is known of them but what frameworks, annotations and names say.
 */
export function openParameters(
  frame: Frame,
  fn: FunctionInfo,
  entry: FlowEntryPoint | undefined,
  isOpen: boolean,
): Value[] {
  const skipsSelf = fn.cls !== null && fn.binding !== 'static';
  const converted = convertedByRoute(fn);
  const options = entry?.parameters === 'command-line' ? clickOptions(frame, fn) : new Map<string, Kinds>();
  return fn.parameters.map((parameter, index) => {
    if (skipsSelf && index === 0) return selfValue(frame, fn);
    const { name, node, kind } = parameter;
    let value = isOpen ? parameterValue(frame, index) : unknown;
    if (kind === 'var-positional' || kind === 'var-keyword') {
      if (entry?.parameters === null || entry?.parameters === undefined) return value;
      const shape = kind === 'var-keyword' ? 'dict' : 'list';
      const taint = ofRequest(frame, entry.parameters, name, node);
      return { ...allocate(frame, node, { ...emptyObject(shape), length: null }), taints: [taint] };
    }
    const object = entry?.objects[name] ?? (index === (skipsSelf ? 1 : 0) ? entry?.first : undefined) ?? undefined;
    const type = promisedType(frame, parameter.annotation);
    const filler = entry === undefined || entry.parameters === null || object !== undefined ? null : entry;
    const dependency = filler === null ? null : dependencyOf(frame, parameter, type);
    if (filler !== null && dependency !== null) {
      return secretByName(frame, node, name, callDependency(frame, node, dependency, filler));
    }
    const api = object ?? type.api ?? frame.program.models.guess(name, fn.module.importedPackages);
    if (api !== undefined && api !== null) {
      const known = libraryValue(frame, node, api);
      value = { ...value, api: known.api, taints: withTaints(value, known.taints).taints };
    } else if (type.cls !== null) {
      if (isOpen) promise(frame, value, type.cls);
      else if (filler !== null) value = allocate(frame, node, emptyObject('instance', type.cls));
    }
    const isInjected = type.api !== null && !madeOfText.test(type.api);
    if (filler !== null && !isInjected && !converted.has(name)) {
      const safe = type.safe | (options.get(name) ?? 0) | protectionOfDefault(frame, parameter);
      const taint = ofRequest(frame, filler.parameters!, name, node);
      if (safe !== allKinds) value = withTaints(value, [withSafe(taint, safe)]);
    }
    return secretByName(frame, node, name, value);
  });
}

/** Flask's and Sanic's `<int:id>` and `<id:int>`, Starlette's `{id:int}`: parameters that the route turns into harmless values. */
const converters =
  /<(?:int|float|uuid|any\([^)]*\)):(?<flask>\w+)>|<(?<sanic>\w+):(?:int|float|uuid|ymd|number)>|\{(?<starlette>\w+):(?:int|float|uuid)\b[^}]*\}/g;

function convertedByRoute(fn: FunctionInfo): ReadonlySet<string> {
  const names = new Set<string>();
  for (const decorator of fn.decorators) {
    const [route] = decorator.kind === 'Call' ? decorator.args : [];
    const text = route?.kind === 'Constant' && route.value.type === 'string' ? route.value.value : '';
    for (const { groups } of text.matchAll(converters)) {
      for (const name of Object.values(groups ?? {})) if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/** What a caller gives is an instance of this class. */
function promise(frame: Frame, given: Value, cls: ClassInfo): void {
  for (const [id, object] of objectsOf(frame, given)) frame.env.setObject(id, { ...object, cls });
}

function selfValue(frame: Frame, fn: FunctionInfo): Value {
  const cls = fn.cls!;
  if (fn.binding === 'class') return ofRef({ kind: 'class', cls, closure: null });
  const made = parameterValue(frame, 0);
  promise(frame, made, cls);
  return { ...unknown, objects: made.objects };
}

/** Types that a framework makes of a text which somebody sent; what else is annotated with a library's class is its own. */
const madeOfText = /^(pydantic|pathlib|uuid|ipaddress|os)\./;

/** `q: str = Query(pattern='^[a-z]+$')` */
function protectionOfDefault(frame: Frame, parameter: Parameter): Kinds {
  return parameter.default?.kind === 'Call' ? protectionOfMarker(frame, evaluate(frame, parameter.default)) : 0;
}

function ofRequest(frame: Frame, kind: SourceKind, name: string, node: NodeId): Taint {
  const what = kind === 'command-line' ? 'the command line' : kind === 'network' ? 'the message' : 'the request';
  return sourceTaint(kind, `\`${name}\` of ${what}`, placeOf(frame, node), nodeSite(frame, node));
}
