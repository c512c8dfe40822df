// What `tocsin watch` prints while it runs: a line for each finding that came or went, and one for each scan. Of a scan
// that nobody asked for (a file was saved, the clock struck) and of which there is nothing to show, nothing is said: the
// program stands in the background of somebody's work.
import type { ScanEvent, Trigger } from '../model/scan.ts';
import { escapeControl } from '../text/display.ts';
import { isShown } from './default-view.ts';
import { shortRuleName } from './finding-list.ts';
import { eventColour } from './history-list.ts';
import { severityColour, type Terminal } from './terminal.ts';
import { count } from '../text/count.ts';
import { durationText } from './time.ts';

const words = {
  'finding.opened': 'opened',
  'finding.reopened': 'reopened',
  'finding.fixed': 'fixed',
  'finding.closed': 'closed',
} as const;
const wordWidth = Math.max(...Object.values(words).map((word) => word.length));

/** Scans that are told for themselves: somebody waits for them. */
const awaited: readonly Trigger[] = ['manual', 'startup'];

/**
 * Gives each event's line, with a line break; empty where there is nothing to say.
 * @param everyScan also the line of a scan that changed nothing
 */
export function liveEvents(terminal: Terminal, everyScan = false): (event: ScanEvent) => string {
  /** Scans that run and have shown a finding. */
  const telling = new Set<number>();
  return (event) => {
    switch (event.type) {
      case 'scan.started':
      case 'scan.file':
        return '';
      case 'scan.finished': {
        const changed = telling.delete(event.scan);
        return changed || everyScan || awaited.includes(event.request.trigger) ? scanLine(event, terminal) : '';
      }
      default:
        if (!isShown(event.finding)) return '';
        telling.add(event.scan);
        return findingLine(event, terminal);
    }
  };
}

function scanLine(
  { request, summary, files, milliseconds }: Extract<ScanEvent, { type: 'scan.finished' }>,
  { colours }: Terminal,
): string {
  const { opened, reopened, fixed, closed, unchanged } = summary;
  const changes = [
    `${opened + reopened} new`,
    `${fixed + closed} gone`,
    `${unchanged} as before`,
    ...(files.failed > 0 ? [`${count(files.failed, 'file')} not analysed`] : []),
  ].join(', ');
  const read = `${count(files.analyzed, 'file')} analysed in ${durationText(milliseconds)}`;
  return `${colours.dim(`${escapeControl(request.repository)}: ${read}; findings: ${changes}`)}\n`;
}

function findingLine({ type, finding }: Extract<ScanEvent, { finding: unknown }>, { colours }: Terminal): string {
  const word = words[type];
  const { path, region } = finding.location;
  const place = `${escapeControl(finding.repository)}/${escapeControl(path)}:${region.startLine}:${region.startColumn}`;
  const parts = [
    eventColour(colours, word)(word.padEnd(wordWidth)),
    escapeControl(finding.id),
    severityColour(colours, finding.severity)(finding.severity),
    place,
    escapeControl(finding.message),
    colours.dim(`[${shortRuleName(finding.ruleId)}]`),
  ];
  return `${parts.join(' ')}\n`;
}
