// What shows of a value when it is made a text: an instance of a class of the project shows what its `__str__` and its like
// say, a data class its fields, and any other not much more than its name.
import type { NodeId } from '../python/ir.ts';
import { exceptionArguments } from './exceptions.ts';
import type { Frame } from './frame.ts';
import { callOwn } from './iteration.ts';
import type { ClassInfo } from './linked-module.ts';
import { objectsOf, taintsIn } from './objects.ts';
import { joinTaints, type Taint } from './taint.ts';
import { ofObject, type Value } from './value.ts';

/** Methods that make a text of an object, by what makes it. */
const printers = { text: ['__format__', '__str__', '__repr__'], repr: ['__repr__'] } as const;

/** The taints that show when a value is printed. */
export function taintsPrinted(
  frame: Frame,
  node: NodeId,
  value: Value,
  how: keyof typeof printers = 'text',
): readonly Taint[] {
  const instances = objectsOf(frame, value).filter(([, { cls }]) => cls !== null);
  if (instances.length === 0) return taintsIn(frame, value);
  const whole: number[] = value.objects.filter((id) => !instances.some(([one]) => one === id));
  let taints: readonly Taint[] = [];
  for (const [id, object] of instances) {
    const { cls, parameter } = object;
    const name = printers[how].find((one) => frame.program.classMember(cls!, one)?.kind === 'method');
    const printed = name === undefined ? null : callOwn(frame, node, ofObject(id), name);
    if (printed !== null) taints = joinTaints(taints, taintsIn(frame, printed));
    else if (parameter !== null || showsFields(cls!)) whole.push(id);
    else {
      const given = object.cells.get(exceptionArguments);
      if (given !== undefined) taints = joinTaints(taints, taintsIn(frame, given));
    }
  }
  return joinTaints(taints, taintsIn(frame, { ...value, objects: whole }));
}

/** Data classes, named tuples and the like print their fields. */
function showsFields({ node }: ClassInfo): boolean {
  return node.body.some(({ kind }) => kind === 'AnnAssign');
}
