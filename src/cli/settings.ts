// From the options and the environment to the configuration. A query needs only the database's path, which is much faster
// to find than the whole configuration.
import { availableParallelism, userInfo } from 'node:os';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Config, ConfigEnvironment } from '../config/config.ts';
import { readDatabasePath } from '../config/database-path.ts';
import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import { describeProblem } from '../config/problem.ts';
import { readConfigFile } from '../config/read-config-file.ts';
import { UserError } from '../model/errors.ts';
import type { CommandIo } from './io.ts';

/** The options that every command takes which needs the configuration. */
export interface SettingsOptions {
  readonly config?: string;
  readonly database?: string;
}

export const defaultConfigFile = 'config.yaml';

/** A top-level key of ours that others hardly have, at the beginning of a line. */
const ownKey = /^(?:workspaces|rules|limits|watch|schedule|database|notify)\s*:/m;

/** What the configuration loader must know of this machine. The library for cron expressions is loaded where there are some. */
async function configEnvironment(io: CommandIo, text: string): Promise<ConfigEnvironment> {
  const machine = { ...places(io), cores: availableParallelism() };
  if (!text.includes('audit')) return machine;
  const { cronProblem } = await import('../schedule/audits.ts');
  return { ...machine, cronProblem };
}

function places(io: CommandIo): Pick<ConfigEnvironment, 'home' | 'stateHome' | 'cwd'> {
  const { HOME: home, XDG_STATE_HOME: stateHome } = io.environment;
  return { home: home || homeOfUser(), stateHome: stateHome || null, cwd: io.cwd };
}

/** By the system's list of users: Node's `homedir` takes an empty HOME for the answer, which is the current folder. */
function homeOfUser(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A container's user need not be listed.
    return '/';
  }
}

/**
 * The configuration: of `--config`, else of ./config.yaml, else the defaults.
 * @throws UserError that names every mistake with its line
 */
export async function readSettings(options: SettingsOptions, io: CommandIo): Promise<LoadedConfig> {
  const { file, text } = await configText(options, io);
  const outcome = await loadConfig(file, text, await configEnvironment(io, text));
  if ('problems' in outcome) {
    throw new UserError(
      outcome.problems.map(describeProblem).join('\n'),
      'Mend the file; `tocsin config schema` and docs/configuration.md say what it may hold.',
    );
  }
  if (options.config === undefined) refuseForeignCommands(outcome, file);
  if (options.database === undefined) return outcome;
  return { ...outcome, config: { ...outcome.config, database: databasePath(options.database, io) } };
}

/**
 * A repository that is watched must not choose what runs on this machine. A ./config.yaml that nobody named, and that
 * lies in a folder which it has watched, may be that repository's own.
 * @throws UserError
 */
function refuseForeignCommands({ config }: LoadedConfig, file: string): void {
  if (config.notify.command === null) return;
  const inside = config.workspaces.some(({ path }) => {
    const way = relative(path, file);
    return !way.startsWith('..') && !isAbsolute(way);
  });
  if (!inside) return;
  throw new UserError(
    `${file} lies in a folder that is watched and names a command to run.`,
    'If it is yours, name it: --config config.yaml.',
  );
}

/** The database that a query reads. */
export async function findDatabase(options: SettingsOptions, io: CommandIo): Promise<string> {
  if (options.database !== undefined) return databasePath(options.database, io);
  const { file, text } = await configText(options, io);
  return (await readDatabasePath(file, text, places(io))) ?? (await readSettings(options, io)).config.database;
}

/** A configuration file as it was found. */
interface ConfigText {
  readonly file: string;
  /** Empty unless it is in use. */
  readonly text: string;
  /** foreign: there is a file of this name, but it seems to be another program's. */
  readonly state: 'in-use' | 'absent' | 'foreign';
}

/** Where the configuration is, and its text. */
export async function configText(options: SettingsOptions, io: CommandIo): Promise<ConfigText> {
  const file = resolve(io.cwd, options.config ?? defaultConfigFile);
  const text = await readConfigFile(file);
  if (text === null && options.config !== undefined) {
    throw new UserError(`There is no configuration at ${file}.`, 'Check the path that --config names.');
  }
  // Hugo, Home Assistant and many others have a config.yaml too: one that nobody named and that holds none of our keys
  // is theirs.
  const foreign = options.config === undefined && text !== null && text.trim() !== '' && !ownKey.test(text);
  if (text === null || foreign) return { file, text: '', state: foreign ? 'foreign' : 'absent' };
  return { file, text, state: 'in-use' };
}

function databasePath(option: string, io: CommandIo): string {
  return option === ':memory:' ? option : resolve(io.cwd, option);
}

/** The same settings with other workspaces: those named on the command line. */
export function withWorkspaces(config: Config, paths: readonly string[], cwd: string): Config {
  if (paths.length === 0) return config;
  const named = paths.map((path) => resolve(cwd, path));
  const { schedule } = config;
  return {
    ...config,
    workspaces: named.map(
      (path) =>
        config.workspaces.find((workspace) => workspace.path === path) ?? {
          path,
          name: path,
          include: [],
          exclude: [],
          schedule,
        },
    ),
  };
}
