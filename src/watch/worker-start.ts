// Starting a thread from a file beside this one, from dist/ or from the sources.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const isSource = import.meta.url.endsWith('.ts');

/**
 * Starts a thread.
 * @param name the file's name without its ending, in this folder
 */
export function startWorker(name: string): Worker {
  const file = new URL(`./${name}${isSource ? '.ts' : '.js'}`, import.meta.url);
  return new Worker(file, isSource ? { execArgv: ['--import', typescriptLoader()] } : {});
}

/** `--import tsx` does nothing in the threads of Node 20 (it asks for the main thread), so its loader is registered here. */
function typescriptLoader(): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  return `data:text/javascript,import { register } from '${new URL('esm/api/index.mjs', tsx).href}'; register();`;
}
