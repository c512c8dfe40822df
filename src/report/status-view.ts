import { severities } from '../model/rule.ts';
import { escapeControl } from '../text/display.ts';
import type { RepositoryStatus, Status } from './records.ts';
import { changesText, scanList } from './scan-list.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { durationText, shortTime } from './time.ts';
import { cutEnd } from './width.ts';

/** Everything that `tocsin status` tells, with a line break at its end. `now`: for how long the daemon has been running. */
export function statusView(status: Status, now: Date, terminal: Terminal): string {
  const { colours, width } = terminal;
  const section = (title: string, body: string): string => `${colours.bold(title)}\n${body.trimEnd()}`;
  const blocks = [
    `${daemonText(status, now, terminal)}\nDatabase: ${escapeControl(status.database)}`,
    section('Repositories', repositoryTable(status.repositories, terminal)),
    ...(status.queue.length === 0 ? [] : [section('Queue', queueTable(status, terminal))]),
    ...(status.scans.length === 0 ? [] : [section('Last scans', scanList(status.scans, terminal))]),
    ...(status.errors.length === 0
      ? []
      : [
          section(
            'Last errors',
            status.errors
              .map(({ at, message }) => cutEnd(`${shortTime(at)}  ${escapeControl(message)}`, width))
              .join('\n'),
          ),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function daemonText({ daemon, daemonError }: Status, now: Date, { colours }: Terminal): string {
  if (daemonError !== null) return `Daemon: ${colours.red(escapeControl(daemonError))}`;
  if (daemon === null) return `Daemon: ${colours.yellow('not running')}`;
  const { pid, version, startedAt } = daemon;
  const age = durationText(now.getTime() - Date.parse(startedAt));
  return `Daemon: ${colours.green('running')} for ${age}, process ${pid}, version ${escapeControl(version)}`;
}

function repositoryTable(repositories: readonly RepositoryStatus[], terminal: Terminal): string {
  if (repositories.length === 0) return 'none';
  const rows = repositories.map(({ root, kind, watched, lastScan, open, unanalyzed }) => [
    root,
    kind,
    watched ? 'yes' : 'no',
    severities.map((severity) => open[severity]).join(' / '),
    String(unanalyzed),
    lastScan === null ? 'never' : `${shortTime(lastScan.startedAt)} ${changesText(lastScan)}`,
  ]);
  const columns = [
    { title: 'ROOT', shrink: 'middle' },
    { title: 'KIND', leaves: 1 },
    { title: 'WATCHED', leaves: 3 },
    { title: 'OPEN c/h/m/l/n' },
    { title: 'NOT ANALYSED', align: 'right', leaves: 2 },
    { title: 'LAST SCAN', shrink: 'end' },
  ] as const;
  return table(columns, rows, terminal).join('\n');
}

function queueTable({ queue }: Status, terminal: Terminal): string {
  const rows = queue.map(({ state, trigger, repository }) => [state, trigger, repository]);
  const columns = [{ title: 'STATE' }, { title: 'TRIGGER' }, { title: 'REPOSITORY', shrink: 'middle' }] as const;
  return table(columns, rows, terminal).join('\n');
}
