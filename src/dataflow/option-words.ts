// Which values can begin with a dash, by which a program takes a word for an option.
import type { Frame } from './frame.ts';
import { keyOf, mix } from './keys.ts';
import { kindBit } from './kinds.ts';
import type { Taint } from './taint.ts';
import { isNormal } from './text-calls.ts';

/** What stands behind other text is no option, nor is a path that begins at the root, nor what was looked at. */
export function canBeOption(frame: Frame, taint: Taint): boolean {
  if (taint.relation === 'whole' || taint.relation === 'at-host' || isNormal(taint)) return false;
  return (frame.env.checkedKinds(noDashKey(taint)) & kindBit('argument')) === 0;
}

/** What `text.startswith('-')` says where it is false: there is no room for it among the kinds of sink. */
export function noDashKey({ key }: Pick<Taint, 'key'>): number {
  return mix(key, keyOf('begins with no dash'));
}
