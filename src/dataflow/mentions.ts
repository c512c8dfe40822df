// Which identifiers a function mentions, whatever for: names, attributes, parameters, and texts that could be keys. A
// function that mentions neither something that data comes in by nor something that carries it on can't begin a flow.
import type { Expr, Stmt } from '../python/ir.ts';
import { childStatements, forEachChildExpression, forEachStatementExpression } from '../python/walk.ts';
import type { FunctionInfo } from './linked-module.ts';

/** Numbers for identifiers: a big repository mentions the same few thousand again and again. */
const numbers = new Map<string, number>();
const identifiers: string[] = [];
const known = new WeakMap<FunctionInfo, Mentions>();

/** Numbers of identifiers, each once. */
interface Mentions {
  readonly all: Uint32Array;
  readonly outside: Uint32Array;
}

export function numberOf(identifier: string): number {
  let number = numbers.get(identifier);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(identifier, number);
    identifiers.push(identifier);
  }
  return number;
}

export function identifierOf(number: number): string {
  return identifiers[number]!;
}

/** Texts that look like a key, not like prose. */
const keyLike = /^[\w.-]{1,40}$/;

/** The numbers of all identifiers that a function and the functions in it mention. */
export function mentionsOf(fn: FunctionInfo): Uint32Array {
  return mentions(fn).all;
}

/** Of these, what can mean something outside of the function: names that are not its own, and, as `.name`, attributes. */
export function outsideMentionsOf(fn: FunctionInfo): Uint32Array {
  return mentions(fn).outside;
}

function mentions(fn: FunctionInfo): Mentions {
  const before = known.get(fn);
  if (before !== undefined) return before;
  const found = collect(fn);
  known.set(fn, found);
  return found;
}

/** A function that mentions one of these may read attributes by names that stand in texts. */
const readers = ['getattr', 'hasattr', 'attrgetter', 'methodcaller', 'vars', '__dict__', '__getattribute__'];

function collect(fn: FunctionInfo): Mentions {
  const { bindings, nameBinding } = fn.module.facts;
  const [all, outside, texts] = [new Set<number>(), new Set<number>(), new Set<string>()];
  const meetFree = (name: string): void => {
    all.add(numberOf(name));
    outside.add(numberOf(name));
  };
  const parameters = (list: readonly { readonly name: string; readonly annotation: Expr | null }[]): void => {
    for (const { name, annotation } of list) {
      all.add(numberOf(name));
      if (annotation !== null) visit(annotation);
    }
  };
  const visit = (expr: Expr): void => {
    if (expr.kind === 'Name') {
      const binding = nameBinding[expr.node] ?? -1;
      if (binding < 0 || bindings[binding]!.scope === 0) meetFree(expr.name);
      else all.add(numberOf(expr.name));
    } else if (expr.kind === 'Attribute') {
      all.add(numberOf(expr.attr));
      outside.add(numberOf(`.${expr.attr}`));
    } else if (expr.kind === 'Constant') {
      if (expr.value.type === 'string' && keyLike.test(expr.value.value)) {
        all.add(numberOf(expr.value.value));
        texts.add(expr.value.value);
      }
    } else if (expr.kind === 'Lambda') parameters(expr.params);
    forEachChildExpression(expr, visit);
  };
  const walk = (block: readonly Stmt[]): void => {
    for (const stmt of block) {
      if (stmt.kind === 'FunctionDef') parameters(stmt.params);
      if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') for (const { name } of stmt.names) meetFree(name);
      forEachStatementExpression(stmt, visit);
      walk(childStatements(stmt));
    }
  };
  parameters(fn.parameters);
  for (const decorator of fn.decorators) visit(decorator);
  if (fn.node.kind === 'Lambda') visit(fn.node.body);
  else walk(fn.node.body);
  if (readers.some((name) => all.has(numberOf(name)))) for (const text of texts) outside.add(numberOf(`.${text}`));
  return { all: Uint32Array.from(all), outside: Uint32Array.from(outside) };
}
