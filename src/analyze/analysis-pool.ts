// Worker threads that analyse files. Each file has a time limit of its own: a worker that hangs, dies or runs out of memory
// fails that file only, and the pool goes on with a new worker.
import { Tinypool } from 'tinypool';
import type { FileAnalysis } from '../model/analysis.ts';
import { errorMessage } from '../model/errors.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Packed } from '../packing/packed.ts';
import { createStopFlag, whenStoppable, type StopFlag } from '../threads/stop-flag.ts';
import { workerFile } from '../threads/worker-file.ts';
import type { AnalysisAnswer, AnalysisTask, AnalysisWorkerData, Wanted } from './analysis-worker.ts';

export interface AnalysisPoolOptions {
  readonly workers: number;
  /** How long one file may take, milliseconds. */
  readonly fileTimeout: number;
  /** Heap of one worker, MiB; a file that needs more fails. */
  readonly workerMemory: number;
  /** Given to every worker as it starts. */
  readonly data: AnalysisWorkerData;
}

export interface AnalysisPool {
  /**
   * Analyses one file; never rejects: what goes wrong is an outcome of the file.
   * @param takeFacts for a Python file: is given what following data through it needs, which was found out anyway
   */
  analyze(file: SourceFile, takeFacts?: (facts: Packed) => void): Promise<FileAnalysis>;
  /** What following data through a Python file needs; null where it can't be found out. */
  factsOf(file: SourceFile): Promise<Packed | null>;
  /** Ends the workers, also those at work. */
  close(): Promise<void>;
}

/** Starts a pool; its workers start with the first file. */
export function createAnalysisPool(options: AnalysisPoolOptions): AnalysisPool {
  const { url, execArgv } = workerFile('analysis-worker', import.meta.url);
  const pool = new Tinypool({
    filename: url.href,
    runtime: 'worker_threads',
    minThreads: 1,
    maxThreads: options.workers,
    idleTimeout: 30_000,
    workerData: options.data,
    resourceLimits: { maxOldGenerationSizeMb: options.workerMemory },
    execArgv: [...execArgv],
  });

  // No more than one file a worker is handed over, so that the time limit counts work and not waiting.
  let free = options.workers;
  const waiting: (() => void)[] = [];
  const take = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  /** Of what is at work, or about to be. */
  const stopFlags = new Set<StopFlag>();

  /** @throws Error that says what went wrong */
  const ask = async (file: SourceFile, wanted: Wanted): Promise<AnalysisAnswer> => {
    await take();
    const limit = new AbortController();
    const task: AnalysisTask = { file, wanted, stop: createStopFlag() };
    stopFlags.add(task.stop);
    const timer = setTimeout(() => void whenStoppable(task.stop).then(() => limit.abort()), options.fileTimeout);
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own worker
      return (await pool.run(task, { signal: limit.signal })) as AnalysisAnswer;
    } catch (error) {
      const reason = limit.signal.aborted
        ? `timeout: not analysed within ${options.fileTimeout} ms`
        : `the analysis worker failed: ${errorMessage(error)}`;
      throw new Error(reason, { cause: error });
    } finally {
      clearTimeout(timer);
      stopFlags.delete(task.stop);
      give();
    }
  };

  return {
    async analyze(file, takeFacts) {
      try {
        const { analysis, facts } = await ask(file, { findings: true, facts: takeFacts !== undefined });
        if (facts !== null) takeFacts?.(facts);
        return analysis!;
      } catch (error) {
        return { outcome: 'failed', path: file.path, contentHash: file.contentHash, error: errorMessage(error) };
      }
    },
    async factsOf(file) {
      return await ask(file, { findings: false, facts: true }).then(
        ({ facts }) => facts,
        () => null,
      );
    },
    async close() {
      await Promise.all([...stopFlags].map(whenStoppable));
      await pool.destroy();
    },
  };
}
