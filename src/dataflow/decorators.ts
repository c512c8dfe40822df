// What decorators make of a function or a class: one of the project's own is called as Python does, a library's leaves it what it
// is.
import type { ClassDef, FunctionDef } from '../python/ir.ts';
import { callValue } from './calls.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

export function decorate(frame: Frame, { decorators, node }: FunctionDef | ClassDef, plain: Value): Value {
  let value = plain;
  for (const expr of decorators.toReversed()) {
    const decorator = evaluate(frame, expr);
    if (decorator.refs.length === 0) continue;
    const args = { receiver: null, positional: [value], keywords: new Map<string, Value>(), spread: null };
    const result = callValue(frame, node, decorator, args);
    if (result.refs.length > 0) value = result;
  }
  return value;
}
