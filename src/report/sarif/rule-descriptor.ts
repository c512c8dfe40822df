// A rule as SARIF tells it. Of the properties, GitHub reads `tags`, `precision` and `security-severity` (docs.github.com,
// "SARIF support for code scanning", reportingDescriptor object).
import type { ReportingDescriptor, Result } from 'sarif';
import type { RuleInfo, Severity } from '../../model/rule.ts';
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
  const title = rule.title ?? rule.id;
  const link = rule.references?.find((reference) => /^https?:\/\//.test(reference));
  const security = rule.category !== 'review';
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: messageText(sentence(title)) },
    ...(rule.why === undefined ? {} : { fullDescription: { text: messageText(sentence(rule.why)) } }),
    ...(rule.why === undefined || rule.fix === undefined ? {} : { help: help(title, rule.why, rule.fix, rule) }),
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

function help(
  title: string,
  why: string,
  fix: string,
  { references = [], cwe, asvs = [] }: DescribedRule,
): NonNullable<ReportingDescriptor['help']> {
  const standards = [...cwe, ...asvs.map((requirement) => `ASVS ${requirement}`)].join(', ');
  const text = [why, fix, standards, ...references].filter((part) => part !== '').join('\n');
  const markdown = [
    `# ${title}`,
    why,
    `## How to fix it\n\n${fix}`,
    ...(standards === '' && references.length === 0
      ? []
      : [
          `## References\n\n${[standards, ...references.map((link) => `<${link}>`)]
            .filter((part) => part !== '')
            .map((part) => `* ${part}`)
            .join('\n')}`,
        ]),
  ].join('\n\n');
  return { text: messageText(text), markdown };
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

/** With a full stop at its end: SARIF's descriptions are sentences. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
