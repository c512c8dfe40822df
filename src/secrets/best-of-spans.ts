// Of candidates that share a span only one can be right.
import type { Candidate } from './candidate.ts';

/** A candidate, and in how many encodings it stands; absent where it is written plainly. */
export interface Layered extends Candidate {
  readonly layer?: number;
}

/** Those of the candidates that touch none of the spans, which rise and do not overlap. */
export function outside<T extends Candidate>(
  spans: readonly (readonly [start: number, end: number])[],
  candidates: readonly T[],
): readonly T[] {
  if (spans.length === 0) return candidates;
  return candidates.filter(({ start, end }) => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (spans[middle]![1] <= start) low = middle + 1;
      else high = middle;
    }
    return low === spans.length || spans[low]![0] >= end;
  });
}

/** Keeps, of candidates whose spans overlap, the one that is founded best; in reading order. */
export function bestOfEachSpan(candidates: readonly Layered[]): Candidate[] {
  const inOrder = candidates.toSorted((a, b) => firstOf(a) - firstOf(b));
  const kept: Candidate[] = [];
  // Group by group: between two of them no span reaches from one to the other.
  for (let from = 0; from < inOrder.length;) {
    let to = from;
    for (let reached = -1; to < inOrder.length; to++) {
      const candidate = inOrder[to]!;
      if (to > from && firstOf(candidate) >= reached) break;
      reached = Math.max(reached, candidate.end, candidate.partner?.[1] ?? 0);
    }
    if (to === from + 1) kept.push(inOrder[from]!);
    else for (const candidate of bestOf(inOrder.slice(from, to))) kept.push(candidate);
    from = to;
  }
  return kept;
}

function firstOf({ start, partner }: Candidate): number {
  return partner ? Math.min(start, partner[0]) : start;
}

function bestOf(candidates: readonly Layered[]): Candidate[] {
  const byTrust = candidates.toSorted(
    (a, b) =>
      a.rank - b.rank ||
      (a.layer ?? 0) - (b.layer ?? 0) ||
      Number(b.partner !== null) - Number(a.partner !== null) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const claims = new Claims();
  const kept: Candidate[] = [];
  for (const candidate of byTrust) {
    if (!claims.add(candidate.start, candidate.end)) continue;
    if (candidate.partner) claims.add(...candidate.partner);
    kept.push(candidate);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/** Spans that do not overlap. */
class Claims {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Takes a span, and says so; false where it overlaps one that was taken. */
  add(start: number, end: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends[middle]! <= start) low = middle + 1;
      else high = middle;
    }
    if (low < this.#starts.length && this.#starts[low]! < end) return false;
    this.#starts.splice(low, 0, start);
    this.#ends.splice(low, 0, end);
    return true;
  }
}
