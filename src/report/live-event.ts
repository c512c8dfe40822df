// What `tocsin watch` prints while it runs: a line for each finding that came or went, and one for a scan that changed
// something or was the first. Nothing for scans that found everything as it was.
import type { ScanEvent } from '../model/scan.ts';
import { escapeControl } from '../text/display.ts';
import { isShown } from './default-view.ts';
import { shortRuleName } from './finding-list.ts';
import { eventColour } from './history-list.ts';
import { severityColour, type Terminal } from './terminal.ts';
import { count, durationText } from './time.ts';

const words = {
  'finding.opened': 'opened',
  'finding.reopened': 'reopened',
  'finding.fixed': 'fixed',
  'finding.closed': 'closed',
} as const;
const wordWidth = Math.max(...Object.values(words).map((word) => word.length));

/** The event's line, with a line break; empty where there is nothing to say. */
export function liveEvent(event: ScanEvent, { colours }: Terminal): string {
  switch (event.type) {
    case 'scan.started':
    case 'scan.file':
      return '';
    case 'scan.finished': {
      const { request, summary, files, milliseconds } = event;
      if (request.trigger === 'watch' && files.analyzed === 0) return '';
      const { opened, reopened, fixed, closed, unchanged } = summary;
      const changes = [
        `${opened + reopened} new`,
        `${fixed + closed} gone`,
        `${unchanged} as before`,
        ...(files.failed > 0 ? [`${count(files.failed, 'file')} not analysed`] : []),
      ].join(', ');
      const read = `${count(files.analyzed, 'file')} analysed in ${durationText(milliseconds)}`;
      return colours.dim(`${escapeControl(request.repository)}: ${read}; findings: ${changes}`) + '\n';
    }
    default: {
      const { finding, type } = event;
      if (!isShown(finding)) return '';
      const word = words[type];
      const { path, region } = finding.location;
      const place = `${escapeControl(finding.repository)}/${escapeControl(path)}:${region.startLine}:${region.startColumn}`;
      const parts = [
        eventColour(colours, word)(word.padEnd(wordWidth)),
        finding.id,
        severityColour(colours, finding.severity)(finding.severity),
        place,
        escapeControl(finding.message),
        colours.dim(`[${shortRuleName(finding.ruleId)}]`),
      ];
      return `${parts.join(' ')}\n`;
    }
  }
}
