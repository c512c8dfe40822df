// What a comparison says of the values compared: that a text is one of a few, that a host is a known one, that a path lies
// in a folder, that a character does not occur, that a size is bounded.
import type { SourceKind } from '../model/flow-kinds.ts';
import type { Expr } from '../python/ir.ts';
import { everything } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { guardsOf, opposite, type Check, type Guards } from './guards.ts';
import { anyItem, madeOfText, missingKey } from './heap-object.ts';
import { allKinds, hasNoSlash, hasNoWayUp, kindBit, type Kinds } from './kinds.ts';
import { objectsOf, readCell, taintsIn } from './objects.ts';
import { protectionOfCharacters } from './patterns-of-text.ts';
import { kindsOfType } from './type-calls.ts';
import { kindsWithout } from './text-methods.ts';
import { onlyConstant, onlyText, type Value } from './value.ts';

const sizeKinds = kindBit('size');

export function comparisonGuards(frame: Frame, op: string, leftExpr: Expr, left: Value, right: Value): Guards | null {
  switch (op) {
    case '==':
    case 'is':
      return equality(frame, leftExpr, left, right);
    case '!=':
    case 'is not':
      return opposite(equality(frame, leftExpr, left, right));
    case 'in':
      return membership(frame, leftExpr, left, right);
    case 'not in':
      return opposite(membership(frame, leftExpr, left, right));
    default:
      return order(frame, op, leftExpr, left, right);
  }
}

function equality(frame: Frame, leftExpr: Expr, left: Value, right: Value): Guards | null {
  const answer = answered(left, right) ?? answered(right, left);
  const measured = isBound(frame, right) ? measuredBy(frame, leftExpr, ['builtins.len']) : null;
  return guardsOf(
    [
      ...(answer?.whenTrue ?? []),
      ...sameAs(frame, left, right),
      ...sameAs(frame, right, left),
      ...typeIs(frame, leftExpr, right),
      ...(measured === null ? [] : [{ taints: measured.taints, kinds: sizeKinds }]),
    ],
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
  const others = taintsIn(frame, other);
  const clean = others.reduce((kinds, taint) => kinds & frame.env.safetyOf(taint), allKinds);
  if (others.length > 0 && clean !== 0) return [{ taints, kinds: clean }];
  // Nothing is known of it, so only where it is clear what is compared.
  const { models } = frame.program;
  if (!others.every(({ root }) => models.isOwnHost(root))) return [];
  return [{ taints: taints.filter(({ relation }) => relation === 'host' || relation === 'normal'), kinds: everything }];
}

function membership(frame: Frame, needleExpr: Expr, needle: Value, container: Value): Guards | null {
  const typed = typeIs(frame, needleExpr, container);
  if (typed.length > 0) return guardsOf(typed);
  if (needle.taints.length > 0) return guardsOf(within(frame, needle, container), notUp(frame, needle, container));
  if (container.taints.length === 0) return null;
  const lacking = lackingIn(frame, needle);
  return guardsOf(
    // `folder in path.parents`
    [{ taints: container.taints.filter(({ relation }) => relation === 'normal'), kinds: kindBit('path') }],
    [{ taints: container.taints, kinds: lacking }],
  );
}

/** What being in something that the program fills says of a value. */
export function within(frame: Frame, needle: Value, container: Value): Check[] {
  if (needle.taints.length === 0 || isFilledBy(frame, needle, container)) return [];
  return [{ taints: needle.taints, kinds: kindsWithin(frame, container) }];
}

/** What finding something under a key says of the key: it is one of those that the program wrote. */
export function foundUnder(frame: Frame, key: Value, mapping: Value): Check[] {
  if (key.taints.length === 0) return [];
  const [ref] = mapping.refs;
  if (ref?.kind === 'class' && frame.program.libraryBases(ref.cls).some((base) => base.startsWith('enum.')))
    return [{ taints: key.taints, kinds: everything }];
  const objects = objectsOf(frame, mapping);
  const isWritten = objects.every(
    ([, { kind, parameter, cells, cls }]) =>
      kind === 'dict' && parameter === null && cls === null && !cells.has(missingKey),
  );
  return isWritten && objects.length > 0 ? within(frame, key, mapping) : [];
}

/** What is known of a text that does not have something in it, whichever of these it is. */
function lackingIn(frame: Frame, needle: Value): Kinds {
  const texts = textsIn(frame, needle);
  return texts.length === 0 ? 0 : texts.reduce((kinds, text) => kinds & kindsWithout(text), ~0);
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
  const kindsOfNeedle = needle.taints.flatMap(({ origin }) => (origin.type === 'source' ? [origin.kind] : []));
  if (contents.some(({ origin }) => origin.type === 'source' && isOutsidersToo(origin.kind, kindsOfNeedle)))
    return true;
  return contents.some(({ key }) => needle.taints.some((other) => other.key === key));
}

/** What whoever runs the program wrote, in its environment or its files, is not in the hand of those who send requests. */
function isOutsidersToo(kind: SourceKind, others: readonly SourceKind[]): boolean {
  const isOperators = kind === 'environment' || kind === 'command-line' || kind === 'file-content';
  return !isOperators || others.includes(kind);
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
  const contained = containment(frame, smaller, larger);
  if (contained.length > 0) return guardsOf(contained);
  const measured = measuredBy(frame, leftExpr, measures) ?? left;
  const [small, large] = isBelow ? [measured, right] : [right, measured];
  return guardsOf(
    isBound(frame, large) ? [{ taints: small.taints, kinds: sizeKinds }] : [],
    isBound(frame, small) ? [{ taints: large.taints, kinds: sizeKinds }] : [],
  );
}

const measures = ['len', 'int', 'float', 'abs', 'round'].map((name) => `builtins.${name}`);

/** `x` of `len(x)`. */
function measuredBy(frame: Frame, expr: Expr, names: readonly string[]): Value | null {
  if (expr.kind !== 'Call' || expr.args.length !== 1) return null;
  return names.includes(evaluate(frame, expr.func).api ?? '') ? evaluate(frame, expr.args[0]!) : null;
}

/** `type(x) is int`, `type(x) in (int, float)`. */
function typeIs(frame: Frame, expr: Expr, types: Value): Check[] {
  if (expr.kind !== 'Call' || expr.args.length !== 1) return [];
  const kinds = kindsOfType(frame, types);
  if (kinds === 0 || evaluate(frame, expr.func).api !== 'builtins.type') return [];
  return [{ taints: evaluate(frame, expr.args[0]!).taints, kinds }];
}

/** Nobody from outside says how large it is. */
function isBound(frame: Frame, value: Value): boolean {
  return taintsIn(frame, value).every((taint) => (frame.env.safetyOf(taint) & sizeKinds) !== 0);
}

/** What holds where all that is in one collection is in another. */
export function containment(frame: Frame, inner: Value, outer: Value): Check[] {
  const items = objectsOf(frame, inner).map(([, object]) => anyItem(object));
  const isKnown = outer.objects.length > 0 || onlyText(outer) !== undefined;
  if (items.length !== 1 || !isKnown || isFilledBy(frame, items[0]!, outer)) return [];
  const whole = readCell(frame, inner, madeOfText);
  return [{ taints: [...items[0]!.taints, ...(whole?.taints ?? [])], kinds: kindsWithin(frame, outer) }];
}
