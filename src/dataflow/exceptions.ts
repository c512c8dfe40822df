// Exceptions as objects: what they were made with is kept in `args`, and is what their text shows.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { emptyObject, setCell, withItems, type CellKey } from './heap-object.ts';
import type { ClassInfo } from './linked-module.ts';
import { allocate, updateObjects } from './objects.ts';
import type { Arguments } from './sinks.ts';
import type { Value } from './value.ts';

export const exceptionArguments: CellKey = '.args';

export function isException({ program }: Frame, cls: ClassInfo): boolean {
  return program.libraryBases(cls).some((base) => /(^|\.)\w*(Exception|Error|Warning|Exit|Interrupt)$/.test(base));
}

/** What `BaseException` makes of what it is given. */
export function keepArguments(frame: Frame, node: NodeId, exception: Value, { positional }: Arguments): void {
  const given = allocate(frame, node, withItems(emptyObject('tuple'), positional), 'args');
  updateObjects(frame, exception, (object) => setCell(object, exceptionArguments, given));
}
