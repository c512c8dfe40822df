// Which line of an old text is which line of the new one. A patience diff (Bram Cohen): lines that occur once in both
// texts are anchors, the longest run of anchors in one order is kept, and the stretches between are treated alike; a
// short stretch without anchors is settled by its longest common subsequence. The map keeps order, so lines that were
// moved past others are left out of it.
import type { LineHashes } from './line-hashes.ts';

/** Says where the lines of an old text are in a new one. Lines count from 1. */
export interface LineMap {
  /** The new line, or 0 where the old one was removed or changed. */
  newLine(oldLine: number): number;
  /** Where it would stand: the new line, or one at the same distance from the nearest kept line above. */
  expectedLine(oldLine: number): number;
  /** The changed stretch that an old line lies in, or null for a line that was kept. */
  gapOfOld(oldLine: number): number | null;
  /** The changed stretch that a new line lies in; the same number as that of the old lines which it replaces. */
  gapOfNew(newLine: number): number | null;
}

/** The map of a text onto itself. */
export const sameLines: LineMap = {
  newLine: (line) => line,
  expectedLine: (line) => line,
  gapOfOld: () => null,
  gapOfNew: () => null,
};

/** Compares two texts by their line hashes, which must be made with one key. */
export function mapLines(before: LineHashes, after: LineHashes): LineMap {
  const target = new Int32Array(before.length + 1);
  const kept = new Uint8Array(after.length + 1);
  for (const [oldIndex, newIndex] of commonLines(before, after)) {
    target[oldIndex + 1] = newIndex + 1;
    kept[newIndex + 1] = 1;
  }
  const nearestOld = nearestKept(target);
  const nearestNew = nearestKept(kept);
  return {
    newLine: (line) => target[line] ?? 0,
    expectedLine: (line) => {
      const at = nearestOld(line);
      return target[at]! + line - at;
    },
    gapOfOld: (line) => (target[line] ? null : target[nearestOld(line)]!),
    gapOfNew: (line) => (kept[line] === 1 ? null : nearestNew(line)),
  };
}

/** The kept line at or above a line, or 0. All are looked up at once: whoever asks of every line shall not wait. */
function nearestKept(kept: ArrayLike<number>): (line: number) => number {
  const nearest = new Int32Array(kept.length);
  for (let line = 1; line < kept.length; line++) nearest[line] = kept[line] === 0 ? nearest[line - 1]! : line;
  return (line) => nearest[Math.min(line, nearest.length - 1)]!;
}

type IndexPair = readonly [before: number, after: number];

/** Pairs of indexes of equal lines, rising on both sides. */
function commonLines(before: LineHashes, after: LineHashes): IndexPair[] {
  const pairs: IndexPair[] = [];
  const work: [number, number, number, number][] = [[0, before.length, 0, after.length]];
  for (let stretch = work.pop(); stretch !== undefined; stretch = work.pop()) {
    let [fromOld, toOld, fromNew, toNew] = stretch;
    while (fromOld < toOld && fromNew < toNew && before[fromOld] === after[fromNew]) pairs.push([fromOld++, fromNew++]);
    while (fromOld < toOld && fromNew < toNew && before[toOld - 1] === after[toNew - 1]) pairs.push([--toOld, --toNew]);
    if (fromOld === toOld || fromNew === toNew) continue;
    const anchors = longestRise(uniqueInBoth(before, fromOld, toOld, after, fromNew, toNew));
    if (anchors.length === 0) {
      pairs.push(...longestCommon(before, fromOld, toOld, after, fromNew, toNew));
      continue;
    }
    for (const [oldAnchor, newAnchor] of anchors) {
      work.push([fromOld, oldAnchor, fromNew, newAnchor]);
      pairs.push([oldAnchor, newAnchor]);
      [fromOld, fromNew] = [oldAnchor + 1, newAnchor + 1];
    }
    work.push([fromOld, toOld, fromNew, toNew]);
  }
  return pairs;
}

/** Lines that occur exactly once in each stretch, in the old order. */
function uniqueInBoth(
  before: LineHashes,
  fromOld: number,
  toOld: number,
  after: LineHashes,
  fromNew: number,
  toNew: number,
): IndexPair[] {
  const newPlaces = placesOfUnique(after, fromNew, toNew);
  const pairs: IndexPair[] = [];
  for (const [hash, oldIndex] of placesOfUnique(before, fromOld, toOld)) {
    const newIndex = newPlaces.get(hash) ?? -1;
    if (oldIndex >= 0 && newIndex >= 0) pairs.push([oldIndex, newIndex]);
  }
  return pairs;
}

/** Index of each hash that occurs once, -1 for the others; in order of first appearance. */
function placesOfUnique(lines: LineHashes, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let index = from; index < to; index++) places.set(lines[index]!, places.has(lines[index]!) ? -1 : index);
  return places;
}

/** The longest subsequence in which the new indexes rise too (patience sorting). */
function longestRise(pairs: readonly IndexPair[]): IndexPair[] {
  const piles: number[] = []; // positions in `pairs` of the top cards
  const previous = new Int32Array(pairs.length);
  for (let card = 0; card < pairs.length; card++) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[piles[middle]!]![1] < pairs[card]![1]) low = middle + 1;
      else high = middle;
    }
    previous[card] = low > 0 ? piles[low - 1]! : -1;
    piles[low] = card;
  }
  const rise: IndexPair[] = [];
  for (let card = piles.at(-1) ?? -1; card >= 0; card = previous[card]!) rise.push(pairs[card]!);
  return rise.toReversed();
}

/** Cells of the table below; larger stretches of repeated lines are left unmapped. */
const tableLimit = 1_000_000;

/** Longest common subsequence by the textbook's table. */
function longestCommon(
  before: LineHashes,
  fromOld: number,
  toOld: number,
  after: LineHashes,
  fromNew: number,
  toNew: number,
): IndexPair[] {
  const [rows, columns] = [toOld - fromOld, toNew - fromNew];
  if (rows * columns > tableLimit) return [];
  const width = columns + 1;
  const length = new Int32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      length[row * width + column] =
        before[fromOld + row] === after[fromNew + column]
          ? length[(row + 1) * width + column + 1]! + 1
          : Math.max(length[(row + 1) * width + column]!, length[row * width + column + 1]!);
    }
  }
  const pairs: IndexPair[] = [];
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (before[fromOld + row] === after[fromNew + column]) pairs.push([fromOld + row++, fromNew + column++]);
    else if (length[(row + 1) * width + column]! >= length[row * width + column + 1]!) row++;
    else column++;
  }
  return pairs;
}
