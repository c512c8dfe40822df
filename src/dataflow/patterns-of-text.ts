// What a regular expression says of a text that it matches, that it matched a part of, or whose matches were replaced: for
// which kinds of sink the characters that are left are harmless. Conservative: what is not understood protects from nothing.
import type { SinkKind } from '../model/flow-kinds.ts';
import { kindsWithout, telling } from './text-methods.ts';
import { parseRegex, type CharacterTest, type RegexFlags, type RegexNode } from './regex-syntax.ts';
import { concluded, hasNoSlash, hasNoWayUp, kindBit, type Kinds } from './kinds.ts';

/** Characters by which a text leaves the place that it was meant for; one of them is enough. */
const dangerous: readonly (readonly [SinkKind, string])[] = [
  ['sql', `'"\`;\\- (`],
  ['nosql', '{$'],
  ['command', '|;&$`<>(){}\n\'"\\ *?~'],
  ['code', '().[]{}\'"+-*/%:;, \n='],
  ['template', '{%$<#'],
  ['redirect', '/:\\'],
  ['html', '<>&"\''],
  ['url', '/:@?#%\\'],
  ['ldap', '()*\\\0|&='],
  ['xpath', `'"[]()=|/`],
  ['xml', '<>&'],
  ['log', '\r\n'],
  ['header', '\r\n'],
  ['regex', '()*+?{[.|\\'],
  ['email', '\r\n'],
  ['format', '{%'],
  ['deserialization', '.!{([:/\\\n'],
  ['reflection', '_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  // Kept for later, it can come to any place; a word is what one expects there.
  ['session', '|;&$`<>(){}\r\n\'"\\ *?~'],
];

/** Behind `$` a line end may follow. That forges no entry of a log, but it may end a header. */
const brokenByLineEnd = kindBit('header') | kindBit('email');

/** For which kinds a text is harmless that has these characters only. */
export function protectionOfCharacters(allows: CharacterTest, canBeUp = allows('.')): Kinds {
  let kinds: Kinds = 0;
  for (const [kind, characters] of dangerous) {
    if (!characters.split('').some(allows)) kinds |= kindBit(kind);
  }
  if (!allows('/') && !allows('\\')) kinds |= hasNoSlash;
  if (!canBeUp) kinds |= hasNoWayUp;
  return concluded(kinds);
}

/**
 * What is known of a text where a pattern matches it.
 * @param pattern Python's regular expression
 * @param mode `fullmatch`, `match` (anchored at the start) or `search`
 */
export function protectionOf(pattern: string, mode: 'fullmatch' | 'match' | 'search', flags?: RegexFlags): Kinds {
  const tree = parseRegex(pattern, flags);
  if (tree === null) return 0;
  const end = mode === 'fullmatch' ? 'strict' : endOf(tree);
  if ((mode === 'search' && !startsAtStart(tree)) || end === null) return 0;
  const allows = alphabetOf(tree);
  const kinds = protectionOfCharacters(allows, allows('.') && canMatchUp(tree));
  return end === 'strict' ? kinds : kinds & ~brokenByLineEnd;
}

/** What is known of the part of a text that a pattern matched. */
export function protectionOfMatch(pattern: string, flags?: RegexFlags): Kinds {
  const tree = parseRegex(pattern, flags);
  return tree === null ? 0 : protectionOfCharacters(alphabetOf(tree));
}

/** What is known of a text after `re.sub(pattern, replacement, text)`. */
export function protectionOfRemoval(pattern: string, replacement: string, flags?: RegexFlags): Kinds {
  const tree = parseRegex(pattern, flags);
  // What was matched can be put back.
  if (tree === null || replacement.includes('\\')) return 0;
  const removed = (tree.kind === 'choice' ? tree.ways : [tree]).flatMap((way) => wholeSet(way) ?? []);
  if (removed.length === 0) return 0;
  const isLeft: CharacterTest = (one) => replacement.includes(one) || !removed.some((test) => test(one));
  let without: Kinds = 0;
  for (const one of telling) if (one.length === 1 && !isLeft(one)) without |= kindsWithout(one);
  for (const one of replacement) without &= ~kindsWithout(one);
  return concluded(protectionOfCharacters(isLeft) | without);
}

/** Whether nothing of a text is left when all that a pattern matches is replaced, its line ends apart. */
export function removesAll(pattern: string, flags?: RegexFlags): boolean {
  const tree = parseRegex(pattern, flags);
  const test = tree === null ? null : wholeSet(tree);
  return test !== null && printable.every(test);
}

const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

/** A pattern that matches each character of a set, alone or with its neighbours. */
function wholeSet(node: RegexNode): CharacterTest | null {
  switch (node.kind) {
    case 'set':
      return node.test;
    case 'sequence':
      return node.items.length === 1 ? wholeSet(node.items[0]!) : null;
    case 'repeat':
      return node.min <= 1 ? wholeSet(node.item) : null;
    default:
      return null;
  }
}

/** The characters that a match can hold. */
function alphabetOf(node: RegexNode): CharacterTest {
  const tests: CharacterTest[] = [];
  const walk = (one: RegexNode): void => {
    if (one.kind === 'set') tests.push(one.test);
    else if (one.kind === 'repeat') walk(one.item);
    else if (one.kind === 'sequence') one.items.forEach(walk);
    else if (one.kind === 'choice') one.ways.forEach(walk);
  };
  walk(node);
  return (character) => tests.some((test) => test(character));
}

/** Whether every match begins where the text does. */
function startsAtStart(node: RegexNode): boolean {
  switch (node.kind) {
    case 'start':
      return true;
    case 'sequence':
      return startsAtStart(node.items.find(({ kind }) => kind !== 'place') ?? { kind: 'place' });
    case 'choice':
      return node.ways.every(startsAtStart);
    case 'repeat':
      return node.min > 0 && startsAtStart(node.item);
    default:
      return false;
  }
}

/** Whether every match ends where the text does, or before the line end there. */
function endOf(node: RegexNode): 'strict' | 'line' | null {
  switch (node.kind) {
    case 'end':
      return node.isStrict ? 'strict' : 'line';
    case 'sequence':
      return endOf(node.items.findLast(({ kind }) => kind !== 'place') ?? { kind: 'place' });
    case 'choice': {
      const ends = node.ways.map(endOf);
      if (ends.includes(null)) return null;
      return ends.includes('line') ? 'line' : 'strict';
    }
    case 'repeat':
      return node.min > 0 ? endOf(node.item) : null;
    default:
      return null;
  }
}

/** Whether two points alone match, which are the folder above. */
function canMatchUp(node: RegexNode): boolean {
  return reach(node, new Set([0])).has(2);
}

/** Where in `..` a match can stand after this node, from these places on. */
function reach(node: RegexNode, from: ReadonlySet<number>): ReadonlySet<number> {
  switch (node.kind) {
    case 'set':
      return node.test('.') ? new Set([...from].filter((at) => at < 2).map((at) => at + 1)) : new Set();
    case 'sequence':
      return node.items.reduce((places, item) => reach(item, places), from);
    case 'choice':
      return new Set(node.ways.flatMap((way) => [...reach(way, from)]));
    case 'repeat': {
      let places = node.min === 0 ? from : new Set<number>();
      let last = from;
      for (let times = 1; times <= Math.max(2, Math.min(node.min, 3)); times++) {
        last = reach(node.item, last);
        if (times >= node.min) places = new Set([...places, ...last]);
      }
      return places;
    }
    default:
      return from;
  }
}
