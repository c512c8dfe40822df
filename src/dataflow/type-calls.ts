// Calls that ask for a value's type: a number holds no text that could do harm, and a text is no query document.
import type { KnownCall, KnownCalls } from './known-call.ts';
import type { Frame } from './frame.ts';
import { guardsOf } from './guards.ts';
import { itemsOf } from './heap-object.ts';
import { harmlessText, kindBit, type Kinds } from './kinds.ts';
import { objectsOf } from './objects.ts';
import { unknown, type Value } from './value.ts';

const harmlessTypes =
  /^(builtins\.(int|float|bool|complex)|decimal\.Decimal|uuid\.UUID|datetime\.(date|datetime|time|timedelta)|numbers\.\w+|enum\.Enum)$/;
const textTypes = /^builtins\.(str|bytes)$/;

/** For which kinds of sink instances of a type are harmless, or of each of several: `(int, float)`, `int | float`. */
export function kindsOfType(frame: Frame, type: Value): Kinds {
  const types = objectsOf(frame, type).flatMap(([, object]) => (object.kind === 'instance' ? [] : itemsOf(object)));
  if (types.length > 0) return types.reduce((kinds, one) => kinds & kindsOfType(frame, one), ~0);
  if (harmlessTypes.test(type.api ?? '')) return harmlessText;
  return textTypes.test(type.api ?? '') ? kindBit('nosql') : 0;
}

const isInstance: KnownCall = (frame, _node, { positional: [value = unknown, type = unknown] }) => ({
  ...unknown,
  guards: guardsOf([{ taints: value.taints, kinds: kindsOfType(frame, type) }]),
});

export const typeCalls: KnownCalls = [['builtins.isinstance', isInstance]];
