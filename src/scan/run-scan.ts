// One scan of one repository, from the lease to the last event: list → compare with the inventory → read and analyse what
// changed → follow data through the whole → match with what is known → record in one transaction → tell. The one place where workspace, analysis,
// history and store meet. A bad file never ends a scan; what ends one (the repository is gone, the disk is full) is
// recorded with its reason, and then no finding changes.
import { basename } from 'node:path';
import type { FileAnalysis } from '../model/analysis.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Repository } from '../model/repository.ts';
import type { ScanEvent, ScanFileCounts, ScanRequest, ScanSummary } from '../model/scan.ts';
import type { Coverage } from '../dataflow/find-flows.ts';
import { matchFindings } from '../history/match-findings.ts';
import type { JudgedFile, Known } from '../history/observation.ts';
import type { Packed } from '../packing/packed.ts';
import type { FileState, LeaseHolder, RuleSetFacts, ScanOutcome } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { headCommit, rootCommit } from '../workspace/commits.ts';
import type { Git } from '../workspace/git.ts';
import { isPythonPath } from '../workspace/language.ts';
import { listFiles } from '../workspace/list-files.ts';
import type { PathFilter } from '../workspace/path-filter.ts';
import { statFiles } from '../workspace/stat-files.ts';
import { compareInventory, scopeOf } from './compare-inventory.ts';
import { analyzeFiles, type AnalysisRun, type FileOutcome } from './analyze-files.ts';
import { followFlows, type FlowFollower, type FollowedFlows } from './follow-flows.ts';
import { holdLease } from './hold-lease.ts';
import { refuseVanished, sortGone } from './gone-files.ts';
import { ScanAborted } from './scan-aborted.ts';

/** What a scan works with; the same for all scans of a process. */
export interface ScanServices {
  readonly store: Store;
  readonly git: Git;
  readonly ruleSet: RuleSetFacts;
  /** `takeFacts` is given what following data needs of a Python file. */
  readonly analyze: (file: SourceFile, takeFacts?: (facts: Packed) => void) => Promise<FileAnalysis>;
  /** null: no rule asks for flows. */
  readonly flows: FlowFollower | null;
  /** Roots of repositories in which data could not be followed the last time. */
  readonly unfollowed: Set<string>;
  /** Larger files are skipped, bytes. */
  readonly maxFileBytes: number;
  /** How many files are read and analysed at the same time. */
  readonly parallel: number;
  readonly holder: LeaseHolder;
  readonly emit: (event: ScanEvent) => void;
  /** Something a person should know that is no error of the scan: an unreadable folder, a wait for another process. */
  readonly note: (message: string) => void;
  /** Milliseconds, for durations. */
  readonly clock: () => number;
}

/** A repository and which of its files count. */
export interface ScanTarget {
  readonly repository: Repository;
  readonly filter: PathFilter;
}

export interface ScanResult {
  readonly scan: number;
  readonly summary: ScanSummary;
  readonly files: ScanFileCounts;
  /** How far data was followed; null: it was not, as nothing changed that it could depend on. */
  readonly coverage: Coverage | null;
  /** Following data failed, now or the last time it was tried: its findings are those of an earlier scan, or missing. */
  readonly isUnfollowed: boolean;
  readonly milliseconds: number;
}

/**
 * Runs one scan. Waits while another process scans the repository.
 * @throws ScanAborted when `signal` is aborted; UserError for what a person can put right
 */
export async function runScan(
  target: ScanTarget,
  request: ScanRequest,
  services: ScanServices,
  signal?: AbortSignal,
): Promise<ScanResult> {
  const { store, git, ruleSet, emit, clock } = services;
  const { repository } = target;
  const started = clock();
  const row = store.registerRepository(repository.root, {
    kind: repository.kind,
    name: basename(repository.root),
    rootCommit: await rootCommit(git, repository.root),
  });
  const lease = await holdLease(store, row.id, services.holder, services.note, signal);
  try {
    const head = await headCommit(git, repository.root);
    const complete = request.paths === undefined;
    const scan = store.startScan({ repositoryId: row.id, trigger: request.trigger, head, ruleSet, complete });
    try {
      const checkpoint = (): void => {
        if (signal?.aborted === true) throw new ScanAborted('The scan was stopped.');
        if (!lease.stillHeld()) throw new ScanAborted('Another process took over the scan of this repository.');
      };
      const { outcome, files, coverage } = await observe(target, row.id, scan, request, services, checkpoint, signal);
      const { summary, events } = store.finishScan(scan, outcome);
      for (const { type, finding } of events) emit({ type: `finding.${type}`, scan, finding });
      const milliseconds = clock() - started;
      emit({ type: 'scan.finished', scan, request, summary, files, milliseconds });
      const isUnfollowed = services.unfollowed.has(repository.root);
      return { scan, summary, files, coverage, isUnfollowed, milliseconds };
    } catch (error) {
      abort(store, scan, error);
      throw error;
    }
  } finally {
    lease.release();
  }
}

