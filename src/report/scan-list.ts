import type { ScanRecord } from './records.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';
import { durationText, shortTime } from './time.ts';

/** Scans as a table, in the order in which they come. */
export function scanList(scans: readonly ScanRecord[], terminal: Terminal): string {
  if (scans.length === 0) return 'No scans\n';
  const { colours } = terminal;
  const rows = scans.map((scan) => [
    String(scan.id),
    shortTime(scan.startedAt),
    scan.trigger,
    { text: scan.status, colour: scan.status === 'failed' ? colours.red : (text: string) => text },
    scanDuration(scan),
    scan.files === null ? '' : String(scan.files.analyzed),
    changesText(scan),
    scan.repository,
  ]);
  const columns = [
    { title: 'SCAN', align: 'right', leaves: 4 },
    { title: 'STARTED' },
    { title: 'TRIGGER', leaves: 2 },
    { title: 'STATUS', leaves: 5 },
    { title: 'TOOK', align: 'right', leaves: 3 },
    { title: 'FILES', align: 'right', leaves: 1 },
    { title: 'CHANGES', shrink: 'end' },
    { title: 'REPOSITORY', shrink: 'middle' },
  ] as const;
  return `${table(columns, rows, terminal).join('\n')}\n`;
}

function scanDuration({ startedAt, finishedAt }: ScanRecord): string {
  return finishedAt === null ? '' : durationText(Date.parse(finishedAt) - Date.parse(startedAt));
}

/** `2 new, 1 fixed`; why it ended, for a scan that failed. */
export function changesText({ summary, error }: Pick<ScanRecord, 'summary' | 'error'>): string {
  if (summary === null) return error ?? '';
  const { opened, reopened, fixed, closed } = summary;
  const parts = [
    ...(opened > 0 ? [`${opened} new`] : []),
    ...(reopened > 0 ? [`${reopened} back`] : []),
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    ...(closed > 0 ? [`${closed} closed`] : []),
  ];
  return parts.length === 0 ? 'no change' : parts.join(', ');
}
