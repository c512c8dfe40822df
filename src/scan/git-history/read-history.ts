// Reads a repository's git history for secrets, every content once, from the lease to the end: list the commits that were
// not read yet, parents first → what each changed → read the contents that are new → compare before and after → save, in
// steps of some commits each. A killed reading goes on after its last step, and a later one begins there: the commits that
// were read are known by those of them that no other comes from.
import { basename } from 'node:path';
import type { Repository } from '../../model/repository.ts';
import { changesOf, changesOfBareRefs, walkCommits, type WalkedCommit } from '../../workspace/commit-walk.ts';
import { rootCommit } from '../../workspace/commits.ts';
import type { PathFilter } from '../../workspace/path-filter.ts';
import { holdLease } from '../hold-lease.ts';
import { ScanAborted } from '../scan-aborted.ts';
import {
  claimContents,
  hitLookup,
  readContents,
  type ClaimedContents,
  type FoundContents,
  type HistoryRun,
  type HistoryServices,
} from './contents.ts';
import { secretChanges } from './secret-changes.ts';
import { findStanding } from './standing.ts';
import { unreachableBlobs } from './unreachable.ts';

export interface HistoryOptions {
  /** Also what no commit of a ref leads to any more. */
  readonly unreachable: boolean;
}

/** What a reading did. */
export interface HistoryResult {
  /** Commits that were read now. */
  readonly commits: number;
  /** Contents that were read now, and those that were not. */
  readonly blobs: number;
  readonly unread: number;
  readonly milliseconds: number;
}

/** Commits of one step: it is what a kill costs at most. */
const commitsPerStep = 256;
/** Steps that are read ahead of the one that is saved. */
const stepsAhead = 3;

/**
 * Reads the history of a git repository.
 * @throws ScanAborted when `signal` is aborted; UserError for what a person can put right
 */
export async function readHistory(
  target: { readonly repository: Repository; readonly filter: PathFilter },
  options: HistoryOptions,
  services: HistoryServices,
  signal?: AbortSignal,
): Promise<HistoryResult> {
  const { store, git } = services;
  const { root, kind } = target.repository;
  const started = services.clock();
  const facts = { kind, name: basename(root), rootCommit: await rootCommit(git, root) };
  const { id: repositoryId } = store.registerRepository(root, facts);
  const lease = await holdLease(store, repositoryId, services.holder, services.note, signal);
  try {
    const checkpoint = (): void => {
      if (signal?.aborted === true) throw new ScanAborted('The reading of the history was stopped.');
      if (!lease.stillHeld()) throw new ScanAborted('Another process took over this repository.');
    };
    const run = { root, repositoryId, filter: target.filter, services, seen: new Set<string>(), checkpoint };
    const counts = await readCommits(run);
    const loose = await readLoose(run, options);
    store.finishHistory(repositoryId, await findStanding(run));
    return {
      commits: counts.commits,
      blobs: counts.blobs + loose.blobs,
      unread: counts.unread + loose.unread,
      milliseconds: services.clock() - started,
    };
  } finally {
    lease.release();
  }
}

interface Counts {
  readonly commits: number;
  readonly blobs: number;
  readonly unread: number;
}

async function readCommits(run: HistoryRun): Promise<Counts> {
  const { store, git, rules, progress } = run.services;
  const known = store.beginHistory(run.repositoryId, rules);
  const { count, commits } = await walkCommits(git, run.root, known.tips);
  const tips = new Set(known.tips);
  const totals = { commits: 0, blobs: 0, unread: 0 };
  progress(0, count);
  for await (const step of ahead(claimedSteps(run, stepsOf(commits)), ({ claimed }) => readContents(run, claimed))) {
    run.checkpoint();
    // What a commit comes from was read before it.
    for (const { id, parents } of step.given.commits) {
      for (const parent of parents) tips.delete(parent);
      tips.add(id);
    }
    save(run, step.found, [...tips], step.given.ids.length);
    totals.commits += step.given.ids.length;
    totals.blobs += step.found.blobs;
    totals.unread += step.found.unread;
    progress(totals.commits, count);
  }
  return totals;
}

/** Blobs and trees that refs name by themselves and, where it is asked for, what no ref leads to. */
async function readLoose(run: HistoryRun, { unreachable }: HistoryOptions): Promise<Omit<Counts, 'commits'>> {
  const { git } = run.services;
  const loose = await changesOfBareRefs(git, run.root);
  if (unreachable) loose.push(...(await unreachableBlobs(git, run.root)));
  const totals = { blobs: 0, unread: 0 };
  for (let at = 0; at < loose.length; at += commitsPerStep) {
    // oxlint-disable-next-line no-await-in-loop -- as many at once as the workers take
    const found = await readContents(run, claimContents(run, loose.slice(at, at + commitsPerStep)));
    run.checkpoint();
    save(run, found, null, 0);
    totals.blobs += found.blobs;
    totals.unread += found.unread;
  }
  return totals;
}

interface Step {
  readonly commits: readonly WalkedCommit[];
  readonly ids: readonly string[];
}

function* stepsOf(commits: Iterable<WalkedCommit>): Generator<Step> {
  let step: WalkedCommit[] = [];
  for (const commit of commits) {
    step.push(commit);
    if (step.length < commitsPerStep) continue;
    yield { commits: step, ids: step.map(({ id }) => id) };
    step = [];
  }
  if (step.length > 0) yield { commits: step, ids: step.map(({ id }) => id) };
}

/** Steps with what is to be read for them, one after the other: none may claim what an earlier one needs. */
async function* claimedSteps(
  run: HistoryRun,
  steps: Iterable<Step>,
): AsyncGenerator<Step & { readonly claimed: ClaimedContents }> {
  for (const step of steps) {
    // oxlint-disable-next-line no-await-in-loop -- in their order
    yield { ...step, claimed: claimContents(run, await changesOf(run.services.git, run.root, step.ids)) };
  }
}

/** Does `work` for each, a few at once, and gives the outcomes in their order. */
async function* ahead<Given, Found>(
  given: AsyncIterable<Given>,
  work: (one: Given) => Promise<Found>,
): AsyncGenerator<{ given: Given; found: Found }> {
  const waiting: { given: Given; found: Promise<Found> }[] = [];
  const next = async (): Promise<{ given: Given; found: Found }> => {
    const first = waiting.shift()!;
    return { given: first.given, found: await first.found };
  };
  for await (const one of given) {
    const found = work(one);
    found.catch(() => undefined); // told when its turn comes
    waiting.push({ given: one, found });
    if (waiting.length > stepsAhead) yield await next();
  }
  while (waiting.length > 0) yield await next();
}

/** Saves a step. `tips`: null where it is none of commits. */
function save(run: HistoryRun, found: FoundContents, tips: readonly string[] | null, commits: number): void {
  const lookup = hitLookup(run, found);
  const changes = found.changes.flatMap((commit) => secretChanges(commit, lookup));
  run.services.store.saveHistory(run.repositoryId, {
    tips,
    commits,
    blobs: found.blobs,
    unread: found.unread,
    hits: found.hits,
    changes,
  });
}
