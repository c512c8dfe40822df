// Findings in the format that was asked for: what `scan` and `findings` print.
import type { StoredFinding } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';
import { csv } from '../report/csv.ts';
import { findingList, type Omitted } from '../report/finding-list.ts';
import { findingsDocument } from '../report/json/documents.ts';
import { sarif } from '../report/sarif/sarif-log.ts';
import type { UnanalyzedFile } from '../report/records.ts';
import type { Terminal } from '../report/terminal.ts';
import type { Store } from '../store/store.ts';
import type { Redaction, Sources } from './source-reader.ts';
import type { FindingFormat } from './options.ts';
import { tool } from './tool.ts';

export interface FindingReport {
  readonly findings: readonly StoredFinding[];
  readonly omitted: Omitted;
  readonly unanalyzed: readonly UnanalyzedFile[];
  readonly rules: ReadonlyMap<string, RuleInfo>;
}

/** What SARIF needs besides. */
export interface SourceAccess {
  readonly sources: Sources;
  readonly redaction: Redaction;
}

/** The report's pieces. */
export async function findingReport(
  { findings, omitted, unanalyzed, rules }: FindingReport,
  format: FindingFormat,
  terminal: Terminal,
  access: () => Promise<SourceAccess>,
): Promise<Iterable<string>> {
  switch (format) {
    case 'terminal':
      return findingList(findings, terminal, omitted);
    case 'json':
      return findingsDocument(findings, rules, tool, omitted);
    case 'csv':
      return csv(findings);
    case 'sarif': {
      const { sources, redaction } = await access();
      return sarif({ findings, rules, unanalyzed, tool, fileText: sources, redact: redaction.text });
    }
  }
}

/** Every rule that the store knows, by id. */
export function rulesById(store: Store): ReadonlyMap<string, RuleInfo> {
  return new Map(store.rules().map((rule) => [rule.id, rule]));
}
