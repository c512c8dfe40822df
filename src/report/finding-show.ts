// Everything about one finding, for people: where, the code, how the value came there, why it matters, what to do, since
// when. The excerpt comes redacted from the caller.
import type { SecretFacts, StoredFinding, Suppression } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import { escapeControl } from '../text/display.ts';
import { formatExcerpt, type ExcerptLine } from '../text/excerpt.ts';
import { exposureDays } from './exposure.ts';
import { eventColour } from './history-list.ts';
import type { HistoryEvent } from './records.ts';
import { severityColour, type Terminal } from './terminal.ts';
import { count } from '../text/count.ts';
import { shortTime } from './time.ts';
import { textWidth } from './width.ts';
import { wrap } from './wrap.ts';

export interface Shown {
  readonly finding: StoredFinding;
  /** null: the rule is no longer in the rule set. */
  readonly rule: RuleInfo | null;
  /** Oldest first. */
  readonly history: readonly HistoryEvent[];
  /** The lines around the place, redacted; null where the file cannot be read or has changed. */
  readonly excerpt: readonly ExcerptLine[] | null;
  readonly now: Date;
}

/** The text, with a line break at its end. */
export function findingShow(shown: Shown, terminal: Terminal): string {
  const { finding, rule } = shown;
  const blocks = [
    heading(finding, rule, terminal),
    place(shown, terminal),
    traceText(finding, terminal),
    ...(finding.secret === null ? [] : [secretText(finding.secret, terminal)]),
    ...(finding.suppression === null ? [] : [suppressionText(finding.suppression, terminal)]),
    ...(rule === null ? [] : ruleBlocks(rule, terminal)),
    historyText(shown, terminal),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function heading(
  { id, severity, confidence, message, ruleId }: StoredFinding,
  rule: RuleInfo | null,
  terminal: Terminal,
) {
  const { colours, width } = terminal;
  const marks = [
    colours.bold(escapeControl(id)),
    severityColour(colours, severity)(severity),
    `${confidence} confidence`,
  ].join('  ');
  const name = escapeControl(ruleId) + (rule?.aliases[0] === undefined ? '' : ` (${escapeControl(rule.aliases[0])})`);
  const plainWidth = textWidth(`${escapeControl(id)}  ${severity}  ${confidence} confidence  ${name}`);
  return [
    marks + (plainWidth <= width ? '  ' : '\n') + name,
    ...wrap(escapeControl(message), width).map((line) => colours.bold(line)),
  ].join('\n');
}

function place({ finding, excerpt }: Shown, { colours }: Terminal): string {
  const { path, region } = finding.location;
  const scope = finding.scope === '' ? '' : `  in ${escapeControl(finding.scope)}`;
  return [
    `${escapeControl(path)}:${region.startLine}:${region.startColumn}${scope}`,
    colours.dim(escapeControl(finding.repository)),
    excerpt === null || excerpt.length === 0
      ? colours.dim('(the source is not shown: the file is gone or has changed since it was scanned)')
      : formatExcerpt(excerpt).replace(/\^+$/gm, (carets) => severityColour(colours, finding.severity)(carets)),
  ].join('\n');
}

function traceText({ trace }: StoredFinding, { colours, width }: Terminal): string {
  if (trace.length === 0) return '';
  const steps = trace.flatMap(({ location, role, note }, index) => {
    const number = `${index + 1}.`.padStart(4);
    const where = `${escapeControl(location.path)}:${location.region.startLine}:${location.region.startColumn}`;
    return [
      `${number} ${where}  ${colours.dim(role)}`,
      ...wrap(escapeControl(note), width - 5).map((line) => `     ${line}`),
    ];
  });
  return [colours.bold('Path'), ...steps].join('\n');
}

function secretText({ kind, length, preview }: SecretFacts, { colours }: Terminal): string {
  const start = preview === '' ? '' : `, begins with ${escapeControl(preview)}`;
  return `${colours.bold('Secret')}\n  ${escapeControl(kind)}, ${count(length, 'character')}${start}`;
}

function suppressionText({ kind, reason }: Suppression, { colours }: Terminal): string {
  const by = kind === 'in-source' ? 'a comment in the code' : 'a decision';
  return `${colours.bold('Suppressed')} by ${by}: ${escapeControl(reason)}`;
}

/** Why it matters, how to fix it, and where to read on: the parts of a rule that its findings' readers need. */
export function ruleBlocks({ why, fix, cwe, asvs, references }: RuleInfo, terminal: Terminal): string[] {
  const standards = [...cwe, ...asvs.map((requirement) => `ASVS ${requirement}`)].join(', ');
  return [
    paragraph('Why', why, terminal),
    paragraph('Fix', fix, terminal),
    [
      ...(standards + references.join('') === '' ? [] : [terminal.colours.bold('References')]),
      ...[standards, ...references].filter((line) => line !== '').map((line) => `  ${escapeControl(line)}`),
    ].join('\n'),
  ];
}

function paragraph(title: string, text: string, { colours, width }: Terminal): string {
  // Folded YAML text holds line breaks that mean nothing, so they are blanks here before anything is escaped.
  const lines = wrap(escapeControl(text.replace(/\s+/g, ' ').trim()), width - 2).map((line) => `  ${line}`);
  return [colours.bold(title), ...lines].join('\n');
}

function historyText({ finding, history, now }: Shown, { colours }: Terminal): string {
  const { status, closeReason, firstSeen, lastSeen, firstCommit } = finding;
  const days = count(exposureDays(finding, history, now), 'day');
  const state =
    status === 'open'
      ? `  open for ${days}, first seen ${shortTime(firstSeen)}, last seen ${shortTime(lastSeen)}`
      : `  ${status} (${closeReason ?? 'no reason recorded'}) after ${days}, first seen ${shortTime(firstSeen)}`;
  const events = history.map(
    ({ type, at, scan, commit, reason }) =>
      `  ${shortTime(at)}  ${eventColour(colours, type)(type.padEnd('reopened'.length))}  scan ${scan}` +
      (commit === null ? '' : `  commit ${escapeControl(commit.slice(0, 12))}`) +
      (reason === null ? '' : `  ${reason}`),
  );
  const commit =
    firstCommit === null || history.length > 0 ? [] : [`  first commit ${escapeControl(firstCommit.slice(0, 12))}`];
  return [colours.bold('History'), state, ...commit, ...events].join('\n');
}
