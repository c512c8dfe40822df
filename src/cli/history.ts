import { Command } from 'commander';
import { historyList } from '../report/history-list.ts';
import { historyDocument } from '../report/json/documents.ts';
import { findingNamed } from './finding-named.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { openQueried } from './open-queried.ts';
import { addOutput, addSettings, plainFormats, positiveInteger, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { repositoryNamed } from './repository-named.ts';
import { findDatabase, type SettingsOptions } from './settings.ts';
import { timeSince } from './time-since.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions, OutputOptions {
  readonly since?: string;
  readonly repository?: string;
  readonly limit: number;
  readonly format: PlainFormat;
}

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('history')
    .description('what happened: opened, fixed, closed, reopened; of one finding or of all, newest first')
    .argument('[id]', 'a finding')
    .option('--since <time>', 'since 7d, 12h, 2026-01-31', timeSince(io.now))
    .option('--repository <name>', 'only this repository (path or name)')
    .option('--limit <number>', 'at most so many', positiveInteger, 200);
  addOutput(command, plainFormats);
  addSettings(command);
  return command
    .addHelpText('after', '\nExamples:\n  tocsin history --since 7d\n  tocsin history PW-7F3K')
    .action(async (id: string | undefined, options: Options) => {
      const { since, limit } = options;
      const store = openQueried(await findDatabase(options, io), io);
      try {
        const events =
          id === undefined
            ? store.events({
                limit,
                ...(since === undefined ? {} : { since }),
                ...(options.repository === undefined
                  ? {}
                  : { repository: repositoryNamed(options.repository, store, io.cwd) }),
              })
            : store
                .findingEvents(findingNamed(id, store).id)
                .toReversed()
                .filter(({ at }) => since === undefined || at >= since)
                .slice(0, limit);
        const pieces =
          options.format === 'json' ? historyDocument(events, tool) : [historyList(events, terminalFor(options, io))];
        print(pieces, options, io);
      } finally {
        store.close();
      }
      done(exitCodes.done);
    });
}
