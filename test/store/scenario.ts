// Scans into a real store without a workspace: texts in, findings by the rules of test/history/observe.ts.
import { createHash } from 'node:crypto';
import { hashLines } from '../../src/history/line-hashes.ts';
import { matchFindings } from '../../src/history/match-findings.ts';
import type { FileAnalysis } from '../../src/model/analysis.ts';
import type { RuleInfo } from '../../src/model/rule.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { StoreOptions } from '../../src/store/open-store.ts';
import type { FileState, FinishedScan, ScanStart } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { findingsIn } from '../history/observe.ts';
import type { Files } from '../history/observe.ts';

const contentHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A clock that goes on by a second each time it is read, from noon on 2026-01-01. */
export function tickingClock(): () => Date {
  let seconds = 0;
  return () => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds++));
}

export function openTestStore(options: Partial<StoreOptions> = {}): Store {
  return openStore({ file: ':memory:', clock: tickingClock(), ...options });
}

export function ruleInfo(id: string, changes: Partial<RuleInfo> = {}): RuleInfo {
  return {
    id,
    aliases: id === 'r' ? ['PW001'] : [],
    title: `Rule ${id}`,
    severity: 'high',
    confidence: 'high',
    category: id === 's' ? 'secrets' : 'password-handling',
    cwe: ['CWE-259'],
    asvs: [],
    why: 'Because.',
    fix: 'Do not.',
    references: [],
    preview: false,
    ...changes,
  };
}

export interface TestScan extends Partial<Omit<ScanStart, 'repositoryId'>> {
  readonly root?: string;
  /** Changes each analysis before it is saved. */
  readonly alter?: (analysis: FileAnalysis) => FileAnalysis;
  /** Stops before the scan is finished. */
  readonly unfinished?: boolean;
}

export interface TestScanResult extends FinishedScan {
  readonly scan: number;
}

const start = { trigger: 'manual', head: null, complete: true } as const;

/** Scans a repository whose files are `files`, as scan/ does: only what differs from the inventory is judged. */
export function scanTexts(store: Store, files: Files, options: TestScan = {}): TestScanResult {
  const { root = '/repository', alter = (analysis) => analysis, unfinished = false, ...changes } = options;
  const { id: repositoryId } = store.registerRepository(root, { kind: 'git', name: 'repository', rootCommit: null });
  const ruleSet = changes.ruleSet ?? { version: 'v1', rules: [ruleInfo('r'), ruleInfo('s')] };
  const scan = store.startScan({ ...start, ...changes, repositoryId, ruleSet });
  const states = store.fileStates(repositoryId);
  const changed = Object.entries(files).filter(([path, text]) => {
    const state = states.get(path);
    return state?.contentHash !== contentHash(text) || state.ruleSet !== ruleSet.version;
  });
  const analyses = changed.map(([path, text]): FileAnalysis =>
    alter({
      outcome: 'analyzed',
      path,
      contentHash: contentHash(text),
      findings: findingsIn(path, text),
      diagnostics: { syntaxErrors: 0, syntaxErrorLines: [], notes: [] },
    }),
  );
  const key = store.lineHashKey();
  store.saveAnalyses(
    scan,
    analyses.map((analysis) => ({ analysis, lines: hashLines(files[analysis.path]!, key) })),
  );
  if (unfinished) return { scan, summary: { opened: 0, reopened: 0, fixed: 0, closed: 0, unchanged: 0 }, events: [] };

  const analyzed = analyses.filter((analysis) => analysis.outcome === 'analyzed');
  const deleted = [...states.keys()].filter((path) => !(path in files));
  const concerned = [...analyzed, ...deleted.map((path) => ({ path, contentHash: null }))];
  const matching = matchFindings(store.known(repositoryId, concerned), {
    judged: analyzed.map((analysis) => ({ ...analysis, appeared: !states.has(analysis.path) })),
    deleted,
    ignored: [],
    ruleSet: ruleSet.version,
    activeRules: new Set(ruleSet.rules.map((rule) => rule.id)),
  });
  const fileStates = analyses.map((analysis): FileState => fileState(analysis, files, ruleSet.version));
  const counts = { listed: Object.keys(files).length, analyzed: analyzed.length, unchanged: 0, skipped: 0, failed: 0 };
  const outcome = { matching, fileStates, removedPaths: deleted, files: { ...counts, deleted: deleted.length } };
  return { scan, ...store.finishScan(scan, outcome) };
}

function fileState(analysis: FileAnalysis, files: Files, ruleSet: string): FileState {
  const text = files[analysis.path]!;
  const facts = { path: analysis.path, size: text.length, mtimeNs: 1_700_000_000_123_456_789n, inode: 7n, ruleSet };
  if (analysis.outcome === 'analyzed') {
    return { ...facts, contentHash: analysis.contentHash, outcome: 'analyzed', detail: '' };
  }
  const detail = analysis.outcome === 'failed' ? analysis.error : analysis.detail;
  return { ...facts, contentHash: null, outcome: analysis.outcome, detail };
}

/** The public ids of what happened, by type. */
export function idsOf({ events }: FinishedScan, type: string): string[] {
  return events.filter((event) => event.type === type).map(({ finding }) => finding.id);
}
