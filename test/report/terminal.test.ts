import { describe, expect, it } from 'vitest';
import { severities } from '../../src/model/rule.ts';
import { inertLines, plainTerminal, severityColour, terminal } from '../../src/report/terminal.ts';

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

describe('inertLines', () => {
  it('leaves line breaks and nothing else that acts', () => {
    expect(inertLines('a\u001b[31m\r\n\tb\u202e\n')).toBe('a\\x1b[31m\\r\n\\tb\\u202e\n');
  });
});
