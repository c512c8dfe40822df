import { describe, expect, it } from 'vitest';
import { secretCsv } from '../../src/report/secret-csv.ts';
import { secretFinding } from '../../src/report/secret-findings.ts';
import { secretList, secretShow } from '../../src/report/secret-list.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileText, sampleSecret } from './sample.ts';

const gone = sampleSecret({ name: 'S2', places: [], advice: 'rotate', exposure: 'pushed', severity: 'critical' });

describe('secretList', () => {
  it('has a line for each secret, and counts', () => {
    expect(secretList([gone, sampleSecret()], plainTerminal, 3)).toBe(
      [
        'NAME  SEVERITY  CONFIDENCE  KIND      EXPOSURE      TO DO    BROUGHT BY    REMOVED BY    WHERE',
        'S2    critical  high        password  pushed, gone  rotate   aaaaaaaaaaaa  bbbbbbbbbbbb  old/config.py:7',
        'S1    high      high        password  committed     rewrite  aaaaaaaaaaaa  bbbbbbbbbbbb  config.py:3',
        '',
        "2 secrets: 1 critical, 1 high; 1 of them gone from the files, but in git's history (3 more outside the default view)",
        '',
      ].join('\n'),
    );
  });

  it('says so where there is none', () => {
    expect(secretList([], plainTerminal, 0)).toBe('No secrets\n');
  });

  it('is inert and fits', () => {
    const commit = { id: hostileText, author: hostileText, committedAt: null, path: hostileText, line: 1 };
    const hostile = sampleSecret({
      kind: hostileText,
      places: [{ repository: hostileText, path: hostileText, line: 1, finding: null }],
      past: [{ repository: hostileText, brought: commit, removed: commit, inHead: false }],
      suppression: { kind: 'external', reason: hostileText },
    });
    for (const text of [
      secretList([hostile], terminal(60, false), 0),
      secretShow(hostile, terminal(60, false)),
      [...secretCsv([hostile])].join(''),
    ]) {
      expect(text.replaceAll('\r\n', '\n')).not.toMatch(actingCharacters);
    }
  });
});

describe('secretShow', () => {
  it('tells where it stands and which commits matter', () => {
    const text = secretShow(gone, plainTerminal);
    expect(text).toContain('Exposure: pushed, gone from the files');
    expect(text).toContain('brought by aaaaaaaaaaaa  2026-01-02 03:04:05Z by Ada  old/config.py:7');
    expect(text).toContain('removed by bbbbbbbbbbbb');
    expect(text).toContain('Rotate it');
  });
});

describe('secretCsv', () => {
  it('has as many cells in every line', () => {
    const lines = [...secretCsv([gone, sampleSecret()])].map((line) => line.split(',').length);
    expect(new Set(lines).size).toBe(1);
    expect(lines).toHaveLength(3);
  });
});

describe('secretFinding', () => {
  it('stands where the secret does, or last came', () => {
    expect(secretFinding(gone)).toMatchObject({ id: 'S2', location: { path: 'old/config.py' }, status: 'open' });
    expect(secretFinding(sampleSecret())).toMatchObject({ location: { path: 'config.py', region: { startLine: 3 } } });
    expect(secretFinding(gone).message).toContain("in git's history");
  });
});
