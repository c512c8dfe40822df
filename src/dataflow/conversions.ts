// Conversions (`int(x)`, `x.decode()`): whether they can fail, and whether somebody catches what they raise then, here or in
// a function that called this one.
import type { Expr, Try } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { keyOf, mix } from './keys.ts';
import { kindBit } from './kinds.ts';
import type { Taint } from './taint.ts';
import type { Value } from './value.ts';

/** Exceptions that conversions raise, their bases, and those of libraries that have their own. */
const ofConversions =
  /^((Base|Standard)?(Exception|Error)|ValueError|Unicode\w*Error|\w*Decode\w*Error|\w*JSON\w*|\w*Pars(e|er|ing)\w*Error|Arithmetic\w*|Invalid\w+|YAMLError|error)$/;

/** A handler for what a conversion raises; names that say nothing of what they stand for may be one. */
export function catchesConversions({ type }: Try['handlers'][number]): boolean {
  return (
    type === null || names(type).some((name) => ofConversions.test(name) || !/(Error|Exception|[a-z])$/.test(name))
  );
}

function names(type: Expr): readonly string[] {
  if (type.kind === 'Name') return [type.name];
  if (type.kind === 'Attribute') return [type.attr];
  return type.kind === 'Tuple' ? type.elements.flatMap(names) : ['?'];
}

/** Whether what a conversion raises here is caught, as far as the calls that led here are known. */
export function isConversionCaught(frame: Frame): boolean {
  for (let at: Frame | null = frame; at !== null; at = at.caller) if (at.catching > 0) return true;
  return false;
}

/** Bytes that are text in any case. */
const madeOfText = /(encode|hexlify|encrypt|hashpw|dumps|quote\w*|digest)\(\)$/;

/** What `str.encode` gives, which can be decoded again. */
export const encodedText = 'builtins.str.encode()';

/** Whether it may be something else than what is asked for. What an unknown function gives is not what it was given. */
export function mayFail({ api }: Pick<Value, 'api'>, { doubt }: Pick<Taint, 'doubt'>): boolean {
  return doubt === 0 && (api === null || !madeOfText.test(api));
}

/** Whether nothing was told yet of this value: `json.loads(body.decode())` is one thing to catch. */
export function isFirst(frame: Frame, { key }: Pick<Taint, 'key'>): boolean {
  const told = mix(key, keyOf('converted'));
  if (frame.env.checkedKinds(told) !== 0) return false;
  frame.env.check(told, kindBit('conversion'));
  return true;
}
