import { describe, expect, it } from 'vitest';
import { scanSummary, type ScanReport } from '../../src/report/scan-summary.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileText, sampleScan, withoutColours } from './sample.ts';

const repository = '/srv/nova';

function report(changes: Partial<ScanReport> = {}): ScanReport {
  const { summary, files } = sampleScan();
  return { repository, summary: summary!, files: files!, unanalyzed: [], milliseconds: 2000, ...changes };
}

describe('scanSummary', () => {
  it('tells findings, files, and what was not analysed and why', () => {
    const unanalyzed = [
      { repository, path: 'a.bin', outcome: 'skipped', detail: 'too large' },
      { repository, path: 'b.bin', outcome: 'skipped', detail: 'binary' },
      { repository, path: 'c.bin', outcome: 'skipped', detail: 'binary' },
      { repository, path: 'x.py', outcome: 'failed', detail: 'timeout' },
    ] as const;
    expect(scanSummary(report({ unanalyzed }), plainTerminal)).toBe(
      `/srv/nova
  findings: 2 new, 1 back, 1 fixed, 40 unchanged
  files:    60 analysed of 100 files, 35 unchanged, 2 deleted in 2 seconds (30 files a second)
  skipped:  2 binary, 1 too large
  failed:   1 file could not be analysed
    x.py: timeout
`,
    );
  });

  it('names the first failed files only', () => {
    const unanalyzed = Array.from({ length: 25 }, (_, index) => ({
      repository,
      path: `${index}.py`,
      outcome: 'failed' as const,
      detail: 'timeout',
    }));
    expect(scanSummary(report({ unanalyzed }), plainTerminal)).toMatch(/ {4}9\.py: timeout\n {4}and 15 more\n$/);
  });

  it('tells no rate of a moment', () => {
    expect(scanSummary(report({ milliseconds: 320.4 }), plainTerminal)).toContain('in 320 ms\n');
  });

  it('prints hostile text inert', () => {
    const unanalyzed = (['skipped', 'failed'] as const).map((outcome) => ({
      repository,
      path: hostileText,
      outcome,
      detail: hostileText,
    }));
    const text = withoutColours(scanSummary(report({ repository: hostileText, unanalyzed }), terminal(80, true)));
    expect(text).not.toMatch(actingCharacters);
  });
});
