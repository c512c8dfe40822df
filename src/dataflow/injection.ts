// What FastAPI gives for a parameter with `Depends(…)`: what the function, class or object returns when the framework calls
// it, whose own parameters it fills from the request in the same way.
import type { NodeId, Parameter, Stmt } from '../python/ir.ts';
import { childStatements, forEachStatementExpression, forEachChildExpression } from '../python/walk.ts';
import type { Expr } from '../python/ir.ts';
import type { FlowEntryPoint } from '../rules/flow-model.ts';
import type { PromisedType } from './annotations.ts';
import { callValue } from './calls.ts';
import { openParameters } from './entry-points.ts';
import { evaluate } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import { itemKey } from './heap-object.ts';
import type { FunctionInfo } from './linked-module.ts';
import { itemOf, objectsOf, readCell } from './objects.ts';
import { ofApi, ofRef, unknown, type Value } from './value.ts';

/** How many functions deep dependencies of dependencies are followed. */
const deepest = 6;

const injecting = /^fastapi\.(Depends|Security)\(\)$/;

/** What a parameter depends on; null: on nothing but the request. */
export function dependencyOf(frame: Frame, parameter: Parameter, type: PromisedType): Value | null {
  const inDefault = parameter.default?.kind === 'Call' ? evaluate(frame, parameter.default) : unknown;
  for (const marker of [inDefault, ...type.markers]) {
    if (!injecting.test(marker.api ?? '')) continue;
    const given = readCell(frame, marker, 's:dependency') ?? readCell(frame, marker, first);
    if (given !== null) return given;
    if (type.cls !== null) return ofRef({ kind: 'class', cls: type.cls, closure: null });
    return type.api === null ? unknown : ofApi(type.api.slice(0, -2));
  }
  return null;
}

const first = itemKey({ type: 'int', value: 0 })!;

/** Calls a dependency as the framework does. */
export function callDependency(frame: Frame, node: NodeId, dependency: Value, entry: FlowEntryPoint): Value {
  const called = calledFunction(frame, dependency);
  const noArguments = { receiver: null, positional: [], keywords: new Map<string, Value>(), spread: null };
  if (called === null) {
    return dependency.api === null ? unknown : callValue(frame, node, dependency, noArguments);
  }
  let depth = 0;
  for (let at: Frame | null = frame; at !== null; at = at.caller) {
    if (at.fn === called || depth++ > deepest) return unknown;
  }
  const inner: Frame = {
    ...frame,
    module: called.module,
    fn: called,
    isModuleBody: false,
    closure: dependency.refs[0]?.kind === 'function' ? dependency.refs[0].closure : null,
    caller: frame,
    env: frame.env.enter(),
  };
  const filled = openParameters(inner, called, entry, false);
  const hasSelf = called.cls !== null && called.binding !== 'static';
  const keywords = new Map<string, Value>();
  for (const [at, { name, kind }] of called.parameters.entries()) {
    if ((at > 0 || !hasSelf) && kind !== 'var-positional' && kind !== 'var-keyword') keywords.set(name, filled[at]!);
  }
  frame.env.leave(inner.env);
  const value = callValue(frame, node, dependency, { ...noArguments, keywords });
  return yields(called) ? itemOf(frame, value, nodeSite(frame, node)) : value;
}

/** The function of the project that runs when a value is called. */
function calledFunction(frame: Frame, { refs, objects, ...rest }: Value): FunctionInfo | null {
  const { program } = frame;
  const [ref] = refs;
  if (ref?.kind === 'function') return ref.fn.isNested ? ref.fn : program.currentFunction(ref.fn);
  const [cls, name] =
    ref?.kind === 'class'
      ? [ref.cls, '__init__']
      : [objectsOf(frame, { refs, objects, ...rest })[0]?.[1].cls ?? null, '__call__'];
  const member = cls === null ? null : program.classMember(cls, name);
  return member?.kind === 'method' ? member.fn : null;
}

/** Whether it is a generator, of which the framework gives on what it yields. */
function yields({ node }: FunctionInfo): boolean {
  if (node.kind === 'Lambda') return false;
  let found = false;
  const visit = (expr: Expr): void => {
    if (expr.kind === 'Yield' || expr.kind === 'YieldFrom') found = true;
    else if (expr.kind !== 'Lambda') forEachChildExpression(expr, visit);
  };
  const walk = (block: readonly Stmt[]): void => {
    for (const stmt of block) {
      if (found) return;
      if (stmt.kind === 'FunctionDef' || stmt.kind === 'ClassDef') continue;
      forEachStatementExpression(stmt, visit);
      walk(childStatements(stmt));
    }
  };
  walk(node.body);
  return found;
}
