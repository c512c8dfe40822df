import { Worker } from 'node:worker_threads';
import { workerFile } from '../threads/worker-file.ts';

/**
 * Starts a thread.
 * @param name the file's name without its ending, in this folder
 */
export function startWorker(name: string): Worker {
  const { url, execArgv } = workerFile(name, import.meta.url);
  return new Worker(url, { execArgv: [...execArgv] });
}
