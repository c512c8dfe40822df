import { describe, expect, it } from 'vitest';
import type { ScanEvent, ScanFileCounts, ScanSummary, Trigger } from '../../src/model/scan.ts';
import { liveEvents } from '../../src/report/live-event.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileFinding, hostileText, sampleFinding, withoutColours } from './sample.ts';

const unchanged: ScanSummary = { opened: 0, reopened: 0, fixed: 0, closed: 0, unchanged: 4 };
const counts: ScanFileCounts = { listed: 9, analyzed: 1, unchanged: 8, skipped: 0, failed: 0, deleted: 0 };

function finished(trigger: Trigger, summary: ScanSummary = unchanged, repository = '/srv/nova'): ScanEvent {
  return {
    type: 'scan.finished',
    scan: 7,
    request: { repository, trigger },
    summary,
    files: counts,
    milliseconds: 1200,
  };
}

const opened: ScanEvent = { type: 'finding.opened', scan: 7, finding: sampleFinding() };

describe('liveEvents', () => {
  it('tells a finding that came, and then what its scan did', () => {
    const lineOf = liveEvents(plainTerminal);
    expect(lineOf(opened)).toBe(
      'opened   PW-7F3K high /srv/nova/app/store.py:3:5 The password from request.form["pw"] is stored unprotected by update(). [plaintext-password-storage]\n',
    );
    expect(lineOf(finished('watch', { ...unchanged, opened: 1 }))).toBe(
      '/srv/nova: 1 file analysed in 1 second; findings: 1 new, 0 gone, 4 as before\n',
    );
  });

  it.each(['watch', 'schedule'] as const)('is silent on a scan by %s that changed nothing', (trigger) => {
    const lineOf = liveEvents(plainTerminal);
    expect(lineOf({ type: 'scan.started', scan: 7, request: { repository: '/srv/nova', trigger }, files: 1 })).toBe('');
    expect(lineOf(finished(trigger))).toBe('');
    // What a scan before it had to tell is no reason.
    lineOf(opened);
    lineOf(finished(trigger, { ...unchanged, opened: 1 }));
    expect(lineOf(finished(trigger))).toBe('');
    expect(liveEvents(plainTerminal, true)(finished(trigger))).toMatch(/4 as before\n$/);
  });

  it.each(['manual', 'startup'] as const)('tells a scan by %s whatever it found', (trigger) => {
    expect(liveEvents(plainTerminal)(finished(trigger))).toMatch(/0 new, 0 gone, 4 as before\n$/);
  });

  it('is silent on what the default view leaves out', () => {
    const lineOf = liveEvents(plainTerminal);
    const hint = sampleFinding({ confidence: 'low' });
    expect(lineOf({ type: 'finding.opened', scan: 7, finding: hint })).toBe('');
    expect(lineOf(finished('watch', { ...unchanged, opened: 1 }))).toBe('');
  });

  it('prints hostile text inert, on one line', () => {
    const lineOf = liveEvents(terminal(80, true));
    const lines = [
      lineOf({ type: 'finding.fixed', scan: 7, finding: { ...hostileFinding(), suppression: null } }),
      lineOf(finished('startup', unchanged, hostileText)),
    ].map(withoutColours);
    for (const line of lines) {
      expect(line).toMatch(/^[^\n]+\n$/);
      expect(line).not.toMatch(actingCharacters);
    }
  });
});
