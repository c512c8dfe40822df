import { describe, expect, it } from 'vitest';
import { findingShow, type Shown } from '../../src/report/finding-show.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { excerpt } from '../../src/text/excerpt.ts';
import {
  actingCharacters,
  hostileFinding,
  hostileText,
  rule,
  sampleEvent,
  sampleFinding,
  withoutColours,
} from './sample.ts';

const source = 'def save(self, pw):\n    row = {}\n    row.update(pw=pw)\n';

function shown(changes: Partial<Shown> = {}): Shown {
  const finding = sampleFinding();
  return {
    finding,
    rule,
    history: [sampleEvent()],
    excerpt: excerpt(source, finding.location.region, { context: 1 }),
    now: new Date('2026-03-05T08:00:00.000Z'),
    ...changes,
  };
}

describe('findingShow', () => {
  it('tells everything about a finding', () => {
    expect(findingShow(shown(), terminal(80, false))).toBe(
      `PW-7F3K  high  medium confidence
python/passwords/plaintext-password-storage (PW006)
The password from request.form["pw"] is stored unprotected by update().

app/store.py:3:5  in Store.save
/srv/nova
2 |     row = {}
3 |     row.update(pw=pw)
  |     ^^^^^^^
4 |

Path
  1. app/web.py:3:5  source
     the password comes from request.form
  2. app/web.py:3:5  propagation
     passed to save()
  3. app/store.py:3:5  sink
     stored here

Why
  Anyone who can read the store can read the password.

Fix
  Store a salted hash.

References
  CWE-256, CWE-89, ASVS 11.4.2
  https://example.invalid/storage

History
  open for 4 days, first seen 2026-03-01 08:00:00Z, last seen 2026-03-04 08:00:00Z
  2026-03-01 08:00:00Z  opened    scan 7  commit 0123456789ab
`,
    );
  });

  it('does without source, rule, trace and history', () => {
    const finding = sampleFinding({ trace: [], scope: '' });
    const text = findingShow(shown({ finding, rule: null, excerpt: null, history: [] }), plainTerminal);
    expect(text).toContain('the source is not shown');
    expect(text).toContain('first commit 0123456789ab');
    expect(text).not.toMatch(/^(Path|Why|Fix|References|Secret)$/m);
  });

  it('tells how a finding ended, and who suppresses it', () => {
    const finding = sampleFinding({
      status: 'fixed',
      closeReason: 'code-changed',
      closedAt: '2026-03-02T08:00:00.000Z',
      suppression: { kind: 'in-source', reason: 'only in tests' },
    });
    const text = findingShow(shown({ finding, history: [] }), plainTerminal);
    expect(text).toContain('fixed (code-changed) after 1 day, first seen 2026-03-01 08:00:00Z');
    expect(text).toContain('Suppressed by a comment in the code: only in tests');
  });

  it('tells of a secret what may be told', () => {
    const secret = { kind: 'github-token', length: 40, preview: 'ghp_', hmac: 'f00d'.repeat(16) };
    const text = findingShow(shown({ finding: sampleFinding({ secret }) }), plainTerminal);
    expect(text).toContain('Secret\n  github-token, 40 characters, begins with ghp_');
    expect(text).not.toContain('f00df00d');
  });

  it('colours the carets', () => {
    const text = findingShow(shown(), terminal(80, true));
    expect(text).toContain('\u001b[31m^^^^^^^');
    expect(withoutColours(text)).toBe(findingShow(shown(), terminal(80, false)));
  });

  it('prints hostile text inert', () => {
    const region = sampleFinding().location.region;
    const hostileRule = {
      ...rule,
      why: hostileText,
      fix: hostileText,
      references: [hostileText],
      aliases: [hostileText],
    };
    const hostile = shown({
      finding: hostileFinding(),
      rule: hostileRule,
      history: [sampleEvent({ commit: hostileText })],
      excerpt: excerpt(`a\nb\n${hostileText.replace('\n', '')}`, region),
    });
    expect(withoutColours(findingShow(hostile, terminal(80, true)))).not.toMatch(actingCharacters);
  });
});