/** Looks at the files and says what the scan saw. */
async function observe(
  { repository, filter }: ScanTarget,
  repositoryId: number,
  scan: number,
  request: ScanRequest,
  services: ScanServices,
  checkpoint: () => void,
  signal?: AbortSignal,
): Promise<{ outcome: ScanOutcome; files: ScanFileCounts; coverage: Coverage | null }> {
  const { store, git, ruleSet, emit, note } = services;
  const inventory = store.fileStates(repositoryId);
  await refuseVanished(repository, inventory.size);
  const listed = await listFiles(repository, filter, git);
  for (const message of listed.notes) note(message);
  const inScope = scopeOf(request.paths);
  const found = await statFiles(repository.root, listed.paths);
  const { toRead, unchanged, gone } = compareInventory(inventory, found, ruleSet.version, inScope, request.reread);
  const { deleted, ignored, hidden } = await sortGone(repository.root, gone);
  const paths = [...toRead, ...hidden];
  emit({ type: 'scan.started', scan, request, files: paths.length });

  const run = { repository, repositoryId, scan, inventory, services, checkpoint };
  const outcomes = await analyzeFiles(paths, run);
  checkpoint();
  // Where it went meanwhile, its files were seen to vanish one by one.
  await refuseVanished(repository, inventory.size);

  // An editor may take a file away and put it back as it saves: what is there again is left to the next scan.
  const { deleted: vanished } = await sortGone(
    repository.root,
    outcomes.flatMap(({ path, kind }) => (kind === 'vanished' ? [path] : [])),
  );
  const removed = [...deleted, ...vanished];
  const alone = outcomes.flatMap((outcome) => (outcome.kind === 'judged' ? [outcome.judged] : []));
  const states = statesAfter(inventory, outcomes, [...removed, ...ignored]);
  const { judged, coverage } = await flowsAfter(
    alone,
    states,
    { outcomes, removed: [...removed, ...ignored] },
    run,
    request,
    signal,
  );
  const all = store.known(repositoryId, [
    ...judged,
    ...[...removed, ...ignored].map((path) => ({ path, contentHash: null })),
  ]);
  const known = coverage === null ? withoutFlows(all, services) : all;
  const matching = matchFindings(known, {
    judged,
    deleted: removed,
    ignored,
    ruleSet: ruleSet.version,
    activeRules: new Set(ruleSet.rules.map(({ id }) => id)),
  });
  const files = count(outcomes, unchanged.length, removed.length + ignored.length);
  // Where data could not be followed, one file counts as not seen, so that the next scan, in whichever process, tries again.
  const again = services.unfollowed.has(repository.root)
    ? outcomes.findLast(({ kind, path, state }) => kind !== 'unchanged' && state !== null && isPythonPath(path))
    : undefined;
  const fileStates = outcomes.flatMap((one) => (one.state === null || one === again ? [] : [one.state]));
  return { outcome: { matching, fileStates, removedPaths: [...removed, ...ignored], files }, files, coverage };
}

/** The inventory as this scan leaves it. */
function statesAfter(
  inventory: ReadonlyMap<string, FileState>,
  outcomes: readonly FileOutcome[],
  removed: readonly string[],
): ReadonlyMap<string, FileState> {
  const states = new Map(inventory);
  for (const { path, state } of outcomes) if (state !== null) states.set(path, state);
  for (const path of removed) states.delete(path);
  return states;
}

/** Follows data where Python files came, changed or went, where that failed the last time, and in audits. */
async function flowsAfter(
  judged: readonly JudgedFile[],
  states: ReadonlyMap<string, FileState>,
  changes: { readonly outcomes: readonly FileOutcome[]; readonly removed: readonly string[] },
  run: AnalysisRun,
  request: ScanRequest,
  signal?: AbortSignal,
): Promise<FollowedFlows> {
  const { flows, unfollowed } = run.services;
  const { root } = run.repository;
  const isChanged =
    changes.outcomes.some(({ kind, path }) => kind !== 'unchanged' && isPythonPath(path)) ||
    changes.removed.some(isPythonPath);
  if (flows === null || !(isChanged || request.reread === true || unfollowed.has(root))) {
    return { judged, coverage: null };
  }
  const followed = await followFlows(judged, states, run, flows, signal);
  if (followed.coverage === null) unfollowed.add(root);
  else unfollowed.delete(root);
  return followed;
}

/** Nothing was seen of flows, so nothing is said of their findings. */
function withoutFlows(known: Known, { flows }: ScanServices): Known {
  const rules = new Set(flows?.rules);
  return { ...known, findings: known.findings.filter(({ ruleId }) => !rules.has(ruleId)) };
}

function count(outcomes: readonly FileOutcome[], notRead: number, deleted: number): ScanFileCounts {
  const times = (kind: FileOutcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const unchanged = notRead + times('unchanged');
  return {
    listed: outcomes.length + notRead,
    analyzed: times('judged'),
    unchanged,
    skipped: times('skipped'),
    failed: times('failed'),
    deleted,
  };
}

/** Records why a scan ended early. Where even that fails (the disk is full), the next scan of the repository does it. */
function abort(store: Store, scan: number, error: unknown): void {
  try {
    if (error instanceof ScanAborted) store.abortScan(scan, 'aborted', error.message);
    else store.abortScan(scan, 'failed', errorMessage(error));
  } catch (second) {
    if (!(second instanceof UserError)) throw second;
  }
}
