// Findings as SARIF 2.1.0 (OASIS; sections are cited as §). One run a repository, because paths are relative to a root
// and a run has one. Runs, rules and results are sorted, so the same findings give the same bytes.
import type { Notification, ReportingDescriptor, Run } from 'sarif';
import type { StoredFinding } from '../../model/finding.ts';
import { compareRegions } from '../../model/location.ts';
import type { RuleInfo } from '../../model/rule.ts';
import { jsonText } from '../json/json-text.ts';
import type { Tool, UnanalyzedFile } from '../records.ts';
import { artifactLocation, folderUri, sourceRootId } from './artifact-uri.ts';
import { lineHashes, windowLength } from './line-hashes.ts';
import { messageText } from './message-text.ts';
import { ruleDescriptor, type DescribedRule } from './rule-descriptor.ts';
import { sarifResult } from './result.ts';

/** The state of a repository's files that was scanned. */
export interface Revision {
  readonly commit: string;
  /** Absent: HEAD is detached. */
  readonly branch?: string;
}

export interface SarifInput {
  readonly findings: readonly StoredFinding[];
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly unanalyzed: readonly UnanalyzedFile[];
  readonly tool: Tool;
  /** By a repository's root. Absent: not told. */
  readonly revisions?: ReadonlyMap<string, Revision>;
  /** A file's bytes read as UTF-8, or null where it cannot be read or has changed since it was scanned. */
  readonly fileText: (repository: string, path: string) => string | null;
  /** Redaction that keeps lines. Where it finds something, no line hash is told: short secrets can be computed from it. */
  readonly redact: (text: string) => string;
}

/** In the order of the driver's notification descriptors. */
const notificationKinds: readonly UnanalyzedFile['outcome'][] = ['skipped', 'failed', 'partial'];
const notificationLevels = { skipped: 'note', failed: 'error', partial: 'warning' } as const;
const notificationWords = { skipped: 'skipped', failed: 'not analysed', partial: 'understood in part only' } as const;

const schemaUri = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What `invocations` tells of files that were not analysed. */
const notifications: ReportingDescriptor[] = [
  notificationDescriptor('file-skipped', 'FileSkipped', 'A file was not analysed, on purpose.'),
  notificationDescriptor('file-failed', 'FileFailed', 'A file could not be analysed.'),
  notificationDescriptor('file-partial', 'FilePartial', 'A file was understood in part only.'),
];

function notificationDescriptor(id: string, name: string, text: string): ReportingDescriptor {
  const help = { text: 'The message tells the reason. Findings that the file had before stay as they were.' };
  return { id, name, shortDescription: { text }, fullDescription: { text }, help };
}

/** The log in pieces, a result a line; joined they are one JSON document. */
export function* sarif(input: SarifInput): Generator<string> {
  const { findings, unanalyzed } = input;
  const roots = [...new Set([...findings, ...unanalyzed].map(({ repository }) => repository))].toSorted(compareText);
  yield `{"$schema":${jsonText(schemaUri)},"version":"2.1.0","runs":[`;
  // Without a repository there still is one run: it says which tool ran and that it found nothing.
  if (roots.length === 0) yield* runText(null, input);
  for (const [index, root] of roots.entries()) {
    if (index > 0) yield ',';
    yield* runText(root, input);
  }
  yield ']}\n';
}

function* runText(root: string | null, input: SarifInput): Generator<string> {
  const findings = input.findings.filter(({ repository }) => repository === root).toSorted(compareFindings);
  const rules = rulesOf(findings, input.rules);
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const lineHash = lineHashLookup(input);
  yield `${jsonText(runHead(root, rules, input)).slice(0, -1)},"results":[`;
  for (const [index, finding] of findings.entries()) {
    const result = sarifResult(finding, ruleIndexes.get(finding.ruleId)!, lineHash(finding));
    yield `${index === 0 ? '' : ','}\n${jsonText(result)}`;
  }
  yield ']}';
}

