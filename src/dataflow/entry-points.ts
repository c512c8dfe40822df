// Functions that frameworks call, and what they give them.
import type { SourceKind } from '../model/flow-kinds.ts';
import type { Expr, NodeId, Parameter, Stmt } from '../python/ir.ts';
import { childStatements } from '../python/walk.ts';
import type { ArgumentConditions, FlowEntryPoint } from '../rules/flow-model.ts';
import { promisedType, protectionOfMarker, type PromisedType } from './annotations.ts';
import { evaluateArguments } from './calls.ts';
import { clickOptions, declaredArguments } from './click-options.ts';
import { evaluate } from './evaluate.ts';
import { libraryValue, ofClass } from './attributes.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { allocate, objectsOf, parameterValue } from './objects.ts';
import { emptyObject, setCell } from './heap-object.ts';
import { keyOf } from './keys.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import { protectionsByRoutes } from './routes.ts';
import { secretByName } from './secret-names.ts';
import { callDependency, dependencyOf } from './injection.ts';
import { allKinds, type Kinds } from './kinds.ts';
import { conditionsHold } from './sinks.ts';
import { derive, sourceTaint, withSafe, type Taint } from './taint.ts';
import { ofRef, tainted, unknown, withTaints, type Value } from './value.ts';

/** As what a framework calls this function; undefined: as nothing that is known. */
export function entryPointOf(frame: Frame, fn: FunctionInfo): FlowEntryPoint | undefined {
  const { models } = frame.program;
  const { importedPackages } = fn.module;
  for (const decorator of fn.decorators) {
    const expr = decorator.kind === 'Call' ? decorator.func : decorator;
    const api = evaluate(frame, expr).api ?? libraryName(frame, expr);
    const entry = models
      .entriesByDecorator(api, expr.kind === 'Attribute' ? [expr.attr] : [], importedPackages)
      .find(({ when }) => when.length === 0 || holds(frame, decorator, when));
    if (entry !== undefined) return entry;
  }
  const registered = frame.program
    .registrationsOf(fn)
    .find(({ key, entry }) => key === fn.key || entry.methods.some((name) => isNamed(fn, name)));
  if (registered !== undefined) return registered.entry;
  const fits = ({ imports, methods }: FlowEntryPoint): boolean =>
    (methods.length === 0 || methods.some((name) => isNamed(fn, name))) &&
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
    const { signature, objects, answers } = entry;
    if (answers.length > 0 && !answersWith(fn, answers)) return false;
    if (signature.length > 0) return signature.every((name, at) => names[at] === name);
    return Object.keys(objects).some((name) => names.includes(name));
  });
}

/** `validate_*` means all names that begin so, `*` all public ones. */
function isNamed({ name }: FunctionInfo, wanted: string): boolean {
  if (wanted === '*') return !name.startsWith('_');
  return wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted;
}

function holds(frame: Frame, decorator: Expr, when: ArgumentConditions): boolean {
  return decorator.kind === 'Call' && conditionsHold(frame, evaluateArguments(frame, decorator, null), when);
}

/** Whether one of its `return` statements gives what such a call makes. */
function answersWith({ node, module }: FunctionInfo, apis: readonly string[]): boolean {
  const isAnswer = (stmt: Stmt): boolean => {
    if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') return false;
    if (stmt.kind !== 'Return') return childStatements(stmt).some(isAnswer);
    const name = stmt.value?.kind === 'Call' ? module.facts.apiNames.get(stmt.value.func.node) : undefined;
    return name !== undefined && apis.includes(name);
  };
  return node.kind === 'FunctionDef' && node.body.some(isAnswer);
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
  const converted = protectionsByRoutes(routesOf(frame, fn));
  const options = entry?.parameters === 'command-line' ? clickOptions(frame, fn) : new Map<string, Kinds>();
  return fn.parameters.map((parameter, index) => {
    if (skipsSelf && index === 0) return selfValue(frame, fn, isOpen);
    const { name, node, kind } = parameter;
    let value = isOpen ? parameterValue(frame, index) : unknown;
    if (kind === 'var-positional' || kind === 'var-keyword') {
      if (entry?.parameters === null || entry?.parameters === undefined) return value;
      const taint = ofRequest(frame, entry.parameters, name, node);
      return kind === 'var-keyword' ? namedArguments(frame, fn, node, taint) : rest(frame, node, taint);
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
      const plain = libraryValue(frame, node, api);
      const known = skipsSelf ? ofClass(frame, node, selfValue(frame, fn, isOpen), plain) : plain;
      const objects = known.objects.length > 0 ? known.objects : value.objects;
      value = { ...value, api: known.api, taints: withTaints(value, known.taints).taints, objects };
    } else if (filler !== null && type.item !== null) {
      return secretByName(frame, node, name, listOf(frame, parameter, type.item, filler));
    } else if (type.cls !== null) {
      if (isOpen) promise(frame, value, type.cls);
      else if (filler !== null) value = allocate(frame, node, emptyObject('instance', type.cls));
    }
    const isInjected = (type.api !== null && !madeOfText.test(type.api)) || isRow(frame, type);
    if (filler !== null && !isInjected) {
      const said = (converted.get(name) ?? 0) | (options.get(name) ?? 0);
      const safe = type.safe | said | protectionOfDefault(frame, parameter);
      const taint = ofRequest(frame, filler.parameters!, name, node);
      if (safe !== allKinds) value = withTaints(value, [withSafe(taint, safe)]);
    }
    return secretByName(frame, node, name, value);
  });
}

