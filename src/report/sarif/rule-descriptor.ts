// A rule as SARIF tells it. Of the properties, GitHub reads `tags`, `precision` and `security-severity` (docs.github.com,
// "SARIF support for code scanning", reportingDescriptor object).
import type { ReportingDescriptor, Result } from 'sarif';
import type { RuleInfo, Severity } from '../../model/rule.ts';
import { escapeControl } from '../../text/display.ts';
import { messageText } from './message-text.ts';

/** Rule facts that results need of every rule, also of one that is gone from the rule set. */
export type DescribedRule = Pick<RuleInfo, 'id' | 'severity' | 'confidence' | 'category' | 'cwe'> & Partial<RuleInfo>;

const levels: Readonly<Record<Severity, Result.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  note: 'note',
};

/** GitHub: above 9.0 critical, from 7.0 high, from 4.0 medium, below low. In the middle of each. */
const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  note: '0.5',
};

export function levelOf(severity: Severity): Result.level {
  return levels[severity];
}

/** The descriptor of `rule` in `tool.driver.rules`. */
export function ruleDescriptor(rule: DescribedRule): ReportingDescriptor {
  const link = rule.references?.find(isWebLink);
  const security = rule.category !== 'review';
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: messageText(sentence(rule.title ?? rule.id)) },
    fullDescription: { text: messageText(sentence(rule.why ?? unknownRule)) },
    help: help(rule),
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: [security ? 'security' : 'maintainability', ...rule.cwe.map(cweTag)],
      precision: rule.confidence,
      ...(security ? { 'security-severity': securitySeverities[rule.severity] } : {}),
      category: rule.category,
    },
  };
}

/** What can be said of a rule that has findings but is gone. */
const unknownRule = 'This rule is no longer in the rule set.';

/** Why, how to fix it, where to read on: as plain text and as Markdown. */
function help({
  title,
  id,
  why = unknownRule,
  fix,
  references = [],
  cwe,
  asvs = [],
}: DescribedRule): NonNullable<ReportingDescriptor['help']> {
  const standards = [...cwe, ...asvs.map((requirement) => `ASVS ${requirement}`)];
  const links = references.filter(isWebLink).map((reference) => `* <${reference}>`);
  const further = [...(standards.length === 0 ? [] : [`* ${standards.join(', ')}`]), ...links];
  const paragraphs = [sentence(why), ...(fix === undefined ? [] : [sentence(fix)])];
  const text = [...paragraphs, ...(standards.length === 0 ? [] : [standards.join(', ')]), ...references];
  const markdown = [
    `# ${escapeControl(title ?? id)}`,
    sentence(why),
    ...(fix === undefined ? [] : ['## How to fix it', sentence(fix)]),
    ...(further.length === 0 ? [] : ['## References', further.join('\n')]),
  ];
  return { text: text.map(messageText).join('\n'), markdown: markdown.join('\n\n') };
}

function isWebLink(reference: string): boolean {
  return /^https?:\/\/[^\s<>]+$/.test(reference);
}

/** `CWE-89` → `external/cwe/cwe-089`, as GitHub's own queries write it. */
function cweTag(cwe: string): string {
  return `external/cwe/cwe-${cwe.replace(/^CWE-/i, '').padStart(3, '0')}`;
}

/** `python/passwords/hardcoded-password` → `HardcodedPassword`. */
function pascalCase(id: string): string {
  return id
    .slice(id.lastIndexOf('/') + 1)
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** On one line (YAML may have folded it) and with a full stop at its end: SARIF's descriptions are sentences. */
function sentence(text: string): string {
  const trimmed = escapeControl(text.replace(/\s+/g, ' ').trim());
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
