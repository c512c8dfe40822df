// Methods of texts, on values that are known to be such or that nothing contradicts: what comes back, and what the answer of
// a test says of the text.
import { foldJoin, foldMethod } from '../python/fold-methods.ts';
import type { ConstantValue, NodeId } from '../python/ir.ts';
import { encodedText } from './conversions.ts';
import { compose, mapConstants } from './evaluate.ts';
import { nodeSite, type Frame } from './frame.ts';
import { checkOf, guardsOf, type Check, type Guards } from './guards.ts';
import { addAnywhere, emptyObject, itemsOf } from './heap-object.ts';
import { iterable } from './iteration.ts';
import { keyOf, mix } from './keys.ts';
import { hasNoSlash, hasNoWayUp, hostKinds, isRelative, kindBit, type Kinds } from './kinds.ts';
import { allocate, decodeAll, deriveAll, objectsOf } from './objects.ts';
import { noSignKey } from './beginning-signs.ts';
import { protectionOfCharacters } from './patterns-of-text.ts';
import { reportCall, type Arguments } from './sinks.ts';
import { harmlessBlanks, kindsWithout, lineKinds, measures, sameText, testsOfText, word } from './text-methods.ts';
import { deriveLess, joinTaints, withSafe, type Relation, type Taint } from './taint.ts';
import { firstPlace, isAtHost } from './url-texts.ts';
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
    const place = firstPlace(onlyText(receiver) ?? '', /\{(\w*)(?:[^{}\w][^{}]*)?\}/);
    const first =
      place === null ? undefined : (args.keywords.get(place.name) ?? args.positional[Number(place.name || 0)]);
    const atHost = place !== null && isAtHost(place.before, place.after) ? (first ?? null) : null;
    return compose(frame, node, values, place?.before ?? null, atHost);
  }
  // From here on the receiver matters only for what it carries.
  if (receiver.taints.length === 0 || hasOwnMethods(frame, receiver)) return null;
  reportCall(frame, node, frame.program.models.sinks(null, [name]), { ...args, receiver }, `str.${name}`);
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
  if (sameText.has(name)) {
    const recoded = otherCode(frame, node, receiver, name, first);
    if (recoded !== null) return recoded;
    const api = name === 'encode' ? encodedText : null;
    return { ...receiver, api, objects: [], constants: null, guards: null };
  }
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return stripped(frame, node, receiver, name, args.positional[0]);
    case 'split':
    case 'rsplit':
    case 'splitlines':
    case 'partition':
    case 'rpartition': {
      const isAtBlanks = args.positional.length === 0 && name.endsWith('split');
      const separator = name === 'splitlines' ? '\n' : name.endsWith('split') ? onlyText(first) : undefined;
      const parts = deriveAll(receiver.taints, site, 'part');
      const part = {
        ...unknown,
        taints: saved(parts, args.positional.length > 1 ? 0 : isAtBlanks ? lineKinds : kindsWithout(separator)),
      };
      return allocate(frame, node, { ...addAnywhere(emptyObject('list'), part), length: null });
    }
    case 'replace': {
      const [removed, added] = [onlyText(first), onlyText(second)];
      const isGone = removed !== undefined && added?.includes(removed) !== true && args.positional.length === 2;
      const kinds = isGone || isDoubled(removed, added) ? kindsWithout(removed) : 0;
      // Browsers read a backslash in a URL as a slash: who looks at it so looks at what they see.
      const isAsSeen = removed === '\\' && added === '/';
      const rest = isAsSeen
        ? receiver.taints.map((taint) => deriveLess(taint, site, hostKinds))
        : less(receiver.taints, site, removed);
      return {
        ...compose(frame, node, [second], null),
        taints: saved(joinTaints(rest, deriveAll(second.taints, site, 'whole')), kinds),
      };
    }
    case 'removeprefix':
    case 'removesuffix':
      return { ...unknown, taints: less(receiver.taints, site, onlyText(first)) };
    case 'hex':
      return { ...unknown, taints: saved(deriveAll(receiver.taints, site, 'whole'), word) };
    case 'format':
    case 'format_map':
    case 'ljust':
    case 'rjust':
    case 'center':
    case 'zfill':
    case 'translate':
      return compose(frame, node, [receiver, ...args.positional, ...args.keywords.values()], null);
    default:
      return null;
  }
}

