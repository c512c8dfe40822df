// What the terminal views share: where they print (width, colours) and which colour means what.
import pc from 'picocolors';
import type { Confidence, Severity } from '../model/rule.ts';
import { escapeControl } from '../text/display.ts';

export type Colours = ReturnType<typeof pc.createColors>;
type Formatter = (text: string) => string;

/** Where a view is printed. */
export interface Terminal {
  /** Columns; `Infinity` on a pipe, where nothing is cut or wrapped and a list has one line an entry. */
  readonly width: number;
  readonly colours: Colours;
}

/** A terminal of `width` columns. A width below 40 is treated as 40: narrower, nothing can be read. */
export function terminal(width: number, coloured: boolean): Terminal {
  return { width: Math.max(40, width), colours: pc.createColors(coloured) };
}

/** A pipe or file: no colours, no limit. */
export const plainTerminal: Terminal = terminal(Infinity, false);

/** Text of several lines that is not ours in every part (a path, a mistyped word, a key of a file), made safe to print. */
export function inertLines(text: string): string {
  return text.split('\n').map(escapeControl).join('\n');
}

/** The colour of a severity. */
export function severityColour(colours: Colours, severity: Severity): Formatter {
  const bySeverity: Readonly<Record<Severity, Formatter>> = {
    critical: (text) => colours.bold(colours.red(text)),
    high: colours.red,
    medium: colours.yellow,
    low: colours.cyan,
    note: colours.dim,
  };
  return bySeverity[severity];
}

/** The colour of a confidence: only what is unsure is set back. */
export function confidenceColour(colours: Colours, confidence: Confidence): Formatter {
  return confidence === 'low' ? colours.dim : (text) => text;
}