/** A run without its results. */
function runHead(root: string | null, rules: readonly DescribedRule[], input: SarifInput): Run {
  const { tool, unanalyzed, revisions } = input;
  const revision = root === null ? undefined : revisions?.get(root);
  return {
    tool: {
      driver: {
        name: tool.name,
        semanticVersion: tool.version,
        rules: rules.map(ruleDescriptor),
        notifications,
      },
    },
    automationDetails: { id: root === null ? `${tool.name}/` : `${tool.name}/${messageText(lastPart(root))}/` },
    columnKind: 'utf16CodeUnits',
    ...(root === null ? {} : { originalUriBaseIds: { [sourceRootId]: { uri: folderUri(root) } } }),
    ...(root === null || revision === undefined
      ? {}
      : {
          versionControlProvenance: [
            {
              repositoryUri: folderUri(root),
              revisionId: revision.commit,
              ...(revision.branch === undefined ? {} : { branch: revision.branch }),
              mappedTo: { uriBaseId: sourceRootId },
            },
          ],
        }),
    invocations: [
      {
        // A file that could not be read does not make the whole run a failure (§3.20.14).
        executionSuccessful: true,
        toolExecutionNotifications: unanalyzed
          .filter(({ repository }) => repository === root)
          .toSorted((a, b) => compareText(a.path, b.path))
          .map(notification),
      },
    ],
  };
}

function notification({ path, outcome, detail }: UnanalyzedFile): Notification {
  return {
    level: notificationLevels[outcome],
    descriptor: { id: `file-${outcome}`, index: notificationKinds.indexOf(outcome) },
    message: { text: messageText(`The file was ${notificationWords[outcome]}: ${detail}.`) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  };
}

/** The rule set, and what can be said of rules that have findings but left the set. Sorted by id. */
function rulesOf(findings: readonly StoredFinding[], known: ReadonlyMap<string, RuleInfo>): DescribedRule[] {
  const rules = new Map<string, DescribedRule>(known);
  for (const { ruleId: id, severity, confidence, category } of findings) {
    if (!rules.has(id)) rules.set(id, { id, severity, confidence, category, cwe: [] });
  }
  return [...rules.values()].toSorted((a, b) => compareText(a.id, b.id));
}

interface HashedFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly redactedLines: readonly string[];
  readonly hashes: readonly string[];
}

/** Findings come file by file, so one file's hashes are kept at a time. */
function lineHashLookup({ fileText, redact }: SarifInput): (finding: StoredFinding) => string | null {
  let current: HashedFile | null = null;
  return ({ repository, location: { path, region }, status, secret }) => {
    if (secret !== null || status !== 'open') return null;
    if (current?.path !== path) current = hashedFile(path, fileText(repository, path), redact);
    const { lines, redactedLines, hashes } = current;
    const from = region.startLine - 1;
    const to = endOfWindow(lines, from);
    const untouched = lines.slice(from, to).every((line, index) => line === redactedLines[from + index]);
    return untouched ? (hashes[from] ?? null) : null;
  };
}

/** The whole text is redacted, because a secret is often known only by what stands before it. */
function hashedFile(path: string, text: string | null, redact: (text: string) => string): HashedFile {
  if (text === null) return { path, lines: [], redactedLines: [], hashes: [] };
  return { path, lines: linesOf(text), redactedLines: linesOf(redact(text)), hashes: lineHashes(text) };
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** Index behind the last line that the hash of the line at `from` reads: until it has 100 characters that count. */
function endOfWindow(lines: readonly string[], from: number): number {
  let significant = 0;
  let to = from;
  while (to < lines.length && significant < windowLength) {
    significant += lines[to]!.replace(/[ \t]/g, '').length + 1;
    to += 1;
  }
  return to;
}

function compareFindings(a: StoredFinding, b: StoredFinding): number {
  return (
    compareText(a.location.path, b.location.path) ||
    compareRegions(a.location.region, b.location.region) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.id, b.id)
  );
}

/** By code units, so that the order is the same everywhere. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
