// A review for people: Markdown on a pipe, the same words in colour and wrapped on a terminal.
import type { StoredFinding } from '../../model/finding.ts';
import type { RuleInfo } from '../../model/rule.ts';
import { escapeControl } from '../../text/display.ts';
import { severityColour, type Terminal } from '../terminal.ts';
import { count } from '../../text/count.ts';
import { cutMiddle, textWidth } from '../width.ts';
import { wrap } from '../wrap.ts';
import { markdown } from './markdown.ts';
import { isSecurityFinding, type Review, type Section } from './review.ts';

export interface ReviewView {
  /** With each finding its path, and with the first of each rule why it matters and what to do. */
  readonly why: boolean;
  /** So many findings of a heading are shown. */
  readonly most: number;
}

/** How the two forms differ. */
interface Style {
  readonly title: (text: string) => string;
  readonly verdict: (text: string) => string[];
  readonly heading: (number: number | null, text: string) => string;
  readonly item: (place: string, text: string, finding: StoredFinding) => string[];
  readonly detail: (label: string, text: string) => string[];
  readonly remark: (text: string) => string[];
}

/** The review as Markdown, line by line (each ends with a line break). */
export function reviewMarkdown(review: Review, view: ReviewView): Generator<string> {
  return lines(review, view, {
    title: (text) => `# ${text}`,
    verdict: (text) => [`**${markdown(text)}**`],
    heading: (number, text) => `## ${number === null ? '' : `${number}. `}${text}`,
    item: (place, text) => [`- \`${escapeControl(place).replaceAll('`', "'")}\` ${markdown(text)}`],
    detail: (label, text) => [`  - ${markdown(label)}: ${markdown(text)}`],
    remark: (text) => [`- ${markdown(text)}`],
  });
}

/** The review for a terminal, line by line. */
export function reviewTerminal(review: Review, view: ReviewView, { colours, width }: Terminal): Generator<string> {
  /** The text behind `first`; below it where that takes too much of the line. */
  const indented = (first: string, text: string, shown = first): string[] => {
    const own = textWidth(first);
    if (own > width / 2) return [shown, ...wrap(escapeControl(text), width - 6).map((line) => `      ${line}`)];
    return wrap(escapeControl(text), width - own).map((line, at) => (at === 0 ? shown : ' '.repeat(own)) + line);
  };
  return lines(review, view, {
    title: (text) => colours.bold(text),
    verdict: (text) => wrap(escapeControl(text), width).map((line) => colours.bold(line)),
    heading: (number, text) => colours.bold(number === null ? text : `${number}. ${text}`),
    item(place, text, finding) {
      const paint = isSecurityFinding(finding) ? severityColour(colours, finding.severity) : colours.cyan;
      const told = cutMiddle(escapeControl(place), width - 5);
      return indented(`   ${told}  `, text, `   ${paint(told)}  `);
    },
    detail(label, text) {
      const told = cutMiddle(escapeControl(label), width - 9);
      return indented(`      ${told}: `, text, `      ${colours.dim(`${told}:`)} `);
    },
    remark: (text) => indented('   ', text),
  });
}

function* lines(review: Review, view: ReviewView, style: Style): Generator<string> {
  yield `${style.title('Review')}\n\n`;
  for (const line of style.verdict(review.verdict)) yield `${line}\n`;
  const told = new Set<string>();
  for (const [index, section] of review.sections.entries()) {
    yield `\n${style.heading(index + 1, section.heading)}\n\n`;
    for (const line of sectionLines(section, review, view, style, told)) yield `${line}\n`;
  }
  if (review.fine.length > 0) {
    yield `\n${style.heading(null, 'Checked and fine')}\n\n`;
    for (const { heading, sentence } of review.fine) {
      for (const line of style.remark(`${heading}: ${sentence}`)) yield `${line}\n`;
    }
  }
  if (review.notSeen.length > 0) {
    yield `\n${style.heading(null, 'Not seen')}\n\n`;
    for (const sentence of review.notSeen) for (const line of style.remark(sentence)) yield `${line}\n`;
  }
}

function* sectionLines(
  { findings }: Section,
  { rules }: Review,
  { why, most }: ReviewView,
  style: Style,
  told: Set<string>,
): Generator<string> {
  for (const finding of findings.slice(0, most)) {
    const { path, region } = finding.location;
    yield* style.item(`${path}:${region.startLine}`, `${gradeOf(finding)}${finding.message}`, finding);
    if (!why) continue;
    for (const step of finding.trace) {
      yield* style.detail(`${step.location.path}:${step.location.region.startLine}`, step.note);
    }
    const rule = rules.get(finding.ruleId);
    if (rule === undefined || told.has(rule.id)) continue;
    told.add(rule.id);
    yield* advice(rule, style);
  }
  const rest = findings.length - most;
  if (rest > 0) yield* style.remark(`… and ${count(rest, 'more', 'more')} (--all shows them).`);
}

function* advice({ why, fix }: RuleInfo, style: Style): Generator<string> {
  yield* style.detail('Why', why.replace(/\s+/g, ' ').trim());
  yield* style.detail('Advice', fix.replace(/\s+/g, ' ').trim());
}

/** Of advice all is a note, so that its grade says nothing. */
function gradeOf(finding: StoredFinding): string {
  const grades = isSecurityFinding(finding) ? [`${finding.severity} severity, ${finding.confidence} confidence`] : [];
  if (finding.suppression !== null) grades.push('suppressed');
  return grades.length === 0 ? '' : `(${grades.join(', ')}) `;
}
