// Texts that are put together of pieces, by f-strings and `+`: how far it is known how they read, and which piece stands
// where a URL's host does.
import type { Expr } from '../python/ir.ts';
import { compose } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { taintsIn } from './objects.ts';
import { isAtHost } from './url-texts.ts';
import { constant, prefixOf, type Value } from './value.ts';

/** A part of a text, and how it reads where that is known. */
export interface TextPiece {
  readonly value: Value;
  readonly written: string | undefined;
}

export function joinPieces(frame: Frame, node: number, pieces: readonly TextPiece[], isTemplate = false): Value {
  const whole = pieces.map(({ written }) => written);
  if (!isTemplate && whole.every((one) => one !== undefined)) {
    return constant({ type: 'string', value: whole.join('') });
  }
  let known = '';
  let prefix = '';
  let atHost: Value | null = null;
  for (const [at, { value, written }] of pieces.entries()) {
    const own = written ?? prefixOf(value) ?? '';
    prefix = known + own;
    // What the program itself puts there is its own business, though it is not known.
    if (written === undefined && taintsIn(frame, value).length > 0) {
      if (own === '' && isAtHost(known, pieces[at + 1]?.written ?? '')) atHost = value;
      break;
    }
    known = written === undefined ? `${prefix}*` : prefix;
  }
  const parts = pieces.map(({ value }) => value);
  return compose(frame, node, parts, prefix, atHost);
}

/** `a`, `b` and `c` of `a + b + c`. */
export function operandsOf(expr: Expr): Expr[] {
  const operands: Expr[] = [];
  let at = expr;
  for (; at.kind === 'BinOp' && at.op === '+'; at = at.left) operands.push(at.right);
  return [...operands, at].toReversed();
}
