// The findings as a list for people. On a terminal a finding takes a line that says where and what kind, and its message
// below; on a narrow one the place has a line of its own; on a pipe it all is one line, so that grep and editors can work
// with it.
import type { StoredFinding } from '../model/finding.ts';
import { severities } from '../model/rule.ts';
import { escapeControl } from '../text/display.ts';
import { confidenceColour, severityColour, type Terminal } from './terminal.ts';
import { count } from '../text/count.ts';
import { cutEnd, cutMiddle, pad, textWidth } from './width.ts';
import { wrap } from './wrap.ts';

const severityWidth = Math.max(...severities.map((severity) => severity.length));
const confidenceWidth = 'medium'.length;
const gap = '  ';
/** Columns: a rule's name is cut once the path has that many; neither becomes shorter than the others say. */
const enoughPath = 24;
const leastPath = 12;
const leastRule = 8;

/** How much is not in the list, for its last line. */
export interface Omitted {
  /** Findings that the default view leaves out: low confidence, reviews, suppressed. */
  readonly byView: number;
  /** Findings beyond the page that was asked for. */
  readonly byLimit: number;
}

/**
 * The list, line by line (each ends with a line break), under a heading for each repository, and a last line that
 * counts. Findings stay in the order in which they came; repositories in the order of their first finding.
 */
export function* findingList(
  findings: readonly StoredFinding[],
  terminal: Terminal,
  omitted: Omitted = { byView: 0, byLimit: 0 },
): Generator<string> {
  const byRepository = new Map<string, StoredFinding[]>();
  for (const finding of findings) {
    const inside = byRepository.get(finding.repository);
    if (inside === undefined) byRepository.set(finding.repository, [finding]);
    else inside.push(finding);
  }
  const idWidth = Math.max(0, ...findings.map(({ id }) => textWidth(id)));
  for (const [repository, inside] of byRepository) {
    yield `${terminal.colours.bold(cutMiddle(escapeControl(repository), terminal.width))}\n`;
    for (const finding of inside) yield* findingLines(finding, idWidth, terminal);
    yield '\n';
  }
  yield `${findingTally(findings, terminal)}${omittedText(omitted)}\n`;
}

function* findingLines(finding: StoredFinding, idWidth: number, { width, colours }: Terminal): Generator<string> {
  const { severity, confidence, location } = finding;
  const marks = [
    severityColour(colours, severity)(pad(severity, severityWidth)),
    confidenceColour(colours, confidence)(pad(confidence, confidenceWidth)),
    colours.bold(pad(escapeControl(finding.id), idWidth)),
  ].join(gap);
  const indent = severityWidth + confidenceWidth + idWidth + 3 * gap.length;
  const tail = stateText(finding);
  const where = `:${location.region.startLine}:${location.region.startColumn}`;
  const room = width - indent - where.length - gap.length - tail.length;
  if (room < leastPath + leastRule) {
    const narrow = width - gap.length;
    yield `${marks}\n`;
    yield `${gap}${cutMiddle(escapeControl(location.path), narrow - where.length)}${where}\n`;
    yield `${gap}${colours.dim(cutEnd(shortRuleName(finding.ruleId) + tail, narrow))}\n`;
    for (const line of wrap(escapeControl(finding.message), narrow)) yield `${gap}${line}\n`;
    return;
  }
  const rule = cutEnd(shortRuleName(finding.ruleId), Math.max(leastRule, room - enoughPath));
  const path = cutMiddle(escapeControl(location.path), Math.max(leastPath, room - textWidth(rule)));
  const head = `${marks}${gap}${path}${where}${gap}${colours.dim(rule + tail)}`;
  const message = escapeControl(finding.message);
  if (width === Infinity) {
    yield `${head}${gap}${message}\n`;
    return;
  }
  yield `${head}\n`;
  for (const line of wrap(message, width - indent)) yield `${' '.repeat(indent)}${line}\n`;
}

/** The last part of a rule's id: what people call it. */
export function shortRuleName(ruleId: string): string {
  return escapeControl(ruleId.slice(ruleId.lastIndexOf('/') + 1));
}

function stateText({ status, suppression }: StoredFinding): string {
  return (status === 'open' ? '' : ` (${status})`) + (suppression === null ? '' : ' (suppressed)');
}

/** `3 findings: 1 high, 2 medium`, worst first, or `No findings`. */
export function findingTally(
  findings: readonly Pick<StoredFinding, 'severity'>[],
  { colours }: Pick<Terminal, 'colours'>,
): string {
  if (findings.length === 0) return 'No findings';
  const parts = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [severityColour(colours, severity)(`${number.toLocaleString('en-US')} ${severity}`)];
  });
  return `${count(findings.length, 'finding')}: ${parts.join(', ')}`;
}

function omittedText({ byView, byLimit }: Omitted): string {
  const parts = [
    ...(byLimit > 0 ? [`${count(byLimit, 'more', 'more')} beyond the limit`] : []),
    ...(byView > 0 ? [`${count(byView, 'more', 'more')} outside the default view`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
