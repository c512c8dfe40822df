// Worker threads start from their own file's kind: `.js` in dist/, `.ts` when the program runs from its sources (tests).
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export interface WorkerFile {
  readonly url: URL;
  /** What the thread's Node is to be started with. */
  readonly execArgv: readonly string[];
}

/**
 * The file of a worker.
 * @param name its name without its ending
 * @param beside `import.meta.url` of a module in the same folder
 */
export function workerFile(name: string, beside: string): WorkerFile {
  const isSource = beside.endsWith('.ts');
  return {
    url: new URL(`./${name}${isSource ? '.ts' : '.js'}`, beside),
    execArgv: isSource ? ['--import', typescriptLoader()] : [],
  };
}

/** `--import tsx` does nothing in the threads of Node 20 (it asks for the main thread), so its loader is registered here. */
function typescriptLoader(): string {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'));
  return `data:text/javascript,import { register } from '${new URL('esm/api/index.mjs', tsx).href}'; register();`;
}
