import type { HistoryEvent } from './records.ts';
import { severityColour, type Colours, type Terminal } from './terminal.ts';
import { shortRuleName } from './finding-list.ts';
import { table } from './table.ts';
import { shortTime } from './time.ts';

/** Events as a table, in the order in which they come. */
export function historyList(events: readonly HistoryEvent[], terminal: Terminal): string {
  if (events.length === 0) return 'No events\n';
  const { colours } = terminal;
  const rows = events.map(({ at, type, severity, finding, scan, commit, reason, ruleId, path, line }) => [
    shortTime(at),
    { text: type, colour: eventColour(colours, type) },
    { text: severity, colour: severityColour(colours, severity) },
    finding,
    String(scan),
    commit?.slice(0, 12) ?? '',
    reason ?? '',
    `${path}:${line}`,
    shortRuleName(ruleId),
  ]);
  const columns = [
    { title: 'TIME', leaves: 6 },
    { title: 'EVENT' },
    { title: 'SEVERITY', leaves: 2 },
    { title: 'ID' },
    { title: 'SCAN', align: 'right', leaves: 1 },
    { title: 'COMMIT', leaves: 4 },
    { title: 'REASON', leaves: 3 },
    { title: 'PLACE', shrink: 'middle' },
    { title: 'RULE', shrink: 'end', leaves: 5 },
  ] as const;
  return `${table(columns, rows, terminal).join('\n')}\n`;
}

/** What came is red, what went is green. */
export function eventColour(colours: Colours, type: HistoryEvent['type']): (text: string) => string {
  return { opened: colours.red, reopened: colours.red, fixed: colours.green, closed: colours.dim }[type];
}
