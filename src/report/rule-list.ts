import type { RuleInfo } from '../model/rule.ts';
import { escapeControl } from '../text/display.ts';
import { ruleBlocks } from './finding-show.ts';
import { table } from './table.ts';
import { severityColour, type Terminal } from './terminal.ts';
import { count } from '../text/count.ts';

/** The rules as a table, in the order in which they come, and their number. */
export function ruleList(rules: readonly RuleInfo[], terminal: Terminal): string {
  if (rules.length === 0) return 'No rules\n';
  const { colours } = terminal;
  const rows = rules.map(({ id, aliases, severity, confidence, cwe, title, preview }) => [
    aliases[0] ?? '',
    { text: severity, colour: severityColour(colours, severity) },
    confidence,
    cwe[0] ?? '',
    id,
    title + (preview ? ' (preview)' : ''),
  ]);
  const columns = [
    { title: 'NAME' },
    { title: 'SEVERITY' },
    { title: 'CONFIDENCE', leaves: 1 },
    { title: 'CWE', leaves: 2 },
    { title: 'RULE', shrink: 'middle' },
    { title: 'TITLE', shrink: 'end' },
  ] as const;
  return `${table(columns, rows, terminal).join('\n')}\n\n${count(rules.length, 'rule')}\n`;
}

/** Everything about one rule that its findings' readers need. */
export function ruleShow(rule: RuleInfo, terminal: Terminal): string {
  const { colours } = terminal;
  const { id, aliases, title, severity, confidence, category, preview } = rule;
  const marks = [
    colours.bold(escapeControl([id, ...aliases].join('  '))),
    severityColour(colours, severity)(severity),
    `${confidence} confidence`,
    category,
    ...(preview ? ['preview'] : []),
  ];
  const blocks = [`${marks.join('  ')}\n${colours.bold(escapeControl(title))}`, ...ruleBlocks(rule, terminal)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
