// Methods of texts, on values that are known to be such or that nothing contradicts: what comes back, and what the answer of
// a test says of the text.
import { foldJoin, foldMethod } from '../python/fold-methods.ts';
import type { ConstantValue, NodeId } from '../python/ir.ts';
import { compose, mapConstants } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import { guardsOf, type Check, type Guards } from './guards.ts';
import { addAnywhere, emptyObject, itemsOf } from './heap-object.ts';
import { iterable } from './iteration.ts';
import { hasNoSlash, hasNoWayUp, isRelative, kindBit, type Kinds } from './kinds.ts';
import { allocate, deriveAll, objectsOf } from './objects.ts';
import type { Arguments } from './sinks.ts';
import { kindsWithout, measures, sameText, testsOfText } from './text-methods.ts';
import { withSafe, type Relation, type Taint } from './taint.ts';
import { constant, onlyConstant, onlyText, prefixOf, unknown, type Value } from './value.ts';

/** A method on a value that is a text, or may be one; null where it is none of these. */
export function callTextMethod(
  frame: Frame,
  node: NodeId,
  receiver: Value,
  name: string,
  args: Arguments,
): Value | null {
  if (receiver.refs.length > 0) return null;
  const folded = foldText(frame, receiver, name, args);
  if (folded !== null) return folded;
  const isText = receiver.constants?.every(({ type }) => type === 'string' || type === 'bytes') === true;
  if (name === 'join' && (isText || receiver.api === null) && args.positional.length === 1) {
    return compose(frame, node, [receiver, iterable(frame, node, args.positional[0]!)], null);
  }
  if (isText && name === 'format') {
    const values = [
      receiver,
      ...args.positional,
      ...args.keywords.values(),
      ...(args.spread === null ? [] : [args.spread]),
    ];
    return compose(frame, node, values, onlyText(receiver)?.split('{', 1)[0] ?? null);
  }
  // From here on the receiver matters only for what it carries.
  if (receiver.taints.length === 0 || hasOwnMethods(frame, receiver)) return null;
  return tested(frame, receiver, name, args) ?? changed(frame, node, receiver, name, args);
}

/** A method that only tells something about the text. */
function tested(frame: Frame, receiver: Value, name: string, args: Arguments): Value | null {
  const { taints } = receiver;
  const tests = testsOfText.get(name);
  if (tests !== undefined && args.positional.length === 0) {
    return { ...unknown, guards: guardsOf([{ taints, kinds: tests }]) };
  }
  if (name === 'startswith') return { ...unknown, guards: beginsWith(frame, receiver, args) };
  if (name === 'endswith') return { ...unknown, guards: endsWith(frame, receiver, args) };
  return measures.has(name) ? unknown : null;
}

/** A method that gives another text, made of this one. */
function changed(frame: Frame, node: NodeId, receiver: Value, name: string, args: Arguments): Value | null {
  const site = nodeSite(frame, node);
  const [first = unknown, second = unknown] = args.positional;
  if (sameText.has(name) && (args.positional.length === 0 || !name.endsWith('strip'))) {
    return { ...receiver, api: null, objects: [], constants: null, guards: null };
  }
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return stripped(frame, node, receiver, name, first);
    case 'split':
    case 'rsplit':
    case 'splitlines':
    case 'partition':
    case 'rpartition': {
      const separator = name === 'splitlines' ? '\n' : name.endsWith('split') ? onlyText(first) : undefined;
      const parts = deriveAll(receiver.taints, site, 'part');
      const part = { ...unknown, taints: saved(parts, args.positional.length > 1 ? 0 : kindsWithout(separator)) };
      return allocate(frame, node, { ...addAnywhere(emptyObject('list'), part), length: null });
    }
    case 'replace': {
      const [removed, added] = [onlyText(first), onlyText(second)];
      const isGone = removed !== undefined && added?.includes(removed) !== true && args.positional.length === 2;
      const whole = compose(frame, node, [receiver, second], null);
      return { ...whole, taints: saved(whole.taints, isGone || isDoubled(removed, added) ? kindsWithout(removed) : 0) };
    }
    case 'format':
    case 'format_map':
    case 'ljust':
    case 'rjust':
    case 'center':
    case 'zfill':
    case 'translate':
    case 'removeprefix':
    case 'removesuffix':
      return compose(frame, node, [receiver, ...args.positional, ...args.keywords.values()], null);
    default:
      return null;
  }
}

