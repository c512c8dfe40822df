// Worker threads that read contents of git's history. What can't be read within its time fails alone: a task that fails is
// tried again, each of its contents by itself.
import { Tinypool } from 'tinypool';
import type { SecretHit } from '../../model/secret-history.ts';
import { workerFile } from '../../threads/worker-file.ts';
import type { BlobAnswer, BlobTask, BlobWorkerData, WantedBlob } from './blob-worker.ts';

export interface BlobPoolOptions {
  readonly workers: number;
  /** How long one content may take, milliseconds. */
  readonly fileTimeout: number;
  /** Heap of one worker, MiB. */
  readonly workerMemory: number;
  readonly data: BlobWorkerData;
}

export interface BlobPool {
  /** The secrets of each content; null where it could not be read. */
  read(root: string, wanted: readonly WantedBlob[]): Promise<readonly (readonly SecretHit[] | null)[]>;
  close(): Promise<void>;
}

/** Tasks that a worker has at a time: while git looks up the contents of one, it reads those of the other. */
const tasksAtOnce = 2;

/** A task of many contents may take as long as so many of them, which is more than enough unless one hangs. */
const mostTimeouts = 30;

/** Starts a pool; its workers start with the first task. */
export function createBlobPool({ workers, fileTimeout, workerMemory, data }: BlobPoolOptions): BlobPool {
  const { url, execArgv } = workerFile('blob-worker', import.meta.url);
  const pool = new Tinypool({
    filename: url.href,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: workers,
    concurrentTasksPerWorker: tasksAtOnce,
    idleTimeout: 60_000,
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: workerMemory },
    execArgv: [...execArgv],
  });

  let isClosed = false;
  const ask = async (task: BlobTask): Promise<BlobAnswer | null> => {
    // A closed pool would start again.
    if (isClosed) return null;
    const limit = new AbortController();
    const timer = setTimeout(
      () => limit.abort(),
      fileTimeout * Math.min(tasksAtOnce + task.wanted.length, mostTimeouts),
    );
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own worker
      return (await pool.run(task, { signal: limit.signal })) as BlobAnswer;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async read(root, wanted) {
      const answer = await ask({ root, wanted });
      if (answer !== null) return answer;
      const found: (readonly SecretHit[] | null)[] = [];
      for (const one of wanted) {
        // One after another, so that each has its worker to itself.
        // oxlint-disable-next-line no-await-in-loop
        const alone = wanted.length === 1 ? null : await ask({ root, wanted: [one] });
        found.push(alone?.[0] ?? null);
      }
      return found;
    },
    async close() {
      isClosed = true;
      await pool.destroy();
    },
  };
}