/** A quote that is doubled, or escaped, ends no quoted part. */
function isDoubled(removed: string | undefined, added: string | undefined): boolean {
  return removed !== undefined && added !== undefined && /^(['"])$/.test(removed) && /^(''|""|\\['"])$/.test(added);
}

/** A text without, or with others in place of, some characters: a check of it is one of the text, as far as these are harmless. */
function less(taints: readonly Taint[], site: number, characters: string | undefined): readonly Taint[] {
  const harmless = characters === undefined ? 0 : protectionOfCharacters((one) => characters.includes(one));
  return taints.map((taint) => deriveLess(taint, site, harmless));
}

/** Without some characters at its ends, or without blanks there. */
function stripped(frame: Frame, node: NodeId, receiver: Value, name: string, characters: Value | undefined): Value {
  const site = nodeSite(frame, node);
  const startsWithout = name !== 'rstrip';
  if (characters === undefined || onlyConstant(characters)?.type === 'none') {
    const taints = receiver.taints.map((taint) => deriveLess(taint, site, harmlessBlanks));
    return { ...unknown, taints, prefix: receiver.prefix };
  }
  const at = onlyText(characters) ?? '';
  const taints = less(receiver.taints, site, onlyText(characters)).map((taint) => {
    const isName = (frame.env.safetyOf(taint) & hasNoSlash) !== 0;
    const kinds =
      (startsWithout && at.includes('/') ? isRelative : 0) |
      (startsWithout && at.includes('.') && isName ? hasNoWayUp : 0);
    return withSafe(taint, kinds);
  });
  return { ...unknown, taints };
}

/** Codecs that are no more than another way to store the same characters. */
const plainCodec = /^(ascii|us-ascii|utf-?8(-sig)?|utf-?(16|32)(-?[lb]e)?|latin-?1|iso-?8859-?\d+|cp\d+|windows-?\d+)$/;

/** `text.encode('unicode_escape')` writes what others do not have otherwise, and `decode` makes it what it was. */
function otherCode(frame: Frame, node: NodeId, { taints }: Value, name: string, codec: Value): Value | null {
  const written = onlyText(codec)?.toLowerCase().replaceAll('_', '-');
  if (written === undefined || plainCodec.test(written)) return null;
  const site = nodeSite(frame, node);
  if (name === 'decode') return { ...unknown, taints: decodeAll(frame, taints, site) };
  if (name !== 'encode') return null;
  return { ...unknown, taints: saved(deriveAll(taints, site, 'whole'), written === 'unicode-escape' ? lineKinds : 0) };
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
  if (texts !== null) {
    holds.push(...onThisServer(frame, taints, texts, 'begins with a slash', ['/'], 'begins with no more'));
    fails.push(...onThisServer(frame, taints, texts, 'begins with no more', ['//'], 'begins with a slash'));
  }
  if (texts?.includes('-') === true) {
    fails.push(...taints.map((taint) => checkOf(noSignKey(taint), kindBit('argument'))));
  }
  if (texts?.includes('/') === true) fails.push({ taints, kinds: isRelative });
  if (texts?.includes('.') === true) {
    const names = taints.filter((taint) => (frame.env.safetyOf(taint) & hasNoSlash) !== 0);
    fails.push({ taints: names, kinds: hasNoWayUp });
  }
  return guardsOf(holds, fails);
}

/**
 * A path of this server begins with one slash and not with two, which is asked in two questions: what the one says is kept
 * until the other is asked, under a key of its own.
 */
function onThisServer(
  frame: Frame,
  taints: readonly Taint[],
  asked: readonly string[],
  what: string,
  wanted: readonly string[],
  other: string,
): Check[] {
  if (!wanted.every((one) => asked.includes(one)) || (wanted[0] === '/' && asked.length > 1)) return [];
  const kinds = kindBit('redirect');
  const isKnown = taints.filter(({ key }) => frame.env.checkedKinds(mix(key, keyOf(other))) !== 0);
  return [...taints.map(({ key }) => checkOf(mix(key, keyOf(what)), kinds)), { taints: isKnown, kinds }];
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
