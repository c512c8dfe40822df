// Records what a scan found, in one transaction: findings that are new, that were seen again or are gone, their
// occurrences and events, the inventory, and the scan's own row. All of it is kept, or nothing.
import type { Finding, StoredFinding } from '../model/finding.ts';
import type { JudgedFile, KnownFinding, Match } from '../history/observation.ts';
import type { CloseReason } from '../model/finding.ts';
import { UserError } from '../model/errors.ts';
import type { ScanSummary } from '../model/scan.ts';
import { pruneAnalyses, pruneGonePaths } from './analyses.ts';
import type { Connection } from './connection.ts';
import { saveFileStates } from './file-states.ts';
import { chooseName, namePrefix } from './finding-name.ts';
import { selectFindings, sightingColumns, sightingValues, toStoredFinding } from './finding-rows.ts';
import type { FindingRow } from './finding-rows.ts';
import type { EventType, FinishedScan, ScanOutcome } from './records.ts';
import { saveRotations } from './rotations.ts';
import { rulesOf } from './rule-sets.ts';
import { currentScan, markFinished } from './scans.ts';
import type { CurrentScan } from './scans.ts';
import { secretId } from './secrets.ts';

/** As `Store.finishScan`. `keyId`: which key hashed the secrets. */
export function finishScan(connection: Connection, keyId: string, scanId: number, outcome: ScanOutcome): FinishedScan {
  return connection.write(() => {
    const scan = currentScan(connection, scanId);
    if (scan.status !== 'running') {
      throw new UserError(
        `Scan ${scanId} was ended meanwhile (${scan.status}), so its outcome was not recorded.`,
        'Another process took the repository over, as this one had not been heard of for long. Scan again.',
      );
    }
    const recording = startRecording(connection, keyId, scan);
    for (const { file, finding } of outcome.matching.opened) recording.open(file, finding);
    for (const match of outcome.matching.matches) recording.seeAgain(match);
    for (const { known, reason } of outcome.matching.gone) recording.end(known, reason);
    saveRotations(connection, keyId, scan, outcome.matching);

    const { fileStates, removedPaths, files } = outcome;
    saveFileStates(connection, scan.repository, fileStates, removedPaths);
    pruneAnalyses(connection, scan.repository, [...fileStates.map(({ path }) => path), ...removedPaths]);
    if (scan.complete === 1 && removedPaths.length > 0) pruneGonePaths(connection, scan.repository);

    const summary = summarize(connection, scan, recording.changes);
    markFinished(connection, scanId, recording.at, summary, files);
    return { summary, events: readChanged(connection, recording.changes) };
  });
}

interface Change {
  readonly type: EventType;
  readonly key: number;
}

interface Recording {
  /** The time of everything that this scan records. */
  readonly at: string;
  readonly changes: readonly Change[];
  open(file: JudgedFile, finding: Finding): void;
  seeAgain(match: Match): void;
  end(known: KnownFinding, reason: CloseReason): void;
}

