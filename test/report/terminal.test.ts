import { describe, expect, it } from 'vitest';
import { severities } from '../../src/model/rule.ts';
import { plainTerminal, severityColour, terminal } from '../../src/report/terminal.ts';

describe('terminal', () => {
  it('is never too narrow to read', () => {
    expect(terminal(5, false).width).toBe(40);
    expect(plainTerminal.width).toBe(Infinity);
  });

  it('colours only on demand', () => {
    for (const severity of severities) {
      expect(severityColour(plainTerminal.colours, severity)('x')).toBe('x');
      expect(severityColour(terminal(80, true).colours, severity)('x')).toContain('\u001b[');
    }
  });
});
