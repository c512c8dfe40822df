// Where things stand after the last commit: which commits that matter are still reachable, HEAD's or pushed, who made them,
// and which secrets HEAD's tree and the index hold.
import type { CommitFacts } from '../../model/secret-history.ts';
import type { HistoryEnd } from '../../store/records.ts';
import {
  commitsFrom,
  filesOfIndex,
  filesOfTree,
  refIds,
  walkCommits,
  type PathChange,
} from '../../workspace/commit-walk.ts';
import { headCommit } from '../../workspace/commits.ts';
import { readObjects } from '../../workspace/objects.ts';
import { claimContents, hitLookup, readContents, type HistoryRun } from './contents.ts';

/** Characters of an author's name that are kept. */
const longestName = 200;
/** The year 9999, in seconds since 1970. */
const latest = 253_370_764_800;

/** Looks it all up. */
export async function findStanding(run: HistoryRun): Promise<HistoryEnd> {
  const { store, git } = run.services;
  const commits = store.historyCommits(run.repositoryId);
  const head = await headCommit(git, run.root);
  const walked = await walkCommits(git, run.root, []);
  const reachable = new Set<string>();
  for (const { id } of walked.commits) reachable.add(id);
  const ofHead = new Set(head === null ? [] : await commitsFrom(git, run.root, [head]));
  const pushed = new Set(await commitsFrom(git, run.root, await refIds(git, run.root, 'refs/remotes/')));
  const described = await describe(
    run,
    commits.flatMap(({ id, isKnown }) => (isKnown ? [] : [id])),
  );
  const isCommit = new Set(commits.flatMap(({ id, isKnown }) => (isKnown ? [id] : [])));
  for (const { id, committedAt } of described) if (committedAt !== null) isCommit.add(id);
  return {
    described,
    standing: commits.map(({ id }) => ({
      id,
      // A tree or blob that a tag names, or that no ref leads to, is in the store as long as it is named here.
      reachable: reachable.has(id) || !isCommit.has(id),
      inHead: ofHead.has(id),
      pushed: pushed.has(id),
    })),
    places: await findPlaces(run, head),
  };
}

async function findPlaces(run: HistoryRun, head: string | null): Promise<HistoryEnd['places']> {
  const { git } = run.services;
  const ofHead = head === null ? [] : await filesOfTree(git, run.root, head);
  const blobs = new Map(ofHead.map(({ path, after }) => [path, after]));
  const staged = (await filesOfIndex(git, run.root)).filter(({ path, after }) => blobs.get(path) !== after);
  const found = await readContents(run, claimContents(run, [{ id: '', changes: staged }]));
  const inHead = placesIn(run, ofHead, []);
  const known = new Set(inHead.map(({ path, hit }) => `${path}\0${hit.secret.hmac}`));
  const inIndex = placesIn(run, staged, found.hits).filter(
    ({ path, hit }) => !known.has(`${path}\0${hit.secret.hmac}`),
  );
  return [
    ...inHead.map((one) => ({ ...one, place: 'head' as const })),
    ...inIndex.map((one) => ({ ...one, place: 'index' as const })),
  ];
}

function placesIn(run: HistoryRun, changes: readonly PathChange[], hits: Parameters<typeof hitLookup>[1]['hits']) {
  const hitsOf = hitLookup(run, { changes: [{ id: '', changes }], hits });
  return changes.flatMap(({ path, after }) => hitsOf(after, path).map((hit) => ({ path, hit })));
}

/** Author and time of commits; of trees and blobs that they have none. */
async function describe({ services, root }: HistoryRun, ids: readonly string[]): Promise<CommitFacts[]> {
  const objects = await readObjects(services.git, root, ids);
  return objects.map(({ id, type, bytes }) => {
    if (type !== 'commit') return { id, author: '', committedAt: null };
    const head = bytes.toString('utf8').split('\n\n', 1)[0]!;
    const author = /^author (.*?) ?<[^\n]*$/m.exec(head)?.[1] ?? '';
    const seconds = Number(/^committer .*> (\d{1,12}) [-+]\d+$/m.exec(head)?.[1] ?? 0);
    // Hostile ones are beyond what a date can hold.
    const committedAt = new Date(Math.min(seconds, latest) * 1000).toISOString();
    return { id, author: author.slice(0, longestName), committedAt };
  });
}
