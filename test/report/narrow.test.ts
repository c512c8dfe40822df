// A terminal of 40 columns is the narrowest that the views are made for; 80 is what most begin with.
import { describe, expect, it } from 'vitest';
import { findingList } from '../../src/report/finding-list.ts';
import { historyList } from '../../src/report/history-list.ts';
import { ruleList, secretRuleList } from '../../src/report/rule-list.ts';
import { scanList } from '../../src/report/scan-list.ts';
import { statusView } from '../../src/report/status-view.ts';
import { terminal, type Terminal } from '../../src/report/terminal.ts';
import { textWidth } from '../../src/report/width.ts';
import { placeAt, rule, sampleEvent, sampleFinding, sampleScan, sampleStatus, secretForm } from './sample.ts';

const path = `src/${'deep/'.repeat(12)}file.py`;
const suppression = { kind: 'in-source', reason: 'test data' } as const;
const findings = [
  sampleFinding({ location: placeAt(path, 12_345) }),
  sampleFinding({ id: 'PW-7F3KABC', severity: 'critical', status: 'closed', suppression }),
];
const longest = sampleEvent({ type: 'reopened', severity: 'critical', reason: 'path-ignored', path });
const scan = sampleScan({ repository: `/srv/${path}` });
const idle = { daemon: null, scans: [scan], errors: [{ at: '2026-03-01T07:30:00.000Z', message: 'x '.repeat(99) }] };

const views: Readonly<Record<string, (view: Terminal) => string>> = {
  findings: (view) => [...findingList(findings, view)].join(''),
  history: (view) => historyList([longest, sampleEvent()], view),
  rules: (view) => ruleList([rule, { ...rule, severity: 'critical', preview: true }], view),
  'rules for secrets': (view) => secretRuleList([{ ...rule, secret: secretForm }], view),
  scans: (view) => scanList([scan, sampleScan({ status: 'finished', summary: null, error: 'disk '.repeat(20) })], view),
  status: (view) => statusView(sampleStatus(idle), new Date('2026-03-01T10:00:00.000Z'), view),
};

describe.each([40, 60, 80])('on %i columns', (width) => {
  it.each(Object.entries(views))('%s fit', (_, print) => {
    const lines = print(terminal(width, false)).split('\n');
    expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
  });
});