/** A quote that is doubled, or escaped, ends no quoted part. */
function isDoubled(removed: string | undefined, added: string | undefined): boolean {
  return removed !== undefined && added !== undefined && /^(['"])$/.test(removed) && /^(''|""|\\['"])$/.test(added);
}

/** Without some characters at its ends it is another text, of which a check says nothing of the first. */
function stripped(frame: Frame, node: NodeId, receiver: Value, name: string, characters: Value): Value {
  const at = onlyText(characters) ?? '';
  const startsWithout = name !== 'rstrip';
  const taints = deriveAll(receiver.taints, nodeSite(frame, node), 'part').map((taint) => {
    const isName = (frame.env.safetyOf(taint) & hasNoSlash) !== 0;
    const kinds =
      (startsWithout && at.includes('/') ? isRelative : 0) |
      (startsWithout && at.includes('.') && isName ? hasNoWayUp : 0);
    return withSafe(taint, kinds);
  });
  return { ...unknown, taints };
}

function saved(taints: readonly Taint[], kinds: Kinds): readonly Taint[] {
  return kinds === 0 ? taints : taints.map((taint) => withSafe(taint, kinds));
}

/** A text, or each of a tuple of them; null where one is not known. */
function textsOf(frame: Frame, value: Value): string[] | null {
  const only = onlyText(value);
  if (only !== undefined) return [only];
  const object = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (object === undefined || object.length === null || object.parameter !== null) return null;
  const texts = itemsOf(object).map(onlyText);
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : null;
}

function isWholeHost(text: string): boolean {
  return /^https?:\/\/[^/?#]+[/?#]/.test(text);
}

/** `x.startswith(folder)` after x was normalised; `url.startswith('https://host/')`; that it does not begin at the root. */
function beginsWith(frame: Frame, { taints }: Value, { positional }: Arguments): Guards | null {
  const [first] = positional;
  if (first === undefined) return null;
  const texts = textsOf(frame, first);
  const [holds, fails]: [Check[], Check[]] = [[], []];
  const normalised = taints.filter(isNormal);
  const isUp = texts !== null && texts.every((text) => /^\.\.[/\\]?$/.test(text));
  if (isUp) fails.push({ taints: normalised, kinds: kindBit('path') });
  else if (first.taints.every(({ origin }) => origin.type !== 'source')) {
    holds.push({ taints: normalised, kinds: kindBit('path') });
  }
  if (texts === null ? isWholeHost(prefixOf(first) ?? '') : texts.every(isWholeHost)) {
    holds.push({ taints, kinds: kindBit('redirect') | kindBit('url') });
  }
  if (texts?.includes('/') === true) fails.push({ taints, kinds: isRelative });
  if (texts?.includes('.') === true) {
    const names = taints.filter((taint) => (frame.env.safetyOf(taint) & hasNoSlash) !== 0);
    fails.push({ taints: names, kinds: hasNoWayUp });
  }
  return guardsOf(holds, fails);
}

/** It was made of a path by something that leaves no `..` in it. */
export function isNormal({ relation, parent }: { relation: Relation | null; parent: Taint | null }): boolean {
  return relation === 'normal' || parent?.relation === 'normal';
}

/** `host.endswith('.example.org')`: all below a domain are its owner's. */
function endsWith(frame: Frame, { taints }: Value, { positional: [first = unknown] }: Arguments): Guards | null {
  const texts = textsOf(frame, first);
  if (texts === null || !texts.every((text) => /^\.[^.]+\.[^.]/.test(text))) return null;
  const hosts = taints.filter(({ relation }) => relation === 'host');
  return guardsOf([{ taints: hosts, kinds: kindBit('redirect') | kindBit('url') }]);
}

/** It is an instance of a class of the project, which may define the method itself. */
function hasOwnMethods(frame: Frame, receiver: Value): boolean {
  return objectsOf(frame, receiver).some(
    ([, { cls, kind, parameter }]) => cls !== null || (kind !== 'instance' && parameter === null),
  );
}

function foldText(frame: Frame, receiver: Value, name: string, args: Arguments): Value | null {
  if (receiver.constants === null || args.spread !== null) return null;
  const names = [...args.keywords.keys()];
  const operands = [receiver, ...args.positional, ...args.keywords.values()];
  if (name === 'join' && args.positional.length === 1) return joinedConstants(frame, receiver, args.positional[0]!);
  return mapConstants(operands, ([object, ...values]) => {
    if (object!.type !== 'string' && object!.type !== 'bytes') return undefined;
    const positional = values.slice(0, args.positional.length);
    const named = new Map(names.map((key, at) => [key, values[args.positional.length + at]!]));
    return foldMethod(object!, name, { positional, named }) ?? foldTest(object!, name, positional);
  });
}

function foldTest(object: ConstantValue, name: string, [first]: readonly ConstantValue[]): ConstantValue | undefined {
  if (object.type !== 'string' || first?.type !== 'string') return undefined;
  if (name === 'startswith') return { type: 'bool', value: object.value.startsWith(first.value) };
  if (name === 'endswith') return { type: 'bool', value: object.value.endsWith(first.value) };
  return undefined;
}

function joinedConstants(frame: Frame, separator: Value, items: Value): Value | null {
  const only = onlyConstant(separator);
  const object = items.objects.length === 1 ? objectsOf(frame, items)[0]?.[1] : undefined;
  if ((only?.type !== 'string' && only?.type !== 'bytes') || object === undefined || object.length === null)
    return null;
  if (object.parameter !== null) return null;
  const parts = itemsOf(object).map(onlyConstant);
  if (!parts.every((part) => part !== undefined)) return null;
  const joined = foldJoin(only, parts);
  return joined === undefined ? null : constant(joined);
}
