// Texts that are put together of pieces, by f-strings and `+`: how far it is known how they read, and which piece stands
// where a URL's host does.
import type { Expr } from '../python/ir.ts';
import { compose } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { taintsIn } from './objects.ts';
import { withSafe } from './taint.ts';
import { beginningOfUrl, decidedBy, notWritten } from './url-beginnings.ts';
import { isAtHost } from './url-texts.ts';
import { beginningOf, constant, type Value } from './value.ts';

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
  let before = '';
  let isOpen = true;
  let atHost: Value | null = null;
  const parts = pieces.map(({ value, written }, at) => {
    const beginning = written ?? beginningOf(value);
    const kinds = decidedBy(before, beginning);
    const part = kinds === 0 ? value : { ...value, taints: value.taints.map((taint) => withSafe(taint, kinds)) };
    // What the program itself puts there is its own business, though it is not known.
    if (isOpen && written === undefined && taintsIn(frame, value).length > 0) {
      if (beginning === '' && isAtHost(before, pieces[at + 1]?.written ?? '')) atHost = part;
      isOpen = false;
    }
    before += written ?? beginning + notWritten;
    return part;
  });
  return compose(frame, node, parts, beginningOfUrl(before), atHost);
}

/** `a`, `b` and `c` of `a + b + c`. */
export function operandsOf(expr: Expr): Expr[] {
  const operands: Expr[] = [];
  let at = expr;
  for (; at.kind === 'BinOp' && at.op === '+'; at = at.left) operands.push(at.right);
  return [...operands, at].toReversed();
}
