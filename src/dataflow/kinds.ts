// Sets of sink kinds: for which of them a value is harmless. A path is special: what makes one harmless is often said in
// pieces ("no slash", "no two points"), so the pieces are kept beside the kinds, until together they say enough.
import { allSinkKinds, relatedKinds, sinkKinds, type RelatedKind, type SinkKind } from '../model/flow-kinds.ts';

/** A set of sink kinds, one bit each, and of what is known of a path. */
export type Kinds = number;

export const allKinds: Kinds = 2 ** sinkKinds.length - 1;
const numbers = new Map<SinkKind, number>(allSinkKinds.map((kind, at) => [kind, at]));
const bits = new Map<SinkKind, Kinds>(sinkKinds.map((kind, at) => [kind, 2 ** at]));
for (const kind of allSinkKinds) if (isRelated(kind)) bits.set(kind, bits.get(relatedKinds[kind])!);

function isRelated(kind: SinkKind): kind is RelatedKind {
  return kind in relatedKinds;
}

export function kindBit(kind: SinkKind): Kinds {
  return bits.get(kind)!;
}

/** Tells kinds apart, also those that share a bit. */
export function kindNumber(kind: SinkKind): number {
  return numbers.get(kind)!;
}

/** The bits of a list; of an empty one: all. */
export function kindBits(kinds: readonly SinkKind[]): Kinds {
  return kinds.length === 0 ? allKinds : kinds.reduce((sum, kind) => sum | kindBit(kind), 0);
}

/** Of what is to be kept secret: what a text looks like does not matter there. */
export const secretKinds: Kinds = kindBits(
  sinkKinds.filter((kind) => kind === 'storage' || kind.startsWith('secret-')),
);

/** What a number is harmless for: it can be too large. */
export const numberKinds: Kinds = allKinds & ~kindBit('size');

/** All that a word, a number or the like is harmless for: it can be too large, and it can still be a secret. */
export const harmlessText: Kinds = allKinds & ~secretKinds & ~kindBit('size');

/** Where a URL leads. */
export const hostKinds: Kinds = kindBit('redirect') | kindBit('url');

/**
 * What is left of a check where the value is a URL's host: one that says which characters a text has, and so helps in other
 * places too, says nothing of where it leads. One of the host alone does, and so does one that leaves nothing to choose.
 */
export function asHost(kinds: Kinds): Kinds {
  const isOfCharacters = (kinds & kindBit('html')) !== 0 && (kinds & secretKinds) !== secretKinds;
  return isOfCharacters ? kinds & ~hostKinds : kinds;
}

/** No part of a path is left by it: it has no slash. */
export const hasNoSlash: Kinds = 2 ** sinkKinds.length;
/** It has no `..` in it, or is not `..` itself where it has no slash. */
export const hasNoWayUp: Kinds = 2 * hasNoSlash;
/** It does not begin at the root. */
export const isRelative: Kinds = (2 * hasNoWayUp) | 0; // the last of 32 bits, in which a number is negative

/** With what follows from the pieces together. */
export function concluded(kinds: Kinds): Kinds {
  const isHarmlessPath = (kinds & hasNoWayUp) !== 0 && (kinds & (hasNoSlash | isRelative)) !== 0;
  return isHarmlessPath ? kinds | kindBit('path') : kinds;
}
