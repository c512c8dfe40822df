import { dirname, resolve } from 'node:path';
import type { ConfigEnvironment } from './config.ts';
import { defaultDatabase, resolvePath } from './paths.ts';

/**
 * The database of a configuration, without checking the rest of it: what a query needs, in a few milliseconds where the
 * file doesn't name one (30 ms for the YAML library where it does). Null where the file is broken: `loadConfig` says how.
 */
export async function readDatabasePath(
  file: string,
  text: string,
  environment: Pick<ConfigEnvironment, 'home' | 'stateHome' | 'cwd'>,
): Promise<string | null> {
  if (!text.includes('database')) return defaultDatabase(environment);
  const { parseYaml } = await import('./yaml-source.ts');
  const { value, problems } = parseYaml(file, text);
  if (problems.length > 0) return null;
  const path = typeof value === 'object' && value !== null && 'database' in value ? value.database : null;
  if (path === null) return defaultDatabase(environment);
  return typeof path === 'string' && path !== ''
    ? resolvePath(path, resolve(environment.cwd, dirname(file)), environment.home)
    : null;
}
