import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import { askDaemon } from '../daemon/ask-daemon.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import { inertLines } from '../report/terminal.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { addSettings } from './options.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

/** One thing that was looked at: how it is, and what to do where it is not well. */
interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'broken';
  readonly facts: string;
  readonly advice?: string;
}

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('doctor').description(
    'look at everything that Tocsin stands on, and say what to do where something is wrong',
  );
  addSettings(command);
  return command.addHelpText('after', '\nExample:\n  tocsin doctor').action(async (options: SettingsOptions) => {
    const checks = await examine(options, io);
    for (const { name, state, facts, advice } of checks) {
      io.out(inertLines(`${state.padEnd(8)} ${name.padEnd(14)} ${facts}\n`));
      if (advice !== undefined && state !== 'ok') io.out(inertLines(`${' '.repeat(24)}${advice}\n`));
    }
    done(checks.some(({ state }) => state === 'broken') ? exitCodes.usage : exitCodes.done);
  });
}

async function examine(options: SettingsOptions, io: CommandIo): Promise<Check[]> {
  const checks: Check[] = [nodeVersion(), platform(), git(io), ...(await nativeParts()), inotify()];
  try {
    const { config } = await readSettings(options, io);
    checks.push({ name: 'configuration', state: 'ok', facts: `${config.workspaces.length} workspaces` });
    for (const { path } of config.workspaces) checks.push(folder('workspace', path));
    checks.push(await database(config.database, io));
    const answer = await askDaemon(config.database, { type: 'status' }, 5000);
    checks.push({ name: 'daemon', state: 'ok', facts: answer === null ? 'not running' : 'running' });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    checks.push({ name: 'configuration', state: 'broken', facts: error.message, advice: error.hint });
  }
  return checks;
}

function nodeVersion(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const recent = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    state: recent ? 'ok' : 'broken',
    facts: process.version,
    advice: 'Install Node.js 20.19 or newer.',
  };
}

function platform(): Check {
  const supported = process.platform !== 'win32';
  return {
    name: 'system',
    state: supported ? 'ok' : 'broken',
    facts: `${process.platform} ${process.arch}`,
    advice: 'Windows is not supported: use WSL 2, with the code inside its own file system.',
  };
}

function git(io: CommandIo): Check {
  const said = spawnSync('git', ['--version'], { encoding: 'utf8', env: { PATH: io.environment['PATH'] ?? '' } });
  return {
    name: 'git',
    state: said.status === 0 ? 'ok' : 'warning',
    facts: said.status === 0 ? said.stdout.trim() : 'not found',
    advice: 'Without git, folders are walked and commits are not known. Install git 2.30 or newer.',
  };
}

/** The packages that were compiled for this machine. */
async function nativeParts(): Promise<Check[]> {
  const parts: Readonly<Record<string, () => Promise<unknown>>> = {
    'better-sqlite3': async () =>
      (await import('../store/open-store.ts')).openStore({ file: ':memory:', clock: () => new Date() }).close(),
    'tree-sitter': async () => (await import('../python/analyze-module.ts')).analyzeModule('doctor.py', 'import os\n'),
  };
  return Promise.all(
    Object.entries(parts).map(async ([name, use]): Promise<Check> => {
      try {
        await use();
        return { name, state: 'ok', facts: 'loads and works' };
      } catch (error) {
        return {
          name,
          state: 'broken',
          facts: errorMessage(error),
          advice: 'Install python3, make and a C++ compiler, then run `npm rebuild`.',
        };
      }
    }),
  );
}

/** inotify(7): how many folders one user may watch. */
function inotify(): Check {
  if (process.platform !== 'linux') return { name: 'file events', state: 'ok', facts: `those of ${process.platform}` };
  try {
    const watches = Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
    const instances = Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    return {
      name: 'file events',
      state: watches >= 65_536 ? 'ok' : 'warning',
      facts: `inotify: ${watches} watches, ${instances} instances`,
      advice: 'One watch a folder is needed: `sudo sysctl fs.inotify.max_user_watches=524288`.',
    };
  } catch (error) {
    return { name: 'file events', state: 'warning', facts: errorMessage(error), advice: 'Sweeps still find changes.' };
  }
}

function folder(name: string, path: string): Check {
  const found = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const advice = 'Create it, or take it out of the configuration.';
  return { name, state: found ? 'ok' : 'broken', facts: found ? path : `${path} is not a folder`, advice };
}

async function database(file: string, io: CommandIo): Promise<Check> {
  const name = 'database';
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    return { name, state: 'ok', facts: `${file} does not exist yet; the first scan makes it in ${dirname(file)}` };
  }
  try {
    const { openStore } = await import('../store/open-store.ts');
    const store = openStore({ file, readOnly: true, clock: io.now });
    try {
      const { bytes, problems } = store.check();
      const size = `${file}, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
      if (problems.length === 0) return { name, state: 'ok', facts: size };
      const advice = 'Set it aside and restore the newest backup beside it.';
      return { name, state: 'broken', facts: `${size}: ${problems.join('; ')}`, advice };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, state: 'broken', facts: error.message, advice: error.hint };
  }
}
