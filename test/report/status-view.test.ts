import { describe, expect, it } from 'vitest';
import { statusView } from '../../src/report/status-view.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileText, sampleScan, sampleStatus, withoutColours } from './sample.ts';

const now = new Date('2026-03-01T10:00:00.000Z');

describe('statusView', () => {
  it('tells daemon, repositories, queue, scans and errors', () => {
    const text = statusView(sampleStatus(), now, plainTerminal);
    expect(text).toContain(
      'Daemon: running for 3 hours, process 4242, version 1.2.3\nDatabase: /var/lib/tocsin/tocsin.db\n',
    );
    expect(text).toMatch(
      /\nRepositories\nROOT .*\n\/srv\/nova {2}git {3}yes {6}0 \/ 2 \/ 3 \/ 0 \/ 0 +5 {2}2026-03-01 08:00:00Z 2 new/,
    );
    expect(text).toMatch(/\nQueue\nSTATE.*\nrunning {2}watch {4}\/srv\/nova\n/);
    expect(text).toMatch(/\nLast scans\nSCAN .*\n {3}7 /);
    expect(text).toMatch(/\nLast errors\n2026-03-01 07:30:00Z {2}cannot watch \/srv\/nova\/tmp\n$/);
  });

  it('says that no daemon runs and leaves out what is empty', () => {
    const empty = { daemon: null, repositories: [], queue: [], scans: [], errors: [] };
    expect(statusView(sampleStatus(empty), now, plainTerminal)).toBe(
      'Daemon: not running\nDatabase: /var/lib/tocsin/tocsin.db\n\nRepositories\nnone\n',
    );
  });

  it('says that a daemon does not answer', () => {
    const stuck = sampleStatus({ daemon: null, daemonError: 'the daemon (pid 7) did not answer' });
    expect(statusView(stuck, now, plainTerminal)).toMatch(/^Daemon: the daemon \(pid 7\) did not answer\n/);
  });

  it('prints hostile text inert', () => {
    const [repository] = sampleStatus().repositories;
    const hostile = sampleStatus({
      database: hostileText,
      repositories: [{ ...repository!, root: hostileText, lastScan: null }],
      queue: [{ repository: hostileText, trigger: 'watch', state: 'waiting' }],
      scans: [sampleScan({ repository: hostileText })],
      errors: [{ at: hostileText, message: hostileText }],
    });
    expect(withoutColours(statusView(hostile, now, terminal(100, true)))).not.toMatch(actingCharacters);
  });
});
