// Matching between two versions of one file (or of a file and what it was renamed to): first equal
// text in order where nothing came or went, then the lines that both have, then the rest of the equal text, and at last,
// conservatively, lines that were edited.
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

/**
 * Equal evidence, as often on both sides: paired in order. So whatever is done to other lines, equal findings never swap;
 * a line map alone would take one for the next where a line was moved past it.
 */
export function matchInOrder(pairing: Pairing, versions: TwoVersions, kind: MatchKind): void {
  for (const [was, is] of equalEvidence(versions)) {
    if (was.length === is.length) for (const [i, one] of was.entries()) pair(pairing, one, is[i]!, kind);
  }
}

/** Equal evidence, more often on one side: aligned in order, near where the line map expects them. */
export function matchByText(pairing: Pairing, versions: TwoVersions, kind: MatchKind): void {
  for (const [was, is] of equalEvidence(versions)) {
    const expected = was.map((one) => versions.lines?.expectedLine(lineOf(one)) ?? lineOf(one));
    const present = is.map(({ finding }) => lineOf(finding));
    for (const [i, j] of alignInOrder(expected, present)) pair(pairing, was[i]!, is[j]!, kind);
  }
}

/** Groups that share their evidence, each in reading order. */
function equalEvidence({ known, seen }: TwoVersions): [KnownFinding[], Seen[]][] {
  const seenByEvidence = groupBy(seen, ({ finding }) => evidence(finding));
  return [...groupBy(known, evidence)].flatMap(([key, was]): [KnownFinding[], Seen[]][] => {
    const is = seenByEvidence.get(key);
    if (is === undefined) return [];
    return [[was.toSorted(inReadingOrder), is.toSorted((a, b) => inReadingOrder(a.finding, b.finding))]];
  });
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
