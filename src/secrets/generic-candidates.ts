// All values of a text that no provider's format tells and that a name, a header or an option promises to be secret. Of a
// parsed file the syntax tree's literals come first: what it knows of a span needs no second opinion from the line.
import { type Assignment, assignmentsAt } from './assignments.ts';
import { headerCredentialsAt, passwordOf } from './header-candidates.ts';
import type { DetectorInput, Hit } from './candidate.ts';
import { commandCredentialsAt, isCommand } from './command-credentials.ts';
import { isPartOfWord } from './part-of-word.ts';
import type { AssignedLiteral } from './secret-match.ts';

export type GenericCandidate = Assignment;

/** In the order of the keywords that led to them; spans may overlap. */
export function genericCandidates(
  input: DetectorInput,
  hits: readonly Hit[],
  keywords: readonly string[],
): GenericCandidate[] {
  const named = [...fromHeaders(input.text, hits), ...fromAssignments(input, hits)];
  if (!input.literals) return named;
  const literals = input.literals
    .filter(({ name, value }) => value !== '' && !withScheme.test(value) && isTelling(name, keywords))
    .map((literal) => fromLiteral(input, literal));
  const known = literals.toSorted((a, b) => a.start - b.start);
  return [...literals, ...named.filter((candidate) => !overlapsAny(known, candidate))];
}

/** Whether one of the keywords stands in a name, and not as a part of another word (`Turkey`). */
function isTelling(name: string, keywords: readonly string[]): boolean {
  const lowered = name.toLowerCase();
  if (lowered === 'pw') return true;
  return keywords.some((keyword) => {
    const start = lowered.indexOf(keyword);
    return start >= 0 && !isPartOfWord(name, { start, end: start + keyword.length });
  });
}

function fromHeaders(text: string, hits: readonly Hit[]): GenericCandidate[] {
  const candidates: GenericCandidate[] = [];
  for (const hit of hits) {
    const command = commandCredentialsAt(text, hit);
    if (command) {
      candidates.push({
        ...command,
        plain: command.value,
        name: 'password',
        binding: 'command',
        surroundings: 'code',
      });
    }
    const header = headerCredentialsAt(text, hit);
    if (!header) continue;
    const { start, value, scheme } = header;
    candidates.push({
      value,
      plain: scheme === 'basic' ? passwordOf(value) : value,
      start,
      end: start + value.length,
      name: `authorization_${scheme}`,
      binding: 'header',
      surroundings: 'code',
      quoted: false,
      wrapped: false,
    });
  }
  return candidates;
}

function fromAssignments(
  { text, place: { format }, surroundingsAt }: DetectorInput,
  hits: readonly Hit[],
): GenericCandidate[] {
  const candidates: GenericCandidate[] = [];
  let covered = 0;
  let bareUntil = 0;
  for (const hit of hits) {
    if (hit.start < covered || isPartOfWord(text, hit) || isCommand(text, hit)) continue;
    // Within a value without quotes another one begins only where it is marked: a query's parameter, a flag, a quote.
    const within = hit.start < bareUntil;
    const { nameEnd, assignments } = assignmentsAt({ text, surroundingsAt, format: within ? 'code' : format }, hit);
    covered = nameEnd;
    for (const assignment of assignments) {
      if (withScheme.test(assignment.value)) continue;
      if (within && !assignment.quoted && !markedWithin.has(assignment.binding)) continue;
      if (!assignment.quoted) bareUntil = assignment.end;
      candidates.push(assignment);
    }
  }
  return candidates;
}

/** A header's value as a whole: what it holds is found by its scheme. */
const withScheme = /^(?:basic|bearer|token|ntlm) [\w+/=.-]+$/i;

/** What begins within another value, and is marked as one of its own. */
const markedWithin: ReadonlySet<GenericCandidate['binding']> = new Set(['query', 'flag', 'entry'] as const);

function fromLiteral({ text, lines }: DetectorInput, literal: AssignedLiteral): GenericCandidate {
  const { name, value, binding, region } = literal;
  const index = lines();
  const start = index.offsetAt(region.startLine, region.startColumn);
  const end = index.offsetAt(region.endLine, region.endColumn);
  const within = value === '' ? -1 : text.slice(start, end).indexOf(value);
  // The whole literal where it is written with escapes or in parts.
  const span = within < 0 ? { start, end } : { start: start + within, end: start + within + value.length };
  return { ...span, name, value, plain: value, binding, quoted: true, wrapped: false, surroundings: 'code' };
}

function overlapsAny(sorted: readonly GenericCandidate[], { start, end }: GenericCandidate): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low]!.start < end;
}
