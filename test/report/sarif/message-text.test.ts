import { describe, expect, it } from 'vitest';
import { messageText } from '../../../src/report/sarif/message-text.ts';

describe('messageText', () => {
  it('leaves brackets and braces alone that mean nothing in SARIF', () => {
    expect(messageText('from request.form["pw"] and {name}')).toBe('from request.form["pw"] and {name}');
  });

  it('disarms links and placeholders', () => {
    expect(messageText('[x](javascript:alert(1))')).toBe(String.raw`\[x\](javascript:alert(1))`);
    expect(messageText('a {0} b {12}')).toBe('a {{0}} b {{12}}');
  });

  it('writes out control characters', () => {
    expect(messageText('a\n\u001b\u202e')).toBe(String.raw`a\n\x1b\u202e`);
  });
});
