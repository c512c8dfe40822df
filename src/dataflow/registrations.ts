// Functions that a program hands to a framework by a call, to be called with requests: `app.add_url_rule('/', view_func=show)`,
// `path('a/<int:number>/', views.show)`. Which calls do so the models say. The calls are found by their names when a file is
// linked; what they hand over is worked out when somebody asks about a function of that name.
import type { Call, Expr, Name } from '../python/ir.ts';
import { visitModule, type Enclosing } from '../python/walk.ts';
import type { ArgumentSpec, FlowEntryPoint } from '../rules/flow-model.ts';
import { readMember } from './attributes.ts';
import { evaluateArguments } from './calls.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { importedMember } from './imports.ts';
import type { ClassInfo, FunctionInfo, LinkedModule } from './linked-module.ts';
import { nameOf } from './names.ts';
import type { Program } from './program.ts';
import { outerFrame } from './run-unit.ts';
import { conditionsHold } from './sinks.ts';
import { ofRef, type Ref, type Value } from './value.ts';

/** What hands over, as the models say: the last parts of the names of the calls, and the packages they belong to. */
export interface Registrars {
  readonly names: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** A call that may hand something over, and the function in which it stands. */
export interface RegisteringCall {
  readonly call: Call;
  readonly around: FunctionInfo | null;
}

export interface Registration {
  /** Of the function or class that is handed over. */
  readonly key: string;
  readonly entry: FlowEntryPoint;
  /** The pattern of the requests that go there. */
  readonly route: string | null;
}

/** The calls of a module that have the name of one which hands over. */
export function registeringCalls(module: LinkedModule, { names, packages }: Registrars): readonly RegisteringCall[] {
  const calls: RegisteringCall[] = [];
  if (![...module.importedPackages].some((name) => packages.has(name))) return calls;
  visitModule(module.facts.body, {
    expression(expr, enclosing) {
      if (expr.kind !== 'Call' || !names.has(nameOf(expr.func) ?? '')) return;
      calls.push({ call: expr, around: innermost(module, enclosing) });
    },
  });
  return calls;
}

function innermost(module: LinkedModule, enclosing: readonly Enclosing[]): FunctionInfo | null {
  const last = enclosing.findLast(({ kind }) => kind !== 'Lambda');
  return last?.kind === 'FunctionDef' ? (module.functions.get(last.node) ?? null) : null;
}

/** The last parts of the names of what a call is given, in whatever it is wrapped: `show` of `login_required(views.show)`. */
export function namesHandedOver({ facts }: LinkedModule, { call }: RegisteringCall): readonly string[] {
  const exprs = [...call.args, ...call.keywords.map(({ value }) => value)];
  return exprs.flatMap((expr) => {
    const name = nameOf(unwrapped(expr));
    if (name === null) return [];
    const renamed = facts.imports.find(({ local, imported }) => local === name && imported !== null)?.imported;
    return [renamed ?? name];
  });
}

/** What a decorator that is called, `partial` or a class's `as_view` is given. */
function unwrapped(expr: Expr): Expr {
  if (expr.kind !== 'Call') return expr;
  if (expr.func.kind === 'Attribute' && expr.func.attr === 'as_view') return expr.func.value;
  const [first] = expr.args;
  return first === undefined ? expr.func : unwrapped(first);
}

/** Says the same as long as the calls mean the same by themselves. */
export function describeCalls(module: LinkedModule, calls: readonly RegisteringCall[]): string {
  const said = calls.map(({ call, around }) => [call, around?.key, module.facts.apiNames.get(call.func.node)]);
  return JSON.stringify(said, (key, value: unknown) => (key === 'node' ? undefined : value));
}

/** What these calls of a module hand over. */
export function registrationsOf(
  program: Program,
  module: LinkedModule,
  calls: readonly RegisteringCall[],
): readonly Registration[] {
  const frame = outerFrame(program, module, null, `${module.path}#registrations`);
  return calls.flatMap(({ call, around }): Registration[] => {
    const { func } = call;
    const { attr } = func.kind === 'Attribute' ? func : { attr: null };
    const written = module.facts.apiNames.get(func.node);
    const api = valueOf(frame, func).api ?? (written === undefined || written.startsWith('.') ? null : written);
    const owner = func.kind === 'Attribute' ? nameOf(func.value) : null;
    const members = attr === null ? [] : owner === null ? [attr] : [`${owner}.${attr}`, attr];
    const entry = program.models
      .entriesByCall(api, members, module.importedPackages)
      .find(({ when }) => when.length === 0 || conditionsHold(frame, evaluateArguments(frame, call, null), when));
    const handler = entry === undefined ? null : given(call, entry.handler);
    const target = handler === null ? null : targetOf(frame, unwrapped(handler), around);
    if (entry === undefined || target === null) return [];
    const route = given(call, entry.route);
    const text = route?.kind === 'Constant' && route.value.type === 'string' ? route.value.value : null;
    return [{ key: target.key, entry, route: text }];
  });
}

function given({ args, keywords }: Call, place: ArgumentSpec | null): Expr | null {
  if (place === null) return null;
  const named = keywords.find(({ name }) => name !== null && name === place.keyword);
  return named?.value ?? (place.position === null ? null : (args[place.position - 1] ?? null));
}

function targetOf(frame: Frame, expr: Expr, around: FunctionInfo | null): FunctionInfo | ClassInfo | null {
  const isOwn = expr.kind === 'Attribute' && expr.value.kind === 'Name' && isSelf(frame, expr.value, around);
  if (isOwn && around?.cls !== null && around !== null) {
    const member = frame.program.classMember(around.cls, expr.attr);
    return member?.kind === 'method' ? member.fn : null;
  }
  const ref = valueOf(frame, expr).refs[0];
  return ref?.kind === 'function' ? ref.fn : ref?.kind === 'class' ? ref.cls : null;
}

function isSelf({ module: { facts } }: Frame, { node }: Name, around: FunctionInfo | null): boolean {
  const self = around?.parameters[0];
  return self !== undefined && facts.nameBinding[self.node] === facts.nameBinding[node];
}

/** As `evaluate` of the module, for names of functions too, as far as imports and definitions say them. */
function valueOf(frame: Frame, expr: Expr): Value {
  if (expr.kind === 'Attribute') return readMember(frame, expr.node, valueOf(frame, expr.value), expr.attr);
  if (expr.kind !== 'Name') return evaluate(frame, expr);
  const { facts, functions } = frame.module;
  const binding = facts.nameBinding[expr.node] ?? -1;
  if (binding < 0 || facts.bindings[binding]!.scope === 0) return evaluate(frame, expr);
  const fact = facts.imports.find((one) => one.binding === binding);
  if (fact !== undefined) {
    const level = /^\.*/.exec(fact.module)![0].length;
    const name = fact.module.slice(level);
    if (fact.imported !== null) return importedMember(frame, name, level, fact.imported);
    return importedMember(frame, '', 0, name);
  }
  for (const fn of functions.values()) {
    if (fn.node.kind !== 'FunctionDef' || facts.nameBinding[fn.node.nameNode] !== binding) continue;
    const ref: Ref = { kind: 'function', fn, self: null, closure: null };
    return ofRef(ref);
  }
  return evaluate(frame, expr);
}
