import { describe, expect, it } from 'vitest';
import { changesText, scanList } from '../../src/report/scan-list.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileText, sampleScan, withoutColours } from './sample.ts';

describe('scanList', () => {
  it('is a table of scans, also of those without an end', () => {
    const running = { status: 'running', finishedAt: null, summary: null, files: null } as const;
    const lines = [
      'SCAN  STARTED               TRIGGER  STATUS          TOOK  FILES  CHANGES                 REPOSITORY',
      `  12  2026-03-01 08:00:00Z  manual   running ${' '.repeat(44)} /srv/nova`,
      '   7  2026-03-01 08:00:00Z  manual   finished  12 seconds     60  2 new, 1 back, 1 fixed  /srv/nova',
    ];
    const text = scanList([sampleScan({ id: 12, ...running }), sampleScan()], plainTerminal);
    expect(text.trimEnd().split('\n')).toEqual(lines);
    expect(scanList([], plainTerminal)).toBe('No scans\n');
  });

  it('prints hostile text inert', () => {
    const hostile = sampleScan({ status: 'failed', summary: null, error: hostileText, repository: hostileText });
    expect(withoutColours(scanList([hostile], terminal(120, true)))).not.toMatch(actingCharacters);
  });
});

describe('changesText', () => {
  it('says that nothing changed, or why it ended', () => {
    const summary = { opened: 0, reopened: 0, fixed: 0, closed: 0, unchanged: 9 };
    expect(changesText({ summary, error: null })).toBe('no change');
    expect(changesText({ summary: { ...summary, closed: 3 }, error: null })).toBe('3 closed');
    expect(changesText({ summary: null, error: 'disk full' })).toBe('disk full');
  });
});
