// A review: findings as a person would write them down who has read the code. One verdict, the headings that have something
// to say, and for each heading what was looked at and is fine. A view over stored findings; it finds nothing itself.
import type { Tally } from '../../model/analysis.ts';
import type { StoredFinding } from '../../model/finding.ts';
import { compareRegions } from '../../model/location.ts';
import { severities, type RuleInfo } from '../../model/rule.ts';
import type { UnanalyzedFile } from '../records.ts';
import { count } from '../../text/count.ts';
import { fineLines, type FineLine } from './fine-lines.ts';
import { headingOf, headings, type Heading } from './sections.ts';

export interface ReviewInput {
  /** What is open in what was reviewed. */
  readonly findings: readonly StoredFinding[];
  readonly rules: ReadonlyMap<string, RuleInfo>;
  /** Of the Python files that were reviewed. */
  readonly tallies: readonly Tally[];
  /** Files that were not analysed, or not wholly. */
  readonly unanalyzed: readonly UnanalyzedFile[];
  /** Where only a change is reviewed: since when, in words. What is fine is then not told, as it is about whole files. */
  readonly change?: string;
}

export interface Section {
  readonly heading: Heading;
  /** By place. */
  readonly findings: readonly StoredFinding[];
}

export interface Review {
  readonly verdict: string;
  /** Only those with findings, in the order of `headings`. */
  readonly sections: readonly Section[];
  readonly fine: readonly FineLine[];
  readonly rules: ReadonlyMap<string, RuleInfo>;
  /** What the review could not see, one sentence each. */
  readonly notSeen: readonly string[];
}

export function reviewOf(input: ReviewInput): Review {
  const { findings, rules, tallies, unanalyzed, change } = input;
  const sections = headings
    .map((heading): Section => ({
      heading,
      findings: findings.filter((finding) => headingOf(finding) === heading).toSorted(byPlace),
    }))
    .filter((section) => section.findings.length > 0);
  return {
    verdict: verdictOf(findings, tallies.length, change),
    sections,
    fine: change === undefined ? fineLines(sections, tallies) : [],
    rules,
    notSeen: unanalyzed.map(
      ({ path, outcome, detail }) =>
        `${path} was ${outcome === 'partial' ? 'understood in part' : outcome}: ${detail}.`,
    ),
  };
}

/** Notes and what belongs to a review are advice; these are defects. */
export function isSecurityFinding({ category, severity }: Pick<StoredFinding, 'category' | 'severity'>): boolean {
  return category !== 'review' && severity !== 'note';
}

function verdictOf(findings: readonly StoredFinding[], files: number, change: string | undefined): string {
  const security = findings.filter(isSecurityFinding);
  const where = change === undefined ? (files > 1 ? ` in ${files} files` : '') : ` in what changed since ${change}`;
  if (security.length === 0) return `No security defects were found${where}.`;
  const parts = severities.flatMap((severity) => {
    const number = security.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  return `${count(security.length, 'security finding')}${where}: ${parts.join(', ')}.`;
}

function byPlace(a: StoredFinding, b: StoredFinding): number {
  if (a.location.path !== b.location.path) return a.location.path < b.location.path ? -1 : 1;
  return compareRegions(a.location.region, b.location.region) || (a.ruleId < b.ruleId ? -1 : 1);
}
