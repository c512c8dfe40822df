// The JSON documents, one function a command. docs/json.md describes each member; a test compares the two.
// `schema` is raised when a member is renamed, removed or changes its meaning; new members do not raise it.
import type { StoredFinding } from '../../model/finding.ts';
import type { RuleInfo } from '../../model/rule.ts';
import type { ScanFileCounts, ScanSummary } from '../../model/scan.ts';
import type {
  HistoryEvent,
  ListedRule,
  QueueEntry,
  RepositoryStatus,
  ScanRecord,
  Status,
  StatusError,
  Tool,
  UnanalyzedFile,
} from '../records.ts';
import { exposureDays } from '../exposure.ts';
import { findingJson } from './finding-json.ts';
import { jsonText, jsonWithList } from './json-text.ts';

const schema = 1;

type Rules = ReadonlyMap<string, RuleInfo>;

/** What every document begins with. */
export function headOf({ name, version }: Tool): object {
  return { schema, tool: { name, version } };
}

function cweOf(rules: Rules, ruleId: string): readonly string[] {
  return rules.get(ruleId)?.cwe ?? [];
}

/** `tocsin findings --format json`. `omitted` counts what the default view and the limit left out. */
export function findingsDocument(
  findings: Iterable<StoredFinding>,
  rules: Rules,
  tool: Tool,
  omitted: { readonly byView: number; readonly byLimit: number } = { byView: 0, byLimit: 0 },
): Generator<string> {
  const { byView, byLimit } = omitted;
  const head = { ...headOf(tool), omitted: { byView, byLimit } };
  return jsonWithList(
    head,
    'findings',
    mapEach(findings, (finding) => findingJson(finding, cweOf(rules, finding.ruleId))),
  );
}

/** `tocsin show ID --format json`. `now`: the moment up to which an open finding's exposure is counted. */
export function showDocument(
  finding: StoredFinding,
  rules: Rules,
  history: readonly HistoryEvent[],
  tool: Tool,
  now: Date,
): string {
  const rule = rules.get(finding.ruleId);
  return `${jsonText({
    ...headOf(tool),
    finding: findingJson(finding, rule?.cwe ?? []),
    exposureDays: exposureDays(finding, history, now),
    rule: rule === undefined ? null : ruleJson(rule),
    history: history.map(eventJson),
  })}\n`;
}

/** `tocsin history --format json`. */
export function historyDocument(events: Iterable<HistoryEvent>, tool: Tool): Generator<string> {
  return jsonWithList(headOf(tool), 'events', mapEach(events, eventJson));
}

/** `tocsin rules --format json`, also for one rule. */
export function rulesDocument(rules: Iterable<ListedRule>, tool: Tool): Generator<string> {
  return jsonWithList(
    headOf(tool),
    'rules',
    mapEach(rules, (rule) => ({ ...ruleJson(rule), secret: rule.secret })),
  );
}

/** `tocsin scan --format json`: what was done, what was not analysed, and the findings that are open now. */
export function scanDocument(
  scans: readonly ScanRecord[],
  unanalyzed: readonly UnanalyzedFile[],
  findings: Iterable<StoredFinding>,
  rules: Rules,
  tool: Tool,
): Generator<string> {
  const head = { ...headOf(tool), scans: scans.map(scanJson), unanalyzed: unanalyzed.map(unanalyzedJson) };
  return jsonWithList(
    head,
    'findings',
    mapEach(findings, (finding) => findingJson(finding, cweOf(rules, finding.ruleId))),
  );
}

/** `tocsin status --format json`. */
export function statusDocument(
  { daemon, daemonError, database, repositories, queue, scans, errors }: Status,
  tool: Tool,
): string {
  return `${jsonText({
    ...headOf(tool),
    daemon: daemon && { pid: daemon.pid, version: daemon.version, startedAt: daemon.startedAt },
    daemonError,
    database,
    repositories: repositories.map(repositoryJson),
    queue: queue.map(({ repository, trigger, state }: QueueEntry) => ({ repository, trigger, state })),
    scans: scans.map(scanJson),
    errors: errors.map(({ at, message }: StatusError) => ({ at, message })),
  })}\n`;
}

function ruleJson(rule: RuleInfo): RuleInfo {
  return {
    id: rule.id,
    aliases: rule.aliases,
    title: rule.title,
    severity: rule.severity,
    confidence: rule.confidence,
    category: rule.category,
    cwe: rule.cwe,
    asvs: rule.asvs,
    why: rule.why,
    fix: rule.fix,
    references: rule.references,
    preview: rule.preview,
  };
}

function eventJson(event: HistoryEvent): HistoryEvent {
  const { type, at, scan, commit, reason, finding, ruleId, severity, repository, path, line } = event;
  return { type, at, scan, commit, reason, finding, ruleId, severity, repository, path, line };
}

function scanJson(scan: ScanRecord): ScanRecord {
  const { id, repository, trigger, status, startedAt, finishedAt, head, error } = scan;
  const summary = scan.summary && summaryJson(scan.summary);
  const files = scan.files && filesJson(scan.files);
  return { id, repository, trigger, status, startedAt, finishedAt, head, summary, files, error };
}

function summaryJson({ opened, reopened, fixed, closed, unchanged }: ScanSummary): ScanSummary {
  return { opened, reopened, fixed, closed, unchanged };
}

function filesJson({ listed, analyzed, unchanged, skipped, failed, deleted }: ScanFileCounts): ScanFileCounts {
  return { listed, analyzed, unchanged, skipped, failed, deleted };
}

function unanalyzedJson({ repository, path, outcome, detail }: UnanalyzedFile): UnanalyzedFile {
  return { repository, path, outcome, detail };
}

function repositoryJson({ root, kind, watched, lastScan, open, unanalyzed }: RepositoryStatus): RepositoryStatus {
  const { critical, high, medium, low, note } = open;
  return {
    root,
    kind,
    watched,
    lastScan: lastScan && scanJson(lastScan),
    open: { critical, high, medium, low, note },
    unanalyzed,
  };
}

function* mapEach<From, To>(items: Iterable<From>, to: (item: From) => To): Generator<To> {
  for (const item of items) yield to(item);
}
