// Which values can begin with a sign that makes something else of them: a dash, by which a program takes a word for an option,
// or one of the signs by which a spreadsheet takes a cell for a formula.
import type { SinkKind } from '../model/flow-kinds.ts';
import type { Frame } from './frame.ts';
import { keyOf, mix } from './keys.ts';
import { kindBit } from './kinds.ts';
import type { Taint } from './taint.ts';
import { isNormal } from './text-calls.ts';

/** Kinds of sinks where it matters how a text begins. */
export const minds: ReadonlySet<SinkKind> = new Set<SinkKind>(['argument', 'spreadsheet']);

/** What stands behind other text does not begin with it, nor does a path from the root, nor what was looked at. */
export function canBeginWithSign(frame: Frame, taint: Taint): boolean {
  if (taint.relation === 'whole' || taint.relation === 'at-host' || isNormal(taint)) return false;
  return (frame.env.checkedKinds(noSignKey(taint)) & kindBit('argument')) === 0;
}

/** What `text.startswith('-')` says where it is false: there is no room for it among the kinds of sink. */
export function noSignKey({ key }: Pick<Taint, 'key'>): number {
  return mix(key, keyOf('begins with no sign'));
}
