// The thread that follows data through whole repositories. It keeps what it knows of a repository between scans, so that
// after a change only what that can reach is looked at again; after a while without work it ends, and its memory is free.
import { Tinypool } from 'tinypool';
import { errorMessage } from '../model/errors.ts';
import type { SourceFile } from '../model/source-file.ts';
import { createStopFlag, whenStoppable } from '../threads/stop-flag.ts';
import { workerFile } from '../threads/worker-file.ts';
import type { ProgramAnalysis } from './analyze-program.ts';
import type { ProgramRequest, ProgramTask, ProgramWorkerData } from './program-worker.ts';

export interface ProgramPoolOptions {
  /** How long one repository may take, milliseconds. */
  readonly timeout: number;
  /** Heap of the thread, MiB; a repository that needs more is not followed. */
  readonly memory: number;
  /** Given to the thread as it starts. */
  readonly data: ProgramWorkerData;
}

export type ProgramOutcome =
  | { readonly outcome: 'analyzed'; readonly analysis: ProgramAnalysis }
  | { readonly outcome: 'failed'; readonly error: string };

export interface ProgramFiles {
  /** Content hashes of all Python files of the repository, by path; null: not known. */
  readonly contents: ReadonlyMap<string, string | null>;
  /** Reads one of them; null: it is gone, or is none any more. */
  readonly read: (path: string) => Promise<SourceFile | null>;
}

export interface ProgramPool {
  /** Reads and parses ahead what `analyze` will need, beside other work. */
  prepare(root: string, files: ProgramFiles, signal: AbortSignal): Promise<void>;
  /** Follows data through a repository; never rejects: what goes wrong is an outcome. Ends early when `signal` is aborted. */
  analyze(root: string, files: ProgramFiles, signal?: AbortSignal): Promise<ProgramOutcome>;
  close(): Promise<void>;
}

/** Files that are sent in one message. */
const filesPerMessage = 50;
/** Young objects are most of what the analysis makes: with room for them less is copied. MiB. */
const youngMemory = 96;
/** Calls that follow calls nest deeply. MiB. */
const stack = 64;
const idleTimeout = 10 * 60_000;

/** Starts nothing until there is something to follow. */
export function createProgramPool({ timeout, memory, data }: ProgramPoolOptions): ProgramPool {
  const { url, execArgv } = workerFile('program-worker', import.meta.url);
  const pool = new Tinypool({
    filename: url.href,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout,
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngMemory, stackSizeMb: stack },
    execArgv: [...execArgv],
  });
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const ask = async <T>(request: ProgramRequest, from: AbortSignal): Promise<T> => {
    const signal = AbortSignal.any([from, closing.signal]);
    const task: ProgramTask = { request, stop: createStopFlag() };
    const ended = new AbortController();
    const end = (): void => void whenStoppable(task.stop).then(() => ended.abort());
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own worker
      return (await pool.run(task, { signal: ended.signal })) as T;
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
  /** Sends what the thread does not have. Returns how many of the files are gone. */
  const send = async (root: string, { contents, read }: ProgramFiles, signal: AbortSignal): Promise<number> => {
    const missing = await ask<string[]>({ type: 'compare', root, files: contents }, signal);
    let lost = 0;
    for (let at = 0; at < missing.length; at += filesPerMessage) {
      const paths = missing.slice(at, at + filesPerMessage);
      const found = await Promise.all(paths.map(read));
      const gone = paths.filter((_, index) => found[index] === null);
      lost += gone.length;
      await ask({ type: 'take', root, files: found.filter((file) => file !== null), gone }, signal);
    }
    return lost;
  };
  /** One repository after the other: they share the thread. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return await turn;
  };

  return {
    async prepare(root, files, signal) {
      // What goes wrong here goes wrong again when it is asked for, and is told then.
      await inTurn(() => send(root, files, signal)).catch(() => undefined);
    },
    async analyze(root, files, signal) {
      const limit = AbortSignal.timeout(timeout);
      const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
      try {
        const analysis = await inTurn(async () => {
          const lost = await send(root, files, either);
          return await ask<ProgramAnalysis>({ type: 'analyze', root, files: files.contents.size - lost }, either);
        });
        return { outcome: 'analyzed', analysis };
      } catch (error) {
        const reason = limit.aborted ? `it took longer than ${Math.round(timeout / 1000)} s` : errorMessage(error);
        return { outcome: 'failed', error: reason };
      }
    },
    async close() {
      closing.abort();
      await last;
      await pool.destroy();
    },
  };
}
