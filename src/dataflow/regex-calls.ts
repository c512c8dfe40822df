// Calls of `re`: what a match says of a text, and what a replacement leaves of it.
import type { NodeId } from '../python/ir.ts';
import type { KnownCall, KnownCalls } from './known-call.ts';
import { callValue } from './calls.ts';
import { nodeSite, type Frame } from './frame.ts';
import { guardsOf, type Check } from './guards.ts';
import { addAnywhere, emptyObject, setCell } from './heap-object.ts';
import type { Kinds } from './kinds.ts';
import { allocate, deriveAll, readCell, taintsIn } from './objects.ts';
import { protectionOfHost } from './patterns-of-hosts.ts';
import { protectionOf, protectionOfMatch, protectionOfRemoval, removesAll } from './patterns-of-text.ts';
import type { RegexFlags } from './regex-syntax.ts';
import { withPositional, type Arguments } from './sinks.ts';
import { deriveLess, joinTaints, withSafe, type Taint } from './taint.ts';
import { harmlessBlanks } from './text-methods.ts';
import { onlyConstant, onlyText, unknown, type Value } from './value.ts';

/** A pattern with its flags, both constant. */
interface Pattern {
  readonly text: string;
  readonly flags: RegexFlags;
}

/** The letters of Python's flags by their numbers. */
const letters: readonly (readonly [number, string])[] = [
  [2, 'i'],
  [4, 'L'],
  [8, 'm'],
  [16, 's'],
  [64, 'x'],
  [256, 'a'],
];

function patternOf(pattern: Value | null | undefined, flags: Value | null | undefined): Pattern | null {
  const text = pattern === null || pattern === undefined ? undefined : onlyText(pattern);
  if (text === undefined) return null;
  if (flags === null || flags === undefined) return { text, flags: new Set() };
  const only = onlyConstant(flags);
  if (only?.type !== 'int') return null;
  return { text, flags: new Set(letters.flatMap(([bit, letter]) => ((only.value & bit) === 0 ? [] : [letter]))) };
}

/** That of what `re.compile` gave. */
function compiledIn(frame: Frame, compiled: Value | null | undefined): Pattern | null {
  const [text, flags] = ['.pattern', '.flags'].map((cell) => readCell(frame, compiled ?? unknown, cell));
  return patternOf(text, flags);
}

/** What a call says of its pattern, and its other arguments in order: `re.sub(pattern, …)`, `pattern.sub(…)`. */
function readArguments(
  frame: Frame,
  { receiver, positional, keywords }: Arguments,
  isCompiled: boolean,
  names: readonly string[],
): { readonly pattern: Pattern | null; readonly given: readonly (Value | undefined)[] } {
  const places = isCompiled ? names : ['pattern', ...names];
  const values = places.map((name, at) => positional[at] ?? keywords.get(name));
  if (!isCompiled)
    return {
      pattern: compiledIn(frame, values[0]) ?? patternOf(values[0], keywords.get('flags') ?? values.at(-1)),
      given: values.slice(1),
    };
  return { pattern: compiledIn(frame, receiver), given: values };
}

const compile: KnownCall = (frame, node, args, { api }) => {
  const { positional, keywords } = args;
  const pattern = positional[0] ?? keywords.get('pattern') ?? unknown;
  const flags = positional[1] ?? keywords.get('flags');
  let object = setCell(emptyObject('instance'), '.pattern', pattern);
  if (flags !== undefined) object = setCell(object, '.flags', flags);
  return { ...allocate(frame, node, object), api: `${api}()`, taints: taintsIn(frame, pattern) };
};

/** What was matched: a part of the text, which is kept beside it. */
function matchOf(frame: Frame, node: NodeId, pattern: Pattern | null, subject: Value): Value {
  const kinds = pattern === null ? 0 : protectionOfMatch(pattern.text, pattern.flags);
  const object = setCell(emptyObject('instance'), '.string', subject);
  return {
    ...allocate(frame, node, object, 'match'),
    api: 're.match()',
    taints: parts(frame, node, subject, kinds),
  };
}

function parts(frame: Frame, node: NodeId, subject: Value, kinds: Kinds): readonly Taint[] {
  return deriveAll(taintsIn(frame, subject), nodeSite(frame, node), 'part').map((taint) => withSafe(taint, kinds));
}

