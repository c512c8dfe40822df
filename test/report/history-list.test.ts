import { describe, expect, it } from 'vitest';
import { historyList } from '../../src/report/history-list.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { textWidth } from '../../src/report/width.ts';
import { actingCharacters, hostileText, sampleEvent, withoutColours } from './sample.ts';

describe('historyList', () => {
  it('is a table of events', () => {
    const fixed = sampleEvent({ type: 'fixed', scan: 12, commit: null, reason: 'code-changed' });
    expect(historyList([sampleEvent(), fixed], plainTerminal)).toBe(
      `TIME                  EVENT   SEVERITY  ID       SCAN  COMMIT        REASON        PLACE           RULE
2026-03-01 08:00:00Z  opened  high      PW-7F3K     7  0123456789ab                app/store.py:3  plaintext-password-storage
2026-03-01 08:00:00Z  fixed   high      PW-7F3K    12                code-changed  app/store.py:3  plaintext-password-storage
`,
    );
    expect(historyList([], plainTerminal)).toBe('No events\n');
  });

  it('fits the width and prints hostile text inert', () => {
    const hostile = sampleEvent({ path: hostileText, commit: hostileText, finding: 'PW-1' });
    const text = withoutColours(historyList([hostile], terminal(140, true)));
    expect(text).not.toMatch(actingCharacters);
    expect(text.trimEnd().split('\n')).toHaveLength(2);
    for (const line of text.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(140);
  });
});
