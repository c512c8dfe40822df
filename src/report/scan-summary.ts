// What a scan did, in a few lines: findings that came and went, files, and every file that was not analysed, by reason.
import type { ScanFileCounts, ScanSummary } from '../model/scan.ts';
import { escapeControl } from '../text/display.ts';
import type { UnanalyzedFile } from './records.ts';
import { changesText } from './scan-list.ts';
import type { Terminal } from './terminal.ts';
import { count } from '../text/count.ts';
import { durationText } from './time.ts';
import { cutEnd, cutMiddle } from './width.ts';

export interface ScanReport {
  readonly repository: string;
  readonly summary: ScanSummary;
  readonly files: ScanFileCounts;
  readonly unanalyzed: readonly UnanalyzedFile[];
  readonly milliseconds: number;
}

/** So many files of a kind are named; of the others only the number is told. */
const namedFiles = 10;

/** The text, with a line break at its end. */
export function scanSummary(report: ScanReport, terminal: Terminal): string {
  const { repository, summary, files, unanalyzed } = report;
  const { colours, width } = terminal;
  const lines = [
    colours.bold(cutMiddle(escapeControl(repository), width)),
    `  findings: ${changesText({ summary, error: null })}, ${summary.unchanged.toLocaleString('en-US')} unchanged`,
    `  files:    ${fileText(files)} in ${timeText(report)}`,
    ...skippedText(unanalyzed),
    ...namedLines(unanalyzed, 'partial', 'only partly understood', terminal),
    ...namedLines(unanalyzed, 'failed', 'could not be analysed', terminal),
  ];
  return `${lines.join('\n')}\n`;
}

function fileText({ listed, analyzed, unchanged, deleted }: ScanFileCounts): string {
  const parts = [
    `${count(analyzed, 'analysed', 'analysed')} of ${count(listed, 'file')}`,
    ...(unchanged > 0 ? [count(unchanged, 'unchanged', 'unchanged')] : []),
    ...(deleted > 0 ? [count(deleted, 'deleted', 'deleted')] : []),
  ];
  return parts.join(', ');
}

/** How long it took, and files a second where that says something. */
function timeText({ files, milliseconds }: ScanReport): string {
  const time = milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : durationText(milliseconds);
  if (milliseconds < 1000 || files.analyzed === 0) return time;
  return `${time} (${count(Math.round((files.analyzed * 1000) / milliseconds), 'file')} a second)`;
}

function skippedText(unanalyzed: readonly UnanalyzedFile[]): string[] {
  const numbers = new Map<string, number>();
  for (const { outcome, detail } of unanalyzed) {
    if (outcome !== 'skipped') continue;
    // `too-large: 2189478 bytes; the limit is …`: the reason counts, not each size.
    const reason = detail.split(':', 1)[0]!;
    numbers.set(reason, (numbers.get(reason) ?? 0) + 1);
  }
  if (numbers.size === 0) return [];
  const parts = [...numbers]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, number]) => `${number.toLocaleString('en-US')} ${escapeControl(reason)}`);
  return [`  skipped:  ${parts.join(', ')}`];
}

function namedLines(
  unanalyzed: readonly UnanalyzedFile[],
  kind: 'partial' | 'failed',
  words: string,
  { colours, width }: Terminal,
): string[] {
  const files = unanalyzed.filter(({ outcome }) => outcome === kind);
  if (files.length === 0) return [];
  const rest = files.length - namedFiles;
  const colour = kind === 'failed' ? colours.red : colours.yellow;
  return [
    colour(`  ${`${kind}:`.padEnd(9)} ${count(files.length, 'file')} ${words}`),
    ...files
      .slice(0, namedFiles)
      .map(({ path, detail }) => cutEnd(`    ${escapeControl(path)}: ${escapeControl(detail)}`, width)),
    ...(rest > 0 ? [`    and ${count(rest, 'more', 'more')}`] : []),
  ];
}
