import type { RuleInfo } from '../model/rule.ts';
import type { SecretForm } from '../model/secret-rule.ts';
import { escapeControl } from '../text/display.ts';
import { ruleBlocks } from './finding-show.ts';
import type { ListedRule } from './records.ts';
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

/** Rules for secrets as a table of their own: how each is recognised, and where its provider says so. */
export function secretRuleList(
  rules: readonly (ListedRule & { readonly secret: SecretForm })[],
  terminal: Terminal,
): string {
  if (rules.length === 0) return 'No rules\n';
  const { colours } = terminal;
  const rows = rules.map(({ id, severity, confidence, secret }) => [
    { text: severity, colour: severityColour(colours, severity) },
    confidence,
    id,
    secret.provider ?? '',
    secret.tier ?? '',
    secret.keywords.join(' '),
    secret.checksum ?? '',
    secret.documentation ?? '',
  ]);
  const columns = [
    { title: 'SEVERITY', leaves: 2 },
    { title: 'CONFIDENCE', leaves: 1 },
    { title: 'RULE', shrink: 'middle' },
    { title: 'PROVIDER', shrink: 'end' },
    { title: 'TIER' },
    { title: 'KEYWORD', shrink: 'end' },
    { title: 'CHECKSUM', leaves: 4 },
    { title: 'DOCUMENTATION', shrink: 'end', leaves: 3 },
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
