// From labelled rows to candidates with labels: each row is read as the detector reads a file, and each candidate on the
// row's own lines is a sample. True rows are read again with natural values in the place of the random ones.
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { assignedLiterals } from '../../src/analyze/assigned-literals.ts';
import type { SecretRule } from '../../src/model/secret-rule.ts';
import type { Hit } from '../../src/secrets/candidate.ts';
import type { Candidacy } from '../../src/secrets/classifier/features.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import { genericCandidates } from '../../src/secrets/generic-candidates.ts';
import { createKeywordScanner } from '../../src/secrets/keywords.ts';
import { isNameOfPublic, isSurelyNone } from '../../src/secrets/surely-none.ts';
import { pathFacts } from '../../src/secrets/path-facts.ts';
import { createSurroundings } from '../../src/secrets/text-context.ts';
import { createLineIndex } from '../../src/text/line-index.ts';
import { type LabelledRow, pathOf, textOf } from './labelled-rows.ts';
import type { NaturalValues } from './natural-values.ts';

/** A row as the detector sees it. */
export interface ReadRow {
  readonly group: string;
  readonly label: LabelledRow['label'];
  /** Its secret has the random value that the data came with, or a natural one. Rows that are no secrets are `random`. */
  readonly values: 'random' | 'natural';
  /** Whether another rule than the generic one reports it. */
  readonly isFoundOtherwise: boolean;
  /** The candidates on its own lines. */
  readonly candidates: readonly { readonly candidacy: Candidacy; readonly isSecret: boolean | null }[];
  /** For looking at it. */
  readonly line: string;
}

/** A function that reads rows with the given rules. */
export function createRowReader(
  rules: readonly SecretRule[],
): (row: LabelledRow, values?: ReadRow['values']) => ReadRow {
  const generic = rules.find(({ structure }) => structure === 'generic')!;
  const others = createSecretDetector(
    rules.filter((rule) => rule !== generic),
    new Uint8Array(),
  );
  const scanner = createKeywordScanner(generic.keywords);

  return (row, values = 'random') => {
    const { text, start, end } = textOf(row);
    const path = pathOf(row);
    const place = pathFacts(path);
    const language = row.ext === '.py' ? ('python' as const) : ('text' as const);
    const literals = language === 'python' ? { literals: assignedLiterals(analyzeModule(path, text)) } : {};
    const input = { path, text, language, ...literals };
    const hits: Hit[] = [];
    scanner.scan(text, (keyword, to) => hits.push({ start: to - generic.keywords[keyword]!.length, end: to }));
    const index = createLineIndex(text);
    const spans = spansOf(row).map(([from, to]) => [start + from, start + to] as const);
    const surroundingsAt = createSurroundings(text);
    const candidates = genericCandidates(
      { ...input, place, lines: () => index, surroundingsAt },
      hits,
      generic.keywords,
    )
      .filter((candidate) => candidate.start <= end && candidate.end > start)
      .filter(({ name, plain }) => !isSurelyNone(plain, place) && !isNameOfPublic(name))
      .map((candidate) => {
        const isTrue = spans.some(([from, to]) => candidate.start < to && candidate.end > from);
        return {
          candidacy: { candidate, text, place },
          // Beside a secret may stand another one that nobody labelled.
          isSecret: row.label !== 'T' ? false : isTrue ? true : null,
        };
      });
    return {
      group: row.group,
      label: row.label,
      values,
      isFoundOtherwise: others.detect(input).some((match) => match.start <= end && match.end > start),
      candidates,
      line: `${row.ext} ${row.lines[0]!.trim().slice(0, 200)}`,
    };
  };
}

/** The spans of a row's first line in UTF-16 units. */
function spansOf({ lines, spans }: LabelledRow): (readonly [number, number])[] {
  const points = Array.from(lines[0]!);
  const unitsTo = (point: number): number => points.slice(0, point).join('').length;
  return spans.map(([from, to]) => [unitsTo(from), unitsTo(to)] as const);
}

/**
 * The row with natural values in its spans. A span that looks like a password gets one, a longer mixed one a token; what
 * holds a structure of its own (JSON, an address, a list) stays.
 */
export function withNaturalValues(row: LabelledRow, natural: NaturalValues, random: () => number): LabelledRow {
  let line = row.lines[0]!;
  let before = Infinity;
  for (const [from, to] of spansOf(row).toSorted((a, b) => b[0] - a[0])) {
    if (to > before) continue;
    const value = line.slice(from, to);
    const made = naturalFor(value, natural, random);
    if (made === null) continue;
    line = line.slice(0, from) + made + line.slice(to);
    before = from;
  }
  return { ...row, lines: [line, ...row.lines.slice(1)] };
}

function naturalFor(value: string, natural: NaturalValues, random: () => number): string | null {
  if (/[{}"'<>\s]|^(?:MI[IG]|AAAA|-----|eyJ)/.test(value)) return null;
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  if (/^[\x21-\x7e]+:[\x20-\x7e]+$/.test(decoded) && value.length % 4 === 0) {
    return Buffer.from(`${decoded.split(':')[0]!}:${natural.password()}`).toString('base64');
  }
  const isHumanMade =
    value.length < 24 && !/^[0-9a-f]{12,}$|^[A-Z0-9]{16,}$/i.test(value.replaceAll(/[^A-Za-z0-9]/g, ''));
  // Some tokens and keys, too, are words that people chose.
  return isHumanMade || random() < 0.25 ? natural.password().replaceAll(' ', '-') : natural.token(value.length);
}
