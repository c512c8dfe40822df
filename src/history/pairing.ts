// The table at which findings are matched: what is still without a partner on either side. Each step takes pairs off it,
// so matching is one to one whatever the steps do.
import type { Finding } from '../model/finding.ts';
import type { JudgedFile, KnownFinding, Match, MatchKind } from './observation.ts';

/** A finding of this scan and the file it was seen in. */
export interface Seen {
  readonly file: JudgedFile;
  readonly finding: Finding;
}

export interface Pairing {
  /** Open ones whose partner was not found yet. */
  readonly open: Set<KnownFinding>;
  /** Fixed and closed ones, which may return. */
  readonly closed: Set<KnownFinding>;
  readonly seen: Set<Seen>;
  readonly matches: Match[];
}

/** Takes the two for one, if both are still without a partner. */
export function pair(pairing: Pairing, known: KnownFinding, seen: Seen, kind: MatchKind): void {
  if (!pairing.seen.has(seen) || !(pairing.open.delete(known) || pairing.closed.delete(known))) return;
  pairing.seen.delete(seen);
  pairing.matches.push({ known, ...seen, kind });
}

/**
 * What two findings share when they say the same: a secret is its value, anything else its rule, scope and text. A new
 * secret in an old one's place is another finding, or a decision about the old one would hide it.
 */
export function evidence(finding: Finding | KnownFinding): string {
  const hmac = 'secret' in finding ? finding.secret?.hmac : finding.secretHmac;
  return hmac ? `${finding.ruleId}\0${hmac}` : finding.fingerprint;
}

/** Items by what `key` says of them, in their order. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** Pairs of single items that share a key and have it to themselves on both sides. */
export function uniquePairs<A, B>(
  left: Iterable<A>,
  leftKey: (item: A) => string,
  right: Iterable<B>,
  rightKey: (item: B) => string,
): [A, B][] {
  const rights = groupBy(right, rightKey);
  return [...groupBy(left, leftKey)].flatMap(([key, [only, ...more]]): [A, B][] => {
    const others = rights.get(key);
    return only !== undefined && more.length === 0 && others?.length === 1 ? [[only, others[0]!]] : [];
  });
}
