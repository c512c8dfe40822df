// Which file that vanished is which file that appeared in the same scan: equal content, or at least six lines in ten in
// common. Each must be the other's best; where two are equally good, nothing is guessed.
import type { LineHashes } from './line-hashes.ts';

/** A file on one side of a possible rename. `lines`: null where they are not known. */
export interface RenameCandidate {
  readonly path: string;
  readonly contentHash: string;
  readonly lines: LineHashes | null;
}

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Least share of common lines, as git's `--find-renames` has one of bytes; the figure is from docs on history. */
const leastSimilarity = 0.6;
/** Lines that more vanished files than this have say nothing about which of them it was. */
const rareLine = 8;

export function findRenames(vanished: readonly RenameCandidate[], appeared: readonly RenameCandidate[]): Rename[] {
  const owners = ownersOfRareLines(vanished);
  const byContent = new Map<string, RenameCandidate[]>();
  for (const file of vanished) byContent.set(file.contentHash, [...(byContent.get(file.contentHash) ?? []), file]);
  const scores: Score[] = appeared.flatMap((to) => {
    const same = byContent.get(to.contentHash) ?? [];
    const alike = new Set<RenameCandidate>();
    for (const line of to.lines ?? []) for (const owner of owners.get(line) ?? []) alike.add(owner);
    return [...new Set([...same, ...alike])].flatMap((from) => {
      const similarity = from.contentHash === to.contentHash ? 1 : lineSimilarity(from.lines!, to.lines!);
      return similarity >= leastSimilarity ? [{ from, to, similarity, parts: sharedEnding(from.path, to.path) }] : [];
    });
  });
  const bestOfFrom = bestBy(scores, ({ from }) => from.path);
  const bestOfTo = bestBy(scores, ({ to }) => to.path);
  return [...bestOfFrom.values()].flatMap((score) =>
    score !== null && bestOfTo.get(score.to.path) === score ? [{ from: score.from.path, to: score.to.path }] : [],
  );
}

interface Score {
  readonly from: RenameCandidate;
  readonly to: RenameCandidate;
  readonly similarity: number;
  /** Path parts in common at the end: settles which of several equal files it was when a folder is renamed. */
  readonly parts: number;
}

/** The best score for each key, or null where two are equally good. */
function bestBy(scores: readonly Score[], key: (score: Score) => string): Map<string, Score | null> {
  const best = new Map<string, { score: Score; tied: boolean }>();
  for (const score of scores) {
    const other = best.get(key(score));
    const order = other ? score.similarity - other.score.similarity || score.parts - other.score.parts : 1;
    if (order > 0) best.set(key(score), { score, tied: false });
    else if (order === 0) best.set(key(score), { score: other!.score, tied: true });
  }
  return new Map([...best].map(([name, { score, tied }]) => [name, tied ? null : score]));
}

function ownersOfRareLines(files: readonly RenameCandidate[]): Map<number, RenameCandidate[]> {
  const owners = new Map<number, RenameCandidate[]>();
  for (const file of files) {
    for (const line of new Set(file.lines)) {
      const list = owners.get(line);
      if (list === undefined) owners.set(line, [file]);
      else list.push(file);
    }
  }
  for (const [line, list] of owners) if (list.length > rareLine) owners.delete(line);
  return owners;
}

/** Lines in common, whatever their order, as a share of the longer text: 0 to 1. */
export function lineSimilarity(a: LineHashes, b: LineHashes): number {
  const left = new Map<number, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of b) {
    const rest = left.get(line) ?? 0;
    if (rest === 0) continue;
    left.set(line, rest - 1);
    common++;
  }
  return common / Math.max(a.length, b.length, 1);
}

function sharedEnding(a: string, b: string): number {
  const [left, right] = [a.split('/').toReversed(), b.split('/').toReversed()];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}
