// Matching between two versions of one file (or of a file and what it was renamed to): first the lines that both have,
// then equal text in order, and at last, conservatively, lines that were edited.
import { compareRegions } from '../model/location.ts';
import { alignInOrder } from './align.ts';
import type { LineMap } from './line-map.ts';
import type { KnownFinding, MatchKind } from './observation.ts';
import { evidence, groupBy, pair, uniquePairs } from './pairing.ts';
import type { Pairing, Seen } from './pairing.ts';

/** What is compared. `lines`: null where one of the texts is no longer known. */
export interface TwoVersions {
  readonly known: readonly KnownFinding[];
  readonly seen: readonly Seen[];
  readonly lines: LineMap | null;
}

const lineOf = (finding: { readonly location: KnownFinding['location'] }): number => finding.location.region.startLine;
const columnOf = (finding: { readonly location: KnownFinding['location'] }): number =>
  finding.location.region.startColumn;

/** Same rule on a line that both versions have; on a crowded line equal evidence first, then the nearest column. */
export function matchByLine(pairing: Pairing, { known, seen, lines }: TwoVersions, kind: MatchKind): void {
  if (lines === null) return;
  const seenOnLine = groupBy(seen, ({ finding }) => `${lineOf(finding)} ${finding.ruleId}`);
  const candidates = known.flatMap((was) =>
    (seenOnLine.get(`${lines.newLine(lineOf(was))} ${was.ruleId}`) ?? []).flatMap((is) => {
      const secrets = was.secretHmac !== null && is.finding.secret !== null;
      if (secrets && was.secretHmac !== is.finding.secret?.hmac) return [];
      const differs = evidence(was) === evidence(is.finding) ? 0 : 1;
      return [{ was, is, differs, columns: Math.abs(columnOf(was) - columnOf(is.finding)) }];
    }),
  );
  candidates.sort((a, b) => a.differs - b.differs || a.columns - b.columns);
  for (const { was, is } of candidates) pair(pairing, was, is, kind);
}

/** Equal evidence. Where there are several, they are aligned in order, near where the line map expects them. */
export function matchByText(pairing: Pairing, { known, seen, lines }: TwoVersions, kind: MatchKind): void {
  const seenByEvidence = groupBy(seen, ({ finding }) => evidence(finding));
  for (const [key, was] of groupBy(known, evidence)) {
    const is = seenByEvidence.get(key);
    if (is === undefined) continue;
    const before = was.toSorted(inReadingOrder);
    const after = is.toSorted((a, b) => inReadingOrder(a.finding, b.finding));
    const expected = before.map((one) => lines?.expectedLine(lineOf(one)) ?? lineOf(one));
    const present = after.map(({ finding }) => lineOf(finding));
    for (const [i, j] of alignInOrder(expected, present)) pair(pairing, before[i]!, after[j]!, kind);
  }
}

/**
 * Same rule and scope, alone of their kind on both sides; where both texts are known, also within the same changed
 * stretch. Never for secrets: another value is another secret.
 */
export function matchEdited(pairing: Pairing, { known, seen, lines }: TwoVersions): void {
  const edited = known.filter(
    (was) => was.secretHmac === null && (lines === null || lines.gapOfOld(lineOf(was)) !== null),
  );
  const written = seen.filter(
    ({ finding }) => finding.secret === null && (lines === null || lines.gapOfNew(lineOf(finding)) !== null),
  );
  const pairs = uniquePairs(
    edited,
    (was) => JSON.stringify([was.ruleId, was.scope, lines?.gapOfOld(lineOf(was))]),
    written,
    ({ finding }) => JSON.stringify([finding.ruleId, finding.scope, lines?.gapOfNew(lineOf(finding))]),
  );
  for (const [was, is] of pairs) pair(pairing, was, is, 'edited');
}

function inReadingOrder(
  a: Pick<KnownFinding, 'location' | 'ordinal'>,
  b: Pick<KnownFinding, 'location' | 'ordinal'>,
): number {
  return compareRegions(a.location.region, b.location.region) || a.ordinal - b.ordinal;
}
