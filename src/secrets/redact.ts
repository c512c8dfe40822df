// Takes secrets out of anything that is shown: log lines, messages, excerpts. Whatever the detector finds goes, at any
// confidence; there is no switch to turn it off.
import type { Region } from '../model/location.ts';
import { createLineIndex } from '../text/line-index.ts';
import type { DetectInput, SecretDetector, SecretMatch } from './secret-match.ts';

type Span = Pick<SecretMatch, 'start' | 'end' | 'kind'>;

export interface RedactedText {
  readonly text: string;
  /** Where an offset of the original stands now; one within a secret, at its marker's start. */
  readonly offsetOf: (original: number) => number;
}

export interface RedactedSource {
  readonly text: string;
  /** The region as it stands in the redacted text. */
  readonly region: Region;
}

/** A function that replaces every secret in a text by `[secret: kind, length N]`. */
export function createRedactor(detector: SecretDetector): (text: string) => string {
  return (text) => redactSpans(text, detector.detect({ path: '', text, language: 'text' })).text;
}

/**
 * A function that redacts a whole file's text and says where a region of it stands then. Every line keeps its number: of
 * a secret over several lines each line is replaced. Reads the file both with the literals given and without.
 * @param secretValuesIn where the format of a file says that secrets stand, whatever they look like
 */
export function createSourceRedactor(
  detector: SecretDetector,
  secretValuesIn: (path: string, text: string) => readonly Omit<Span, 'kind'>[] = () => [],
): (input: DetectInput, region: Region) => RedactedSource {
  return (input, region) => {
    const { path, text, language } = input;
    const matches: Span[] = [
      ...detector.detect(input),
      ...(input.literals ? detector.detect({ path, text, language }) : []),
      ...secretValuesIn(path, text).map((span) => ({ ...span, kind: 'password' })),
    ];
    const before = createLineIndex(text);
    const redacted = redactSpans(text, matches);
    const after = createLineIndex(redacted.text);
    const start = redacted.offsetOf(before.offsetAt(region.startLine, region.startColumn));
    const end = redacted.offsetOf(before.offsetAt(region.endLine, region.endColumn));
    return { text: redacted.text, region: after.regionAt(start, Math.max(start, end)) };
  };
}

/** Replaces spans of a text, in any order, overlapping or not. Line breaks within them stay. */
export function redactSpans(text: string, spans: readonly Span[]): RedactedText {
  const pieces = piecesOf(spans);
  const edits: { start: number; end: number; shift: number }[] = [];
  let out = '';
  let at = 0;
  for (const { start, end, kind } of pieces) {
    out += text.slice(at, start);
    const marker = `[secret: ${kind}, length ${end - start}]`;
    const lines = text.slice(start, end).split(/(\r\n|\r|\n)/);
    const replaced = lines.map((line, place) => (place === 0 ? marker : place % 2 === 1 ? line : '[secret]')).join('');
    edits.push({ start, end, shift: out.length - start });
    out += replaced;
    edits.push({ start: end, end, shift: out.length - end });
    at = end;
  }
  return {
    text: out + text.slice(at),
    offsetOf(original) {
      const edit = edits.findLast(({ start }) => start <= original);
      if (!edit) return original;
      return (original < edit.end ? edit.start : original) + edit.shift;
    },
  };
}

/** The spans by start; overlapping ones joined under the first one's kind. */
function piecesOf(spans: readonly Span[]): Span[] {
  const pieces: { start: number; end: number; kind: string }[] = [];
  for (const { start, end, kind } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = pieces.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else pieces.push({ start, end, kind });
  }
  return pieces;
}
