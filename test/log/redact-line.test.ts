import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactLine } from '../../src/log/redact-line.ts';

/** Redaction that cuts a quote out of the finished line. */
function breaks(text: string): string {
  return text.startsWith('{') ? text.replace('"', '') : text;
}

function throws(): string {
  throw new Error('redaction failed');
}

describe('redactLine', () => {
  it('recognises a value of several lines, which JSON escapes', () => {
    const body = randomBytes(12).toString('base64');
    const block = `-----BEGIN X-----\n${body}\n-----END X-----`;
    const line = JSON.stringify({ msg: `got ${block}` });
    expect(JSON.parse(redactLine(line, (text) => text.replace(block, '[secret]')))).toEqual({ msg: 'got [secret]' });
  });

  it('recognises a value by the name beside it', () => {
    expect(redactLine('{"pin":"1234"}\n', (text) => text.replace(/("pin":")\d+/, '$1*'))).toBe('{"pin":"*"}\n');
  });

  it('withholds a line that redaction broke or failed at', () => {
    const line = '{"level":"info","time":"2026-01-02T03:04:05.678Z","msg":"a secret"}\n';
    const withheld = {
      level: 'error',
      time: '2026-01-02T03:04:05.678Z',
      msg: 'A log line was withheld: it could not be redacted.',
    };
    expect(JSON.parse(redactLine(line, breaks))).toEqual(withheld);
    expect(JSON.parse(redactLine(line, throws))).toEqual(withheld);
    expect(JSON.parse(redactLine('not JSON', (text) => text))).toMatchObject({ level: 'error' });
  });

  it('keeps the line breaks of a stack and of nothing else', () => {
    const line = JSON.stringify({ msg: 'a\nb', err: { stack: 'E: x\n  at y\u001b[0m' } });
    expect(JSON.parse(redactLine(line, (text) => text))).toEqual({
      msg: String.raw`a\nb`,
      err: { stack: `E: x\n  at y${String.raw`\x1b`}[0m` },
    });
  });

  it('gives one line of JSON for whatever it gets', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const line = redactLine(JSON.stringify(value), (text) => text);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(() => JSON.parse(line) as unknown).not.toThrow();
      }),
    );
  });
});