/** The patterns of the routes that lead to a function: of its decorators, and of the calls that hand it over. */
function routesOf({ program }: Frame, fn: FunctionInfo): readonly string[] {
  const decorated = fn.decorators.flatMap((decorator) => {
    const [route] = decorator.kind === 'Call' ? decorator.args : [];
    return route?.kind === 'Constant' && route.value.type === 'string' ? route.value.value : [];
  });
  return [...decorated, ...program.registrationsOf(fn).flatMap(({ route }) => route ?? [])];
}

function rest(frame: Frame, node: NodeId, taint: Taint): Value {
  return { ...allocate(frame, node, { ...emptyObject('list'), length: null }), taints: [taint] };
}

/** `**options`: of the arguments that a command of Django declares, as they were converted. */
function namedArguments(frame: Frame, fn: FunctionInfo, node: NodeId, taint: Taint): Value {
  const declares = fn.cls === null ? null : frame.program.classMember(fn.cls, 'add_arguments');
  if (declares?.kind !== 'method') return { ...allocate(frame, node, emptyObject('dict')), taints: [taint] };
  let dict = { ...emptyObject('dict'), rest: tainted([taint]), keys: unknown };
  for (const [name, safe] of declaredArguments(frame, declares.fn)) {
    const own = withSafe(derive(taint, keyOf(`s:${name}`), 'part'), safe);
    dict = { ...dict, ...setCell(dict, `s:${name}`, tainted([own])) };
  }
  return allocate(frame, node, dict);
}

/** `list[Item]`, `List[UploadFile]`: a list of as many of these as somebody sent. */
function listOf(frame: Frame, { name, node }: Parameter, item: PromisedType, entry: FlowEntryPoint): Value {
  const taint = withSafe(ofRequest(frame, entry.parameters!, name, node), item.safe);
  let one: Value = tainted(item.safe === allKinds ? [] : [taint]);
  if (item.api !== null && !madeOfText.test(item.api)) one = libraryValue(frame, node, item.api);
  else if (item.cls !== null) {
    one = { ...one, objects: allocate(frame, node, emptyObject('instance', item.cls), 'item').objects };
  }
  return allocate(frame, node, { ...emptyObject('list'), rest: one, length: null });
}

/** What a caller gives is an instance of this class. */
function promise(frame: Frame, given: Value, cls: ClassInfo): void {
  for (const [id, object] of objectsOf(frame, given)) frame.env.setObject(id, { ...object, cls });
}

function selfValue(frame: Frame, fn: FunctionInfo, isOpen: boolean): Value {
  const cls = fn.cls!;
  if (fn.binding === 'class') return ofRef({ kind: 'class', cls, closure: null });
  // The frame's own parameters are those of the function around it, or of the one that depends on it.
  if (!isOpen) return allocate(frame, fn.parameters[0]!.node, emptyObject('instance', cls), 'self');
  const made = parameterValue(frame, 0);
  promise(frame, made, cls);
  return { ...unknown, objects: made.objects };
}

/** Types that a framework makes of a text which somebody sent; what else is annotated with a library's class is its own. */
const madeOfText = /^(pydantic|pathlib|uuid|ipaddress|os)\./;

/** A decorator looked it up in the database. */
function isRow({ program }: Frame, { cls }: PromisedType): boolean {
  return cls !== null && program.libraryBases(cls).some((base) => base.startsWith('django.db.models.'));
}

/** `q: str = Query(pattern='^[a-z]+$')` */
function protectionOfDefault(frame: Frame, parameter: Parameter): Kinds {
  return parameter.default?.kind === 'Call' ? protectionOfMarker(frame, evaluate(frame, parameter.default)) : 0;
}

function ofRequest(frame: Frame, kind: SourceKind, name: string, node: NodeId): Taint {
  const what = kind === 'command-line' ? 'the command line' : kind === 'network' ? 'the message' : 'the request';
  return sourceTaint(kind, `\`${name}\` of ${what}`, placeOf(frame, node), nodeSite(frame, node));
}