function matches(mode: 'fullmatch' | 'match' | 'search', isCompiled: boolean): KnownCall {
  return (frame, node, args) => {
    const { pattern, given } = readArguments(frame, args, isCompiled, ['string', 'flags']);
    const subject = given[0] ?? unknown;
    const kinds =
      pattern === null
        ? 0
        : protectionOf(pattern.text, mode, pattern.flags) |
          protectionOfHost(pattern.text, mode !== 'search', pattern.flags);
    const found = mode === 'search' ? whereNoneIsFound(pattern, subject) : [];
    return {
      ...matchOf(frame, node, pattern, subject),
      guards: guardsOf([{ taints: subject.taints, kinds }], found, 'none'),
    };
  };
}

/** `re.search('[^a-z]', text)` that finds nothing: the text is as if all such characters had been taken out. */
function whereNoneIsFound(pattern: Pattern | null, { taints }: Value): Check[] {
  return pattern === null ? [] : [{ taints, kinds: protectionOfRemoval(pattern.text, '', pattern.flags) }];
}

const onlyBlanks = /^\[?(?:\\[strnvf]| )+\]?[+*]?$/;

function replaces(isCompiled: boolean): KnownCall {
  return (frame, node, args) => {
    const { pattern, given: rest } = readArguments(frame, args, isCompiled, ['repl', 'string', 'count', 'flags']);
    const [replacement = unknown, subject = unknown, count] = rest;
    const text = onlyText(replacement);
    const isWhole = pattern !== null && text !== undefined && count === undefined;
    if (isWhole && removesAll(pattern.text, pattern.flags)) return unknown;
    const kinds = isWhole ? protectionOfRemoval(pattern.text, text, pattern.flags) : 0;
    const added =
      replacement.refs.length > 0
        ? callValue(frame, node, replacement, withPositional([matchOf(frame, node, pattern, subject)]))
        : replacement;
    const site = nodeSite(frame, node);
    const given = taintsIn(frame, subject);
    const made =
      isWhole && text === '' && onlyBlanks.test(pattern.text)
        ? given.map((taint) => deriveLess(taint, site, harmlessBlanks))
        : deriveAll(given, site, 'whole');
    const left = made.map((taint) => withSafe(taint, kinds));
    return { ...unknown, taints: joinTaints(left, deriveAll(taintsIn(frame, added), site, 'whole')) };
  };
}

/** Lists of what was matched, or of what stood between. */
function lists(kind: 'findall' | 'finditer' | 'split', isCompiled: boolean): KnownCall {
  return (frame, node, args) => {
    const names = kind === 'split' ? ['string', 'maxsplit', 'flags'] : ['string', 'flags'];
    const { pattern, given } = readArguments(frame, args, isCompiled, names);
    const [subject = unknown, most] = given;
    let item: Value;
    if (kind === 'finditer') item = matchOf(frame, node, pattern, subject);
    else {
      const isAll = kind === 'findall' || most === undefined;
      const protection = kind === 'findall' ? protectionOfMatch : protectionBetween;
      const kinds = pattern !== null && isAll ? protection(pattern.text, pattern.flags) : 0;
      item = { ...unknown, taints: parts(frame, node, subject, kinds) };
    }
    const made = allocate(frame, node, { ...addAnywhere(emptyObject('list'), item), length: null });
    return kind === 'findall' ? { ...made, guards: guardsOf([], whereNoneIsFound(pattern, subject), null) } : made;
  };
}

/** What stands between the matches holds none, unless the pattern has groups: these are kept. */
function protectionBetween(pattern: string, flags: RegexFlags): Kinds {
  return pattern.includes('(') ? 0 : protectionOfRemoval(pattern, '', flags);
}

/** What a match gives is a part of what was matched. */
const group: KnownCall = (frame, node, { receiver }) => ({
  ...unknown,
  taints: deriveAll(receiver?.taints ?? [], nodeSite(frame, node), 'part'),
});

export const regexCalls: KnownCalls = [
  ['re.compile', compile],
  ...['group', 'groups', 'groupdict'].map((name) => [`re.match().${name}`, group] as const),
  ...[false, true].flatMap((isCompiled): KnownCalls => {
    const owner = isCompiled ? 're.compile()' : 're';
    return [
      ...(['fullmatch', 'match', 'search'] as const).map(
        (mode) => [`${owner}.${mode}`, matches(mode, isCompiled)] as const,
      ),
      ...(['findall', 'finditer', 'split'] as const).map(
        (kind) => [`${owner}.${kind}`, lists(kind, isCompiled)] as const,
      ),
      [`${owner}.sub`, replaces(isCompiled)],
    ];
  }),
];
