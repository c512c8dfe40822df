// What a comparison says of the values compared: that a text is one of a few, that a host is a known one, that a path lies
// in a folder, that a character does not occur, that a size is bounded.
import type { Expr } from '../python/ir.ts';
import { everything } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { guardsOf, opposite, type Check, type Guards } from './guards.ts';
import { anyItem, madeOfText } from './heap-object.ts';
import { hasNoSlash, hasNoWayUp, kindBit, type Kinds } from './kinds.ts';
import { objectsOf, readCell, taintsIn } from './objects.ts';
import { protectionOfCharacters } from './patterns-of-text.ts';
import { kindsWithout } from './text-methods.ts';
import { onlyConstant, onlyText, type Value } from './value.ts';

const sizeKinds = kindBit('size');

export function comparisonGuards(frame: Frame, op: string, leftExpr: Expr, left: Value, right: Value): Guards | null {
  switch (op) {
    case '==':
    case 'is':
      return equality(frame, left, right);
    case '!=':
    case 'is not':
      return opposite(equality(frame, left, right));
    case 'in':
      return membership(frame, left, right);
    case 'not in':
      return opposite(membership(frame, left, right));
    default:
      return order(frame, op, leftExpr, left, right);
  }
}

function equality(frame: Frame, left: Value, right: Value): Guards | null {
  const answer = answered(left, right) ?? answered(right, left);
  return guardsOf(
    [...(answer?.whenTrue ?? []), ...sameAs(frame, left, right), ...sameAs(frame, right, left)],
    answer?.whenFalse,
  );
}

/** `found is None`, `ok == False`: what the answer says that is asked for. */
function answered({ guards }: Value, asked: Value): Guards | null {
  const only = guards === null ? undefined : onlyConstant(asked);
  if (guards === null || only === undefined) return null;
  const { whenTrue, whenFalse, falsy } = guards;
  if (only.type === 'none') return guardsOf(falsy === 'false' ? [] : whenFalse, falsy === 'none' ? whenTrue : []);
  if (only.type === 'string' && only.value === '') return guardsOf(whenFalse);
  if (only.type !== 'bool') return null;
  if (only.value) return guardsOf(whenTrue, falsy === 'false' ? whenFalse : []);
  return guardsOf(whenFalse, falsy === 'false' ? whenTrue : []);
}

/** What equals something that no outsider chose is as harmless as that. */
function sameAs(frame: Frame, { taints }: Value, other: Value): Check[] {
  if (taints.length === 0) return [];
  if (other.constants !== null) return other.constants.length === 0 ? [] : [{ taints, kinds: everything }];
  // Nothing is known of it, so only where it is clear what is compared.
  const { models } = frame.program;
  if (!taintsIn(frame, other).every(({ root }) => models.isOwnHost(root))) return [];
  return [{ taints: taints.filter(({ relation }) => relation === 'host' || relation === 'normal'), kinds: everything }];
}

function membership(frame: Frame, needle: Value, container: Value): Guards | null {
  if (needle.taints.length > 0) {
    if (isFilledBy(frame, needle, container)) return null;
    const kinds = kindsWithin(frame, container);
    return guardsOf([{ taints: needle.taints, kinds }], notUp(frame, needle, container));
  }
  if (container.taints.length === 0) return null;
  const lacking = textsIn(frame, needle).reduce((kinds, text) => kinds | kindsWithout(text), 0);
  return guardsOf(
    // `folder in path.parents`
    [{ taints: container.taints.filter(({ relation }) => relation === 'normal'), kinds: kindBit('path') }],
    [{ taints: container.taints, kinds: lacking }],
  );
}

/** What is in a set that the program fills is one of its words. A part of a text has no other characters than the text. */
function kindsWithin(frame: Frame, container: Value): Kinds {
  const characters = charactersOf(frame, container);
  return characters === undefined ? everything : protectionOfCharacters((one) => characters.includes(one));
}

/** Of a text, or of what was made of one (`set('abc')`). */
function charactersOf(frame: Frame, value: Value): string | undefined {
  const own = onlyText(value);
  if (own !== undefined) return own;
  const made = readCell(frame, value, madeOfText);
  return made === null ? undefined : onlyText(made);
}

/** Whether an outsider may say what is in it. What a caller gives as both can be one and the same. */
export function isFilledBy(frame: Frame, needle: Value, container: Value): boolean {
  const contents = taintsIn(frame, container);
  if (contents.some(({ origin }) => origin.type === 'source')) return true;
  return contents.some(({ key }) => needle.taints.some((other) => other.key === key));
}

/** `name in ('.', '..')` that fails, of a name without a slash. */
function notUp(frame: Frame, { taints }: Value, container: Value): Check[] {
  if (!textsIn(frame, container).includes('..')) return [];
  return [{ taints: taints.filter((one) => (frame.env.safetyOf(one) & hasNoSlash) !== 0), kinds: hasNoWayUp }];
}

function textsIn(frame: Frame, value: Value): string[] {
  const own = value.constants ?? objectsOf(frame, value).flatMap(([, object]) => anyItem(object).constants ?? []);
  return own.flatMap((one) => (one.type === 'string' ? [one.value] : []));
}

/** `len(x) < n` and `x < n` bound sizes; `set(x) <= characters`. */
function order(frame: Frame, op: string, leftExpr: Expr, left: Value, right: Value): Guards | null {
  const isBelow = op.startsWith('<');
  const [smaller, larger] = isBelow ? [left, right] : [right, left];
  const within = containment(frame, smaller, larger);
  if (within.length > 0) return guardsOf(within);
  const measured = leftExpr.kind === 'Call' && leftExpr.args.length === 1 ? evaluate(frame, leftExpr.args[0]!) : left;
  const [small, large] = isBelow ? [measured, right] : [right, measured];
  return guardsOf([{ taints: small.taints, kinds: sizeKinds }], [{ taints: large.taints, kinds: sizeKinds }]);
}

/** What holds where all that is in one collection is in another. */
export function containment(frame: Frame, inner: Value, outer: Value): Check[] {
  const items = objectsOf(frame, inner).map(([, object]) => anyItem(object));
  if (items.length !== 1 || outer.objects.length === 0 || isFilledBy(frame, items[0]!, outer)) return [];
  const whole = readCell(frame, inner, madeOfText);
  return [{ taints: [...items[0]!.taints, ...(whole?.taints ?? [])], kinds: kindsWithin(frame, outer) }];
}
