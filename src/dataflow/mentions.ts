// Which identifiers a function mentions, whatever for: names, attributes, parameters, and texts that could be keys. A
// function that mentions neither something that data comes in by nor something that carries it on can't begin a flow.
import type { Expr, Stmt } from '../python/ir.ts';
import { childStatements, forEachChildExpression, forEachStatementExpression } from '../python/walk.ts';
import type { FunctionInfo } from './linked-module.ts';

/** Numbers for identifiers: a big repository mentions the same few thousand again and again. */
const numbers = new Map<string, number>();
const identifiers: string[] = [];
const known = new WeakMap<FunctionInfo, Uint32Array>();

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

/** The numbers of all identifiers that a function and the functions in it mention, each once. */
export function mentionsOf(fn: FunctionInfo): Uint32Array {
  const before = known.get(fn);
  if (before !== undefined) return before;
  const found = new Set<number>();
  const parameters = (list: readonly { readonly name: string; readonly annotation: Expr | null }[]): void => {
    for (const { name, annotation } of list) {
      found.add(numberOf(name));
      if (annotation !== null) visit(annotation);
    }
  };
  const visit = (expr: Expr): void => {
    if (expr.kind === 'Name') found.add(numberOf(expr.name));
    else if (expr.kind === 'Attribute') found.add(numberOf(expr.attr));
    else if (expr.kind === 'Constant') {
      if (expr.value.type === 'string' && keyLike.test(expr.value.value)) found.add(numberOf(expr.value.value));
    } else if (expr.kind === 'Lambda') parameters(expr.params);
    forEachChildExpression(expr, visit);
  };
  const walk = (block: readonly Stmt[]): void => {
    for (const stmt of block) {
      if (stmt.kind === 'FunctionDef') parameters(stmt.params);
      if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') {
        for (const { name } of stmt.names) found.add(numberOf(name));
      }
      forEachStatementExpression(stmt, visit);
      walk(childStatements(stmt));
    }
  };
  parameters(fn.parameters);
  for (const decorator of fn.decorators) visit(decorator);
  if (fn.node.kind === 'Lambda') visit(fn.node.body);
  else walk(fn.node.body);
  const mentions = Uint32Array.from(found);
  known.set(fn, mentions);
  return mentions;
}