function startRecording(connection: Connection, keyId: string, scan: CurrentScan): Recording {
  const at = connection.now();
  const rules = rulesOf(connection, scan.ruleSet);
  const changes: Change[] = [];
  const isNameTaken = connection.sql('SELECT 1 FROM finding WHERE name = ?');
  const sighting = sightingColumns.join(', ');
  const places = sightingColumns.map(() => '?').join(', ');
  const insert = connection.sql(
    `INSERT INTO finding (name, repository, status, ${sighting}, secret, content_hash, rule_set, first_scan, first_seen,
       first_commit, last_seen, opened_at, reopened)
     VALUES (?, ?, 'open', ${places}, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  );
  // Writes only what differs, so that judging an unchanged file again writes nothing.
  const update = connection.sql(
    `UPDATE finding SET (${sighting}, secret, content_hash, rule_set) = (${places}, ?, ?, ?), last_seen = ?,
       matched_by = coalesce(?, matched_by)
     WHERE id = ? AND (${sighting}, secret, content_hash, rule_set) IS NOT (${places}, ?, ?, ?)`,
  );
  const reopen = connection.sql(
    `UPDATE finding SET status = 'open', close_reason = NULL, closed_at = NULL, opened_at = ?, last_seen = ?,
       reopened = reopened + 1
     WHERE id = ? AND status <> 'open'`,
  );
  const close = connection.sql(
    `UPDATE finding SET status = ?, close_reason = ?, closed_at = ? WHERE id = ? AND status = 'open'`,
  );
  const enter = connection.sql('INSERT INTO occurrence (finding, path, line, from_scan) VALUES (?, ?, ?, ?)');
  const leave = connection.sql(
    'UPDATE occurrence SET to_scan = ?, end_reason = ? WHERE finding = ? AND to_scan IS NULL',
  );
  const addEvent = connection.sql(
    'INSERT INTO event (finding, type, scan, at, reason, path, line) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const tell = (
    type: EventType,
    key: number,
    reason: CloseReason | null,
    { location }: Pick<Finding, 'location'>,
  ): void => {
    addEvent.run(key, type, scan.id, at, reason, location.path, location.region.startLine);
    changes.push({ type, key });
  };
  const expectOne = (changed: number, what: string): void => {
    if (changed !== 1) throw new Error(`finding ${what} changed while scan ${scan.id} ran`);
  };

  return {
    at,
    changes,
    open(file, finding) {
      const { ruleId, fingerprint, ordinal, location, category } = finding;
      const identity = [scan.root, location.path, ruleId, fingerprint, String(ordinal)];
      const prefix = namePrefix(category, rules.get(ruleId));
      const name = chooseName(prefix, identity, (candidate) => isNameTaken.get(candidate) !== undefined);
      const secret = secretId(connection, keyId, finding.secret);
      const seen = [file.contentHash, scan.ruleSet, scan.id, at, scan.head, at, at];
      const key = Number(
        insert.run(name, scan.repository, ...sightingValues(finding), secret, ...seen).lastInsertRowid,
      );
      enter.run(key, location.path, location.region.startLine, scan.id);
      tell('opened', key, null, finding);
    },
    seeAgain({ known, file, finding, kind }) {
      const { path, region } = finding.location;
      if (known.status !== 'open') {
        expectOne(reopen.run(at, at, known.key).changes, String(known.key));
        tell('reopened', known.key, null, finding);
        enter.run(known.key, path, region.startLine, scan.id);
      } else if (known.location.path !== path) {
        expectOne(leave.run(scan.id, 'moved', known.key).changes, String(known.key));
        enter.run(known.key, path, region.startLine, scan.id);
      }
      const values = [
        ...sightingValues(finding),
        secretId(connection, keyId, finding.secret),
        file.contentHash,
        scan.ruleSet,
      ];
      const followed = kind === 'line' || kind === 'text' ? null : kind;
      update.run(...values, at, followed, known.key, ...values);
    },
    end(known, reason) {
      const fixed = reason === 'code-changed' || reason === 'file-deleted';
      expectOne(close.run(fixed ? 'fixed' : 'closed', reason, at, known.key).changes, String(known.key));
      leave.run(scan.id, reason, known.key);
      tell(fixed ? 'fixed' : 'closed', known.key, reason, known);
    },
  };
}

/** `unchanged` counts the findings of the repository that were open before and still are. */
function summarize(connection: Connection, scan: CurrentScan, changes: readonly Change[]): ScanSummary {
  const count = (type: EventType): number => changes.filter((change) => change.type === type).length;
  const { open } = connection
    .sql<{ open: number }>(`SELECT count(*) AS open FROM finding WHERE repository = ? AND status = 'open'`)
    .get(scan.repository)!;
  const [opened, reopened] = [count('opened'), count('reopened')];
  return { opened, reopened, fixed: count('fixed'), closed: count('closed'), unchanged: open - opened - reopened };
}

function readChanged(
  connection: Connection,
  changes: readonly Change[],
): { type: EventType; finding: StoredFinding }[] {
  const read = connection.sql<FindingRow>(`${selectFindings} WHERE f.id = ?`);
  return changes.map(({ type, key }) => ({ type, finding: toStoredFinding(read.get(key)!) }));
}
