import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { askDaemon } from '../daemon/ask-daemon.ts';
import type { ControlAnswer } from '../daemon/control-protocol.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import { inertLines } from '../report/terminal.ts';
import { count } from '../text/count.ts';
import type { Check } from './check.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { isFolder } from './is-folder.ts';
import { addSettings } from './options.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

/** How long a busy daemon may take to answer, milliseconds. */
const patience = 5000;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('doctor').description(
    'look at everything that Tocsin stands on, and say what to do where something is wrong',
  );
  addSettings(command);
  return command.addHelpText('after', '\nExample:\n  tocsin doctor').action(async (options: SettingsOptions) => {
    const checks = await examine(options, io);
    for (const { name, state, facts, advice } of checks) {
      const lines = [...facts.split('\n'), ...(advice === undefined || state === 'ok' ? [] : [advice])];
      io.out(inertLines(`${state.padEnd(8)} ${name.padEnd(14)} ${lines.join(`\n${' '.repeat(24)}`)}\n`));
    }
    done(checks.some(({ state }) => state === 'broken') ? exitCodes.usage : exitCodes.done);
  });
}

async function examine(options: SettingsOptions, io: CommandIo): Promise<Check[]> {
  const native = await nativeParts();
  const checks: Check[] = [nodeVersion(), platform(), git(io), ...native, inotify()];
  const works = native.every(({ state }) => state === 'ok');
  try {
    const { config } = await readSettings(options, io);
    checks.push({ name: 'configuration', state: 'ok', facts: count(config.workspaces.length, 'workspace') });
    if (works) checks.push(await rules(config));
    for (const { path } of config.workspaces) checks.push(folder('workspace', path));
    if (works) checks.push(await database(config.database, io));
    checks.push(daemon(await askDaemon(config.database, { type: 'status' }, patience)));
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
  const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(said.stdout ?? '')?.map(Number) ?? [];
  return {
    name: 'git',
    state: major > 2 || (major === 2 && minor >= 30) ? 'ok' : 'warning',
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

// What follows needs the native parts, so it is loaded where they work only.

async function database(file: string, io: CommandIo): Promise<Check> {
  const { checkDatabase } = await import('./check-database.ts');
  return checkDatabase(file, io);
}

async function rules(config: Config): Promise<Check> {
  const { loadConfiguredRules } = await import('../daemon/open-engine.ts');
  const { ruleSet, problems } = await loadConfiguredRules(config);
  const used = `${count(ruleSet.rules.length, 'rule')} in use`;
  const [first] = problems;
  if (first === undefined) return { name: 'rules', state: 'ok', facts: used };
  const told = `${count(problems.length, 'problem')}, the first in ${first.file}:${first.line}:${first.column}`;
  return { name: 'rules', state: 'warning', facts: `${used}; ${told}`, advice: '`tocsin rules check` tells them all.' };
}

function folder(name: string, path: string): Check {
  const found = isFolder(path);
  const advice = 'Create it, or take it out of the configuration.';
  return { name, state: found ? 'ok' : 'broken', facts: found ? path : `${path} is not a folder`, advice };
}

function daemon(answer: ControlAnswer | null): Check {
  const name = 'daemon';
  if (answer === null) return { name, state: 'ok', facts: 'not running' };
  if (answer.ok) return { name, state: 'ok', facts: 'running' };
  return { name, state: 'warning', facts: answer.message, advice: answer.hint ?? '`tocsin status` may tell more.' };
}
