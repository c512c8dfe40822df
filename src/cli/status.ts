import { Command } from 'commander';
import { askDaemon } from '../daemon/ask-daemon.ts';
import type { DaemonReport } from '../daemon/daemon.ts';
import { UserError } from '../model/errors.ts';
import type { Severity } from '../model/rule.ts';
import { defaultCategories, defaultConfidences } from '../report/default-view.ts';
import { statusDocument } from '../report/json/documents.ts';
import type { RepositoryStatus, Status } from '../report/records.ts';
import { statusView } from '../report/status-view.ts';
import type { RepositoryRow } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { openQueried } from './open-queried.ts';
import { addOutput, addSettings, plainFormats, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { findDatabase, type SettingsOptions } from './settings.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions, OutputOptions {
  readonly format: PlainFormat;
}

/** How long a busy daemon may take to answer, milliseconds. */
const patience = 5000;
const shownScans = 10;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('status').description(
    'is the daemon up, what it watches, its queue, the last scans and errors',
  );
  addOutput(command, plainFormats);
  addSettings(command);
  return command.addHelpText('after', '\nExample:\n  tocsin status').action(async (options: Options) => {
    const database = await findDatabase(options, io);
    const answer = await askDaemon(database, { type: 'status' }, patience);
    const store = openQueried(database, io);
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the daemon is this same program
      const report = answer?.ok === true ? (answer.result as DaemonReport) : null;
      const daemonError = answer?.ok === false ? answer.message : null;
      const status = { ...statusOf(store, database, report), daemonError };
      const pieces =
        options.format === 'json'
          ? [statusDocument(status, tool)]
          : [statusView(status, io.now(), terminalFor(options, io))];
      print(pieces, options, io);
      if (answer?.ok === false) throw new UserError(answer.message, answer.hint ?? 'Look at the log of the daemon.');
    } finally {
      store.close();
    }
    done(exitCodes.done);
  });
}

function statusOf(store: Store, database: string, daemon: DaemonReport | null): Omit<Status, 'daemonError'> {
  const watched = new Set(daemon?.watched.map(({ root }) => root));
  const scans = store.scans({ limit: shownScans });
  const failures = scans
    .filter(({ status }) => status === 'failed')
    .map(({ repository, startedAt, finishedAt, error }) => ({
      at: finishedAt ?? startedAt,
      message: `${repository}: ${error ?? 'the scan failed'}`,
    }));
  return {
    daemon,
    database,
    repositories: store.repositories().map((row) => repositoryStatus(store, row, watched)),
    queue: [
      ...(daemon?.queue.running ?? []).map((request) => ({ ...request, state: 'running' as const })),
      ...(daemon?.queue.waiting ?? []).map((request) => ({ ...request, state: 'waiting' as const })),
    ],
    scans,
    errors: [...(daemon?.errors ?? failures)].toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

function repositoryStatus(store: Store, { root, kind }: RepositoryRow, watched: ReadonlySet<string>): RepositoryStatus {
  const view = { confidences: defaultConfidences, categories: defaultCategories, suppressed: false };
  const count = (severity: Severity): number =>
    store.countFindings({ repository: root, statuses: ['open'], severities: [severity], ...view });
  const open = {
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    note: count('note'),
  };
  return {
    root,
    kind,
    watched: watched.has(root),
    lastScan: store.scans({ repository: root, limit: 1 })[0] ?? null,
    open,
    unanalyzed: store.unanalyzedFiles({ repository: root }).filter(({ outcome }) => outcome !== 'partial').length,
  };
}
