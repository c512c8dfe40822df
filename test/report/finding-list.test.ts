import { describe, expect, it } from 'vitest';
import { findingList, findingTally, shortRuleName } from '../../src/report/finding-list.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { textWidth } from '../../src/report/width.ts';
import { actingCharacters, hostileFinding, placeAt, sampleFinding, withoutColours } from './sample.ts';

const listed = (...args: Parameters<typeof findingList>): string => [...findingList(...args)].join('');

describe('findingList', () => {
  it('takes two lines a finding on a terminal', () => {
    expect(listed([sampleFinding()], terminal(100, false))).toBe(
      `/srv/nova
high      medium  PW-7F3K  app/store.py:3:5  plaintext-password-storage
                           The password from request.form["pw"] is stored unprotected by update().

1 finding: 1 high
`,
    );
  });

  it('takes one line a finding on a pipe, uncut', () => {
    const path = `${'folder/'.repeat(60)}file.py`;
    const lines = listed([sampleFinding({ location: placeAt(path, 8) })], plainTerminal).split('\n');
    expect(lines[1]).toMatch(
      /^high {6}medium {2}PW-7F3K {2}folder.*file\.py:8:1 {2}plaintext-.* {2}The password .*\.$/,
    );
    expect(lines[1]).toContain(path);
  });

  it('groups by repository and aligns ids', () => {
    const findings = [
      sampleFinding({ repository: '/srv/b' }),
      sampleFinding({ repository: '/srv/a', id: 'S-1' }),
      sampleFinding({ repository: '/srv/b', severity: 'critical' }),
    ];
    const text = listed(findings, plainTerminal);
    expect(text.match(/^\/srv\/.$/gm)).toEqual(['/srv/b', '/srv/a']);
    expect(text).toContain('S-1      app/store.py');
    expect(text).toMatch(/\n3 findings: 1 critical, 2 high\n$/);
  });

  it('says what is left out, closed or suppressed', () => {
    const closed = sampleFinding({ status: 'fixed', suppression: { kind: 'external', reason: 'x' } });
    const text = listed([closed], plainTerminal, { byView: 1200, byLimit: 3 });
    expect(text).toContain('plaintext-password-storage (fixed) (suppressed)');
    expect(text).toContain('1 finding: 1 high (3 more beyond the limit, 1,200 more outside the default view)\n');
    expect(listed([], plainTerminal)).toBe('No findings\n');
  });

  it.each([60, 80, 120])('fits %i columns and keeps both ends of the path', (width) => {
    const path = 'nova/api/漢字/a/rather/long/way/down/to/the/module.py';
    const text = listed([sampleFinding({ location: placeAt(path, 123) })], terminal(width, false));
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
    expect(text).toMatch(/nova.*module\.py:123:1/);
  });

  it('colours the severity on demand', () => {
    const coloured = listed([sampleFinding()], terminal(100, true));
    expect(coloured).toContain('\u001b[31mhigh');
    expect(withoutColours(coloured)).toBe(listed([sampleFinding()], terminal(100, false)));
  });

  it.each([80, Infinity])('prints hostile text inert at width %d', (width) => {
    const text = withoutColours(listed([hostileFinding()], terminal(width, true)));
    expect(text).not.toMatch(actingCharacters);
    expect(text).not.toMatch(/^=/m);
    expect(text).not.toContain('f00df00d');
  });
});

describe('findingTally', () => {
  it('counts worst first', () => {
    const findings = [sampleFinding({ severity: 'note' }), sampleFinding(), sampleFinding()];
    expect(findingTally(findings, plainTerminal)).toBe('3 findings: 2 high, 1 note');
  });
});

describe('shortRuleName', () => {
  it('is the last part of the id', () => {
    expect(shortRuleName('python/passwords/hardcoded-password')).toBe('hardcoded-password');
    expect(shortRuleName('plain')).toBe('plain');
  });
});
