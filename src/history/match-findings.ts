// Which of the findings seen in a scan are which of those that are known. A finding keeps its identity while it can be
// followed; each step takes only what the steps before left, surest first, and where two are equally likely nothing is
// guessed: a finding joined to a wrong one is worse than one lost. Pure: what is known and what was seen in, pairs out.
import type { CloseReason } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { mapLines, sameLines } from './line-map.ts';
import type { LineMap } from './line-map.ts';
import { matchByLine, matchByText, matchEdited, matchInOrder } from './match-in-file.ts';
import type { TwoVersions } from './match-in-file.ts';
import type { JudgedFile, Known, KnownFinding, Matching, Observation } from './observation.ts';
import { evidence, groupBy, pair, uniquePairs } from './pairing.ts';
import type { Pairing, Seen } from './pairing.ts';
import { findRenames } from './renames.ts';

/**
 * Matches one to one. Open findings in files that were neither judged, deleted nor ignored are in neither list of the
 * result: nothing is known of them.
 */
export function matchFindings(known: Known, observation: Observation): Matching {
  const judged = new Map(observation.judged.map((file) => [file.path, file]));
  const deleted = new Set(observation.deleted);
  const pairing: Pairing = {
    open: new Set(known.findings.filter((one) => one.status === 'open' && covers(judged, deleted, one))),
    closed: new Set(known.findings.filter((one) => one.status !== 'open')),
    seen: new Set(observation.judged.flatMap((file) => file.findings.map((finding) => ({ file, finding })))),
    matches: [],
  };
  const versions = versionsOf(known, pairing);

  for (const path of judged.keys()) {
    matchInOrder(pairing, versions.open(path, path), 'text');
    matchByLine(pairing, versions.open(path, path), 'line');
    matchByText(pairing, versions.open(path, path), 'text');
  }
  const renames = renamesIn(known, observation, pairing);
  for (const { from, to } of renames) {
    matchInOrder(pairing, versions.open(from, to), 'renamed');
    matchByLine(pairing, versions.open(from, to), 'renamed');
    matchByText(pairing, versions.open(from, to), 'renamed');
  }
  matchMoved(known, pairing);
  for (const path of judged.keys()) matchByText(pairing, versions.latestClosed(path), 'returned');
  for (const file of judged.values()) if (file.appeared) matchByLine(pairing, versions.deletedTwin(file), 'returned');
  for (const path of judged.keys()) matchEdited(pairing, versions.open(path, path));
  for (const { from, to } of renames) matchEdited(pairing, versions.open(from, to));

  const ignored = new Set(observation.ignored);
  const hidden = known.findings.filter(
    (one) => one.status === 'open' && ignored.has(one.location.path) && !covers(judged, deleted, one),
  );
  return {
    matches: pairing.matches,
    opened: [...pairing.seen],
    gone: [
      ...[...pairing.open].map((one) => ({ known: one, reason: whyGone(one, judged, observation) })),
      ...hidden.map((one) => ({ known: one, reason: 'path-ignored' as const })),
    ],
  };
}

function covers(judged: ReadonlyMap<string, JudgedFile>, deleted: ReadonlySet<string>, known: KnownFinding): boolean {
  return judged.has(known.location.path) || deleted.has(known.location.path);
}

function whyGone(
  known: KnownFinding,
  judged: ReadonlyMap<string, JudgedFile>,
  { activeRules, ruleSet }: Observation,
): CloseReason {
  const file = judged.get(known.location.path);
  if (file === undefined) return 'file-deleted';
  if (!activeRules.has(known.ruleId)) return 'rule-off';
  return file.contentHash === known.contentHash && ruleSet !== known.ruleSet ? 'rule-changed' : 'code-changed';
}

/** Pairs of versions whose findings are compared; each holds only what is still without a partner when it is asked for. */
interface Versions {
  open(from: string, to: string): TwoVersions;
  /** The closed ones of a path; of several equal ones those that went last. */
  latestClosed(path: string): TwoVersions;
  /** The closed ones of the one deleted file that had the same content. */
  deletedTwin(file: JudgedFile): TwoVersions;
}

