// The last gate before anything is written to the log: a finished line in, a line without secrets and without characters
// that a terminal obeys out. It looks at the values as they were before JSON escaped them, because a key of several lines
// is not recognised as `\n`-escaped text, and then at the line as a whole, where names stand beside their values.
import { escapeControl } from '../text/display.ts';

export type Redact = (text: string) => string;

/** Members of these names are never meant for the log, whatever they hold and however deep they are. */
const censoredNames: ReadonlySet<string> = new Set([
  'apiKey',
  'authorization',
  'content',
  'excerpt',
  'hmac',
  'installationKey',
  'password',
  'privateKey',
  'secret',
  'text',
  'token',
  'value',
]);

/** A line of JSON, with or without a line break at its end, as one line of JSON with a line break. */
export function redactLine(line: string, redact: Redact): string {
  try {
    const clean = JSON.stringify(JSON.parse(line), (key, value: unknown) => {
      if (censoredNames.has(key)) return '[redacted]';
      return typeof value === 'string' ? inert(key, redact(value)) : value;
    });
    const redacted = redact(clean);
    // Redaction knows nothing of JSON: what it cut may have been a quote.
    if (redacted !== clean) JSON.parse(redacted);
    return `${redacted}\n`;
  } catch {
    const msg = 'A log line was withheld: it could not be redacted.';
    return `${JSON.stringify({ level: 'error', time: timeOf(line), msg })}\n`;
  }
}

/** A stack keeps its line breaks; everything else is one line, so that no message can pass for another log line. */
function inert(key: string, text: string): string {
  return key === 'stack' ? text.split('\n').map(escapeControl).join('\n') : escapeControl(text);
}

/** The line's own time, if it has the one form that cannot hold anything else. */
function timeOf(line: string): string | undefined {
  return /"time":"(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)"/.exec(line)?.[1];
}
