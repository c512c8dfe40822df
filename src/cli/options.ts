// Options that several commands share, and how their values are read. A wrong value is a usage error that names the
// right ones.
import { isAbsolute } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { categories, confidences, severities } from '../model/rule.ts';

export const findingFormats = ['terminal', 'json', 'sarif', 'csv'] as const;
export type FindingFormat = (typeof findingFormats)[number];

export const plainFormats = ['terminal', 'json'] as const;
export type PlainFormat = (typeof plainFormats)[number];

/** `--config` and `--database`. A database in memory is of use only where something is scanned. */
export function addSettings(command: Command, use: 'query' | 'scan' = 'query'): Command {
  return command
    .option('-c, --config <file>', 'configuration (default: ./config.yaml, if there is one)')
    .option('--database <file>', `SQLite database${use === 'scan' ? ', or :memory:' : ''} (default: as configured)`);
}

/** `--format`, `--output`, `--no-color`. */
export function addOutput(command: Command, formats: readonly string[]): Command {
  command.addOption(new Option('-f, --format <format>', 'how to print').choices(formats).default(formats[0]));
  return addDestination(command);
}

/** `--output`, `--no-color`. */
export function addDestination(command: Command): Command {
  return addColour(command.option('-o, --output <file>', 'write to a file instead of standard output (-)'));
}

/** `--no-color`. */
export function addColour(command: Command): Command {
  return command.option('--no-color', 'no colours (so does the environment variable NO_COLOR)');
}

/** `--quiet` and `--verbose`. */
export function addLoudness(command: Command): Command {
  return command
    .addOption(new Option('-q, --quiet', 'only results and errors').conflicts('verbose'))
    .option('-v, --verbose', 'also say what is being done, file by file');
}

/** Restrictions of a list of findings that `scan` and `findings` share. */
export function addFindingFilter(command: Command): Command {
  return command
    .option(`--severity <list>`, `only these (${severities.join(', ')}), or high+ for high and worse`, severityList)
    .option(`--confidence <list>`, `only these (${confidences.join(', ')}); default: high,medium`, confidenceList)
    .option(`--category <list>`, `only these (${categories.join(', ')}); default: all but review`, categoryList)
    .option('--all', 'also confidence low, category review and suppressed findings');
}

export function severityList(text: string): string[] {
  const least = /^(\w+)\+$/.exec(text.trim())?.[1];
  if (least === undefined) return listOf(severities)(text);
  const index = severities.findIndex((severity) => severity === least);
  if (index === -1) throw new InvalidArgumentError(`Use ${severities.join(', ')}.`);
  return severities.slice(0, index + 1);
}

export const confidenceList = listOf(confidences);
export const categoryList = listOf(categories);

/** Reads `a,b,c`, each one of `words`. */
export function listOf<Word extends string>(words: readonly Word[]): (text: string) => Word[] {
  return (text) =>
    text.split(',').map((part) => {
      const word = words.find((candidate) => candidate === part.trim().toLowerCase());
      if (word === undefined) throw new InvalidArgumentError(`"${part.trim()}" is none of ${words.join(', ')}.`);
      return word;
    });
}

/** Reads a whole number from 1. */
export function positiveInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('Use a whole number from 1.');
  return number;
}

/** Longer ones are no glob that a person typed; picomatch throws at 65,536. */
const longestGlob = 4096;

/** Collects the globs of an option that may be repeated. */
export function globList(text: string, before: readonly string[] | undefined): string[] {
  if (text.trim() === '') throw new InvalidArgumentError('Use a name or a glob such as "tests/**".');
  if (text.length > longestGlob) throw new InvalidArgumentError(`It is longer than ${longestGlob} characters.`);
  return [...(before ?? []), text];
}

/** As `globList`, for paths within a repository. */
export function pathList(text: string, before: readonly string[] | undefined): string[] {
  if (isAbsolute(text) || text.split('/').includes('..')) {
    throw new InvalidArgumentError('Paths start at the root of the repository, which --repository names: src/app.py.');
  }
  return globList(text, before);
}