function versionsOf(known: Known, pairing: Pairing): Versions {
  const openByPath = groupBy(pairing.open, (one) => one.location.path);
  const closedByPath = groupBy(pairing.closed, (one) => one.location.path);
  const deletedByContent = groupBy(
    [...pairing.closed].filter((one) => one.closeReason === 'file-deleted'),
    (one) => one.contentHash,
  );
  const seenByPath = groupBy(pairing.seen, ({ file }) => file.path);
  const seenAt = (path: string): Seen[] => (seenByPath.get(path) ?? []).filter((one) => pairing.seen.has(one));
  const maps = new Map<string, LineMap | null>();
  const lineMap = (from: string | undefined, to: string | undefined): LineMap | null => {
    if (from === undefined || to === undefined) return null;
    if (from === to) return sameLines;
    const name = `${from} ${to}`;
    const made = maps.get(name);
    if (made !== undefined) return made;
    const [before, after] = [known.lines.get(from), known.lines.get(to)];
    const map = before && after ? mapLines(before, after) : null;
    maps.set(name, map);
    return map;
  };
  return {
    open(from, to) {
      const was = (openByPath.get(from) ?? []).filter((one) => pairing.open.has(one));
      const seen = seenAt(to);
      return {
        known: was,
        seen,
        get lines() {
          return lineMap(was[0]?.contentHash, seen[0]?.file.contentHash);
        },
      };
    },
    latestClosed(path) {
      const seen = seenAt(path);
      const wanted = groupBy(seen, ({ finding }) => evidence(finding));
      const closed = (closedByPath.get(path) ?? []).filter((one) => pairing.closed.has(one));
      const latest = [...groupBy(closed, evidence)].flatMap(([key, equal]) =>
        equal.toSorted(latestFirst).slice(0, wanted.get(key)?.length ?? 0),
      );
      return { known: latest, seen, lines: null };
    },
    deletedTwin(file) {
      const twins = (deletedByContent.get(file.contentHash) ?? []).filter((one) => pairing.closed.has(one));
      const clear = new Set(twins.map((one) => one.location.path)).size === 1;
      return { known: clear ? twins : [], seen: seenAt(file.path), lines: sameLines };
    },
  };
}

function latestFirst(a: KnownFinding, b: KnownFinding): number {
  return (b.closedAt ?? '').localeCompare(a.closedAt ?? '') || a.ordinal - b.ordinal;
}

/** Deleted files that still have findings to follow, against new files that have findings without a past. */
function renamesIn(known: Known, observation: Observation, pairing: Pairing): ReturnType<typeof findRenames> {
  const deleted = new Set(observation.deleted);
  const orphans = groupBy(
    [...pairing.open].filter((one) => deleted.has(one.location.path)),
    (one) => one.location.path,
  );
  const newcomers = new Set([...pairing.seen].map(({ file }) => file).filter((file) => file.appeared));
  return findRenames(
    [...orphans].map(([path, [first]]) => ({
      path,
      contentHash: first!.contentHash,
      lines: known.lines.get(first!.contentHash) ?? null,
    })),
    [...newcomers].map(({ path, contentHash }) => ({ path, contentHash, lines: known.lines.get(contentHash) ?? null })),
  );
}

/** Moved within a file or to another one: equal evidence, then rule and line whatever the scope; unique on both sides. */
function matchMoved(known: Known, pairing: Pairing): void {
  const sameEvidence = uniquePairs(pairing.open, evidence, pairing.seen, ({ finding }) => evidence(finding));
  for (const [was, is] of sameEvidence) pair(pairing, was, is, 'moved');

  const ruleAndLine = (ruleId: string, contentHash: string, { region }: Location): string | null => {
    const text = known.lines.get(contentHash)?.[region.startLine - 1];
    return text === undefined ? null : `${ruleId} ${text}`;
  };
  const wasLine = (was: KnownFinding): string | null => ruleAndLine(was.ruleId, was.contentHash, was.location);
  const isLine = (is: Seen): string | null => ruleAndLine(is.finding.ruleId, is.file.contentHash, is.finding.location);
  const sameLine = uniquePairs(
    [...pairing.open].filter((was) => was.secretHmac === null && wasLine(was) !== null),
    (was) => wasLine(was)!,
    [...pairing.seen].filter((is) => is.finding.secret === null && isLine(is) !== null),
    (is) => isLine(is)!,
  );
  for (const [was, is] of sameLine) pair(pairing, was, is, 'moved');
}
