// Operators that mean what the class of an operand says: of the project, or of a library, for which a model names the method
// that Python calls (`markupsafe.Markup().__mod__`).
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { callOwn } from './iteration.ts';
import { callLibrary } from './library-calls.ts';
import { withPositional } from './sinks.ts';
import type { Value } from './value.ts';

/** The special methods of operators, without underscores. */
export const operators: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'truediv'],
  ['%', 'mod'],
  ['|', 'or'],
  ['&', 'and'],
  ['^', 'xor'],
  ['>>', 'rshift'],
  ['<<', 'lshift'],
  ['@', 'matmul'],
]);

/** What a class makes of an operator; null where none says anything of it. */
export function overloaded(frame: Frame, node: NodeId, op: string, left: Value, right: Value): Value | null {
  const name = operators.get(op);
  if (name === undefined) return null;
  if (left.objects.length + right.objects.length > 0) {
    const own =
      callOwn(frame, node, left, `__${name}__`, [right]) ?? callOwn(frame, node, right, `__r${name}__`, [left]);
    if (own !== null) return own;
  }
  return ofLibrary(frame, node, left, `__${name}__`, right) ?? ofLibrary(frame, node, right, `__r${name}__`, left);
}

function ofLibrary(frame: Frame, node: NodeId, receiver: Value, name: string, other: Value): Value | null {
  if (receiver.api === null) return null;
  const { models } = frame.program;
  const api = `${receiver.api}.${name}`;
  const isModelled = models.step(api, []) !== undefined || models.sanitizers(api, []).length > 0;
  if (!isModelled) return null;
  const called = { api, member: null, owner: null, callee: receiver };
  return callLibrary(frame, node, called, { ...withPositional([other]), receiver });
}
