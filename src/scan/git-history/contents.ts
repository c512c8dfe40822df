// Contents of git's history and the secrets in them: which are to be read, the workers that read them, and what is saved of
// those that were read before.
import type { SecretHit } from '../../model/secret-history.ts';
import type { BlobHits, LeaseHolder } from '../../store/records.ts';
import type { Store } from '../../store/store.ts';
import type { CommitChanges } from '../../workspace/commit-walk.ts';
import type { Git } from '../../workspace/git.ts';
import { blobSizes } from '../../workspace/objects.ts';
import type { PathFilter } from '../../workspace/path-filter.ts';
import type { BlobPool } from './blob-pool.ts';
import type { WantedBlob } from './blob-worker.ts';
import { readingOf } from './reading.ts';

export interface HistoryServices {
  readonly store: Store;
  readonly git: Git;
  readonly pool: BlobPool;
  /** Hash of the rules for secrets. */
  readonly rules: string;
  readonly maxFileBytes: number;
  readonly holder: LeaseHolder;
  readonly note: (message: string) => void;
  /** How many commits were read of how many. */
  readonly progress: (done: number, total: number) => void;
  /** Milliseconds, for durations. */
  readonly clock: () => number;
}

/** One reading on its way. */
export interface HistoryRun {
  readonly root: string;
  readonly repositoryId: number;
  readonly filter: PathFilter;
  readonly services: HistoryServices;
  /** Contents that this process has read, `BLOB READING`. */
  readonly seen: Set<string>;
  /** @throws ScanAborted where it must stop */
  readonly checkpoint: () => void;
}

/** What was read of some commits. */
export interface FoundContents {
  readonly changes: readonly CommitChanges[];
  readonly hits: readonly BlobHits[];
  readonly blobs: number;
  readonly unread: number;
}

/** Bytes of contents in one task of a worker. */
const bytesPerTask = 16 * 1024 * 1024;
/** Contents that are remembered to have been read; after so many they are forgotten, and may be read again. */
const rememberedBlobs = 2_000_000;

/** Contents that are to be read for some commits. */
export interface ClaimedContents {
  readonly changes: readonly CommitChanges[];
  readonly wanted: readonly WantedBlob[];
}

/**
 * The contents that the changes brought and that nobody has claimed yet. To be called in the order in which the outcomes are
 * saved: who finds a content claimed finds its secrets saved later on.
 */
export function claimContents(run: HistoryRun, commits: readonly CommitChanges[]): ClaimedContents {
  const changes = commits.map((commit) => ({
    ...commit,
    changes: commit.changes.filter(({ path }) => run.filter.file(path)),
  }));
  return { changes, wanted: newContents(run, changes) };
}

/** Reads contents. */
export async function readContents(run: HistoryRun, { changes, wanted }: ClaimedContents): Promise<FoundContents> {
  const { git, pool, maxFileBytes } = run.services;
  const sizes = await blobSizes(git, run.root, [...new Set(wanted.map(({ blob }) => blob))]);
  const readable = wanted.filter(({ blob }) => (sizes.get(blob) ?? Infinity) <= maxFileBytes);
  let unread = wanted.length - readable.length;
  const hits: BlobHits[] = [];
  await Promise.all(
    tasksOf(readable, sizes).map(async (task) => {
      const answers = await pool.read(run.root, task);
      for (const [at, { blob, path }] of task.entries()) {
        const answer = answers[at] ?? null;
        if (answer === null) unread += 1;
        else if (answer.length > 0) hits.push({ blob, reading: readingOf(path), hits: answer });
      }
    }),
  );
  return { changes, hits, blobs: wanted.length - unread, unread };
}

function newContents({ seen }: HistoryRun, commits: readonly CommitChanges[]): WantedBlob[] {
  const wanted: WantedBlob[] = [];
  if (seen.size > rememberedBlobs) seen.clear();
  for (const { changes } of commits) {
    for (const { path, after } of changes) {
      if (after === null) continue;
      const key = `${after} ${readingOf(path)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      wanted.push({ blob: after, path });
    }
  }
  return wanted;
}

function tasksOf(wanted: readonly WantedBlob[], sizes: ReadonlyMap<string, number>): WantedBlob[][] {
  const tasks: WantedBlob[][] = [];
  let left = 0;
  for (const one of wanted) {
    left -= sizes.get(one.blob) ?? 0;
    if (left < 0 || tasks.length === 0) {
      tasks.push([]);
      left = bytesPerTask;
    }
    tasks.at(-1)!.push(one);
  }
  return tasks;
}

/** The secrets of contents: of those that were just read, and of the others by what is saved. */
export function hitLookup(
  { services, repositoryId }: HistoryRun,
  { changes, hits }: Pick<FoundContents, 'changes' | 'hits'>,
): (blob: string | null, path: string) => readonly SecretHit[] {
  const fresh = new Map(hits.map((one) => [`${one.blob} ${one.reading}`, one.hits]));
  const keys = changes.flatMap((commit) =>
    commit.changes.flatMap(({ path, before, after }) =>
      [...before, after].flatMap((blob) => (blob === null ? [] : [{ blob, reading: readingOf(path) }])),
    ),
  );
  const saved = services.store.historyHits(
    repositoryId,
    keys.filter(({ blob, reading }) => !fresh.has(`${blob} ${reading}`)),
  );
  return (blob, path) => {
    if (blob === null) return [];
    const key = `${blob} ${readingOf(path)}`;
    return fresh.get(key) ?? saved.get(key) ?? [];
  };
}
