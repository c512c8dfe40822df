// The thread that follows data through whole repositories. It keeps what it knows of a repository between scans, so that
// after a change only what that can reach is looked at again; after a while without work it ends, and its memory is free.
import { Tinypool } from 'tinypool';
import { errorMessage } from '../model/errors.ts';
import type { SourceFile } from '../model/source-file.ts';
import { buffersOf, sizeOf } from '../packing/packed.ts';
import { createStopFlag, whenStoppable } from '../threads/stop-flag.ts';
import { workerFile } from '../threads/worker-file.ts';
import type { FlowFile, FollowedProgram, ProgramAnalysis } from './analyze-program.ts';
import type { ProgramFile, ProgramRequest, ProgramTask, ProgramWorkerData } from './program-worker.ts';

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
  /** Content hashes of all Python files of the repository, by path. */
  readonly contents: ReadonlyMap<string, string>;
  /** Reads one of them; null: it is gone, or is none any more. */
  readonly read: (path: string) => Promise<SourceFile | null>;
  /** Finds out of one of them what following data needs; null: it is gone, or can't be analysed any more. */
  readonly analyze: (path: string) => Promise<ProgramFile | null>;
}

export interface ProgramPool {
  /** Hands over a file ahead of `analyze`. Where there is no room for it, it is asked for again when it is needed. */
  offer(root: string, file: ProgramFile): void;
  /** Follows data through a repository; never rejects: what goes wrong is an outcome. Ends early when `signal` is aborted. */
  analyze(root: string, files: ProgramFiles, signal?: AbortSignal): Promise<ProgramOutcome>;
  close(): Promise<void>;
}

/** Files that are sent in one message. */
const filesPerMessage = 50;
/** Bytes that wait for the thread while it is at work for another repository. */
const mostOffered = 64 * 1024 * 1024;
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
  let offered: { readonly root: string; readonly file: ProgramFile }[] = [];

  const ask = async <T>(request: ProgramRequest, from: AbortSignal): Promise<T> => {
    const signal = AbortSignal.any([from, closing.signal]);
    const task: ProgramTask = { request, stop: createStopFlag() };
    const ended = new AbortController();
    const end = (): void => void whenStoppable(task.stop).then(() => ended.abort());
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    const transferList = request.type === 'take' ? request.files.flatMap(({ facts }) => buffersOf(facts)) : [];
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own worker
      return (await pool.run(task, { signal: ended.signal, transferList })) as T;
    } finally {
      signal.removeEventListener('abort', end);
    }
  };
  /** Sends what was offered. */
  const sendOffered = async (signal: AbortSignal): Promise<void> => {
    while (offered.length > 0) {
      const { root } = offered[0]!;
      const files = offered.filter((one) => one.root === root).map(({ file }) => file);
      offered = offered.filter((one) => one.root !== root);
      await ask({ type: 'take', root, files, gone: [] }, signal);
    }
  };
  /** Sends what the thread does not have. Returns how many of the files are gone. */
  const send = async (root: string, { contents, analyze }: ProgramFiles, signal: AbortSignal): Promise<number> => {
    const missing = await ask<readonly string[]>({ type: 'compare', root, files: contents }, signal);
    let lost = 0;
    let taken: Promise<unknown> = Promise.resolve();
    for (const paths of inBatches(missing)) {
      const found = await Promise.all(paths.map(analyze));
      const gone = paths.filter((_, index) => found[index] === null);
      lost += gone.length;
      await taken;
      taken = ask({ type: 'take', root, files: found.filter((file) => file !== null), gone }, signal);
      // Whoever awaits it is told; until then it is no error that nobody heeds.
      taken.catch(() => undefined);
    }
    await taken;
    return lost;
  };
  /** The findings of flows that end in these files. */
  const identify = async (
    root: string,
    ends: readonly string[],
    { read }: ProgramFiles,
    signal: AbortSignal,
  ): Promise<FlowFile[]> => {
    const found: FlowFile[] = [];
    for (const paths of inBatches(ends)) {
      const files = (await Promise.all(paths.map(read))).filter((file) => file !== null);
      found.push(...(await ask<readonly FlowFile[]>({ type: 'identify', root, files }, signal)));
    }
    return found;
  };
  /** One repository after the other: they share the thread. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return await turn;
  };

  return {
    offer(root, file) {
      const waiting = offered.reduce((sum, one) => sum + sizeOf(one.file.facts), 0);
      if (waiting > mostOffered) return;
      offered.push({ root, file });
      // What goes wrong here goes wrong again when it is asked for, and is told then.
      if (offered.length === 1) void inTurn(() => sendOffered(closing.signal)).catch(() => undefined);
    },
    async analyze(root, files, signal) {
      const limit = AbortSignal.timeout(timeout);
      const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
      try {
        const analysis = await inTurn(async (): Promise<ProgramAnalysis> => {
          const lost = await send(root, files, either);
          const request = { type: 'follow', root, files: files.contents.size - lost } as const;
          const { ends, notes, coverage } = await ask<FollowedProgram>(request, either);
          return { files: await identify(root, ends, files, either), notes, coverage };
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

function inBatches(paths: readonly string[]): string[][] {
  const count = Math.ceil(paths.length / filesPerMessage);
  return Array.from({ length: count }, (_, at) => paths.slice(at * filesPerMessage, (at + 1) * filesPerMessage));
}
