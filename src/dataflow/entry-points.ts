// Functions that frameworks call, and what they give them.
import type { Expr } from '../python/ir.ts';
import type { FlowEntryPoint } from '../rules/flow-model.ts';
import { evaluate } from './evaluate.ts';
import { libraryValue } from './attributes.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { allocate, objectsOf, parameterValue } from './objects.ts';
import { emptyObject } from './heap-object.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import { secretByName } from './secret-names.ts';
import { sourceTaint } from './taint.ts';
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
  return fn.parameters.map((parameter, index) => {
    if (skipsSelf && index === 0) return selfValue(frame, fn);
    const { name, node, kind } = parameter;
    let value = isOpen ? parameterValue(frame, index) : unknown;
    if (kind === 'var-positional' || kind === 'var-keyword') {
      if (entry?.parameters === null || entry?.parameters === undefined) return value;
      const shape = kind === 'var-keyword' ? 'dict' : 'list';
      const taint = sourceTaint(
        entry.parameters,
        `\`${name}\` of the request`,
        placeOf(frame, node),
        nodeSite(frame, node),
      );
      return { ...allocate(frame, node, { ...emptyObject(shape), length: null }), taints: [taint] };
    }
    const object = entry?.objects[name] ?? (index === (skipsSelf ? 1 : 0) ? entry?.first : undefined) ?? undefined;
    const annotated = parameter.annotation === null ? null : typeOf(frame, parameter.annotation);
    const api = object ?? annotated?.api ?? frame.program.models.guess(name, fn.module.importedPackages);
    if (api !== undefined && api !== null) {
      const known = libraryValue(frame, node, api);
      value = { ...value, api: known.api, taints: withTaints(value, known.taints).taints };
    } else if (annotated?.cls !== undefined && isOpen) {
      promise(frame, value, annotated.cls);
    }
    if (
      entry !== undefined &&
      entry.parameters !== null &&
      object === undefined &&
      !converted.has(name) &&
      !isHarmlessType(frame, parameter.annotation)
    ) {
      const isInjected = annotated?.api !== undefined && annotated.api !== null;
      const hasDefaultCall =
        parameter.default?.kind === 'Call' && /(^|\.)Depends$|Security$/.test(calleeName(parameter.default.func));
      if (!isInjected && !hasDefaultCall) {
        const taint = sourceTaint(
          entry.parameters,
          `\`${name}\` of the request`,
          placeOf(frame, node),
          nodeSite(frame, node),
        );
        value = withTaints(value, [taint]);
      }
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

function calleeName(expr: Expr): string {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : '';
}

function selfValue(frame: Frame, fn: FunctionInfo): Value {
  const cls = fn.cls!;
  if (fn.binding === 'class') return ofRef({ kind: 'class', cls, closure: null });
  const made = parameterValue(frame, 0);
  promise(frame, made, cls);
  return { ...unknown, objects: made.objects };
}

const harmlessTypes = /^(builtins\.(int|float|bool|complex)|uuid\.UUID|decimal\.Decimal|datetime\.\w+|enum\.\w+)$/;

/** Frameworks that read annotations convert by them, and refuse what does not fit. */
function isHarmlessType(frame: Frame, annotation: Expr | null): boolean {
  if (annotation === null) return false;
  if (annotation.kind === 'Subscript') {
    const name = calleeName(annotation.value);
    if (name === 'Literal') return true;
    if (name === 'Optional' || name === 'Annotated') {
      const inner = annotation.index.kind === 'Tuple' ? annotation.index.elements[0] : annotation.index;
      return inner !== undefined && isHarmlessType(frame, inner);
    }
    return false;
  }
  if (annotation.kind === 'BinOp') return isHarmlessType(frame, annotation.left);
  const value = evaluate(frame, annotation);
  if (harmlessTypes.test(value.api ?? '')) return true;
  const ref = value.refs[0];
  return ref?.kind === 'class' && frame.program.libraryBases(ref.cls).some((base) => base.startsWith('enum.'));
}

interface PromisedType {
  readonly api: string | null;
  readonly cls?: ClassInfo;
}

/** The class that an annotation promises an instance of: a library's, or one of the project's. */
function typeOf(frame: Frame, annotation: Expr): PromisedType | null {
  if (annotation.kind === 'Subscript' || annotation.kind === 'BinOp') {
    const name = annotation.kind === 'Subscript' ? calleeName(annotation.value) : '|';
    if (!/^(Optional|Annotated|\|)$/.test(name)) return null;
    const inner = annotation.kind === 'BinOp' ? annotation.left : annotation.index;
    const first = inner.kind === 'Tuple' ? inner.elements[0] : inner;
    return first === undefined ? null : typeOf(frame, first);
  }
  const written =
    annotation.kind === 'Constant' ? frame.module.facts.stringAnnotations.get(annotation.node) : annotation;
  if (written === undefined || (written.kind !== 'Name' && written.kind !== 'Attribute')) return null;
  const value = evaluate(frame, written);
  const ref = value.refs[0];
  if (ref?.kind === 'class') return { api: null, cls: ref.cls };
  const isType = value.api !== null && !/^(builtins|typing|typing_extensions)\./.test(value.api);
  return isType ? { api: `${value.api}()` } : null;
}
