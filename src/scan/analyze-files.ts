// Reads and analyses the files of one scan, several at a time, and saves the analyses in short transactions as they come:
// a scan that is killed goes on from there. What this process already knows of a content is not computed again.
import type { Diagnostics, FileAnalysis, SkipReason } from '../model/analysis.ts';
import { hashLines } from '../history/line-hashes.ts';
import type { JudgedFile } from '../history/observation.ts';
import type { Repository } from '../model/repository.ts';
import type { AnalysisToSave, FileState } from '../store/records.ts';
import { readSource } from '../workspace/read-source.ts';
import type { FileFacts } from '../workspace/stat-files.ts';
import { rememberedTime } from './compare-inventory.ts';
import { factsTaker } from './follow-flows.ts';
import type { ScanServices } from './run-scan.ts';

/** What became of one file. `state`: what the inventory should remember; null: as it was, or nothing. */
export type FileOutcome =
  | { readonly kind: 'judged'; readonly path: string; readonly state: FileState; readonly judged: JudgedFile }
  /** Touched, but with the content and rules of the last scan. */
  | { readonly kind: 'unchanged'; readonly path: string; readonly state: FileState }
  | { readonly kind: 'skipped' | 'failed'; readonly path: string; readonly state: FileState }
  /** Deleted since it was listed. */
  | { readonly kind: 'vanished'; readonly path: string; readonly state: null };

export interface AnalysisRun {
  readonly repository: Repository;
  readonly repositoryId: number;
  readonly scan: number;
  readonly inventory: ReadonlyMap<string, FileState>;
  readonly services: ScanServices;
  /** Throws when the scan is to stop. */
  readonly checkpoint: () => void;
}

/** Analyses are saved after so many files, or so many milliseconds. */
const saveAfterFiles = 100;
const saveAfterMilliseconds = 500;

/** The outcomes, in the order of `paths`. */
export async function analyzeFiles(paths: readonly string[], run: AnalysisRun): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  const save = saver(run);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < paths.length) {
      run.checkpoint();
      const index = next++;
      outcomes[index] = await analyzeOne(paths[index]!, run, save.add);
    }
  };
  // All are awaited, also when one of them stops the scan: what they still finish is saved.
  const workers = await Promise.allSettled(Array.from({ length: run.services.parallel }, work));
  save.rest();
  const stopped = workers.find((worker) => worker.status === 'rejected');
  if (stopped !== undefined) throw stopped.reason;
  return outcomes;
}

async function analyzeOne(path: string, run: AnalysisRun, save: (one: AnalysisToSave) => void): Promise<FileOutcome> {
  const { store, ruleSet, analyze, maxFileBytes, emit } = run.services;
  const readAt = BigInt(Date.now()) * 1_000_000n;
  const read = await readSource(run.repository.root, path, { maxFileBytes });
  if (read.kind === 'skipped') return skipped(path, read.reason, read.detail, read.facts, run);

  const { file, facts } = read;
  const before = run.inventory.get(path);
  const state = (outcome: FileAnalysis['outcome'], detail: string): FileState => ({
    path,
    size: facts.size,
    mtimeNs: rememberedTime(facts.mtimeNs, readAt),
    inode: facts.inode,
    contentHash: file.contentHash,
    ruleSet: ruleSet.version,
    outcome,
    detail,
  });
  const sameAsBefore =
    before?.outcome === 'analyzed' && before.contentHash === file.contentHash && before.ruleSet === ruleSet.version;
  if (sameAsBefore) return { kind: 'unchanged', path, state: state('analyzed', before.detail) };

  const cached = store.cachedAnalysis(run.repositoryId, path, file.contentHash, ruleSet.version);
  const analysis = cached ?? (await analyze(file, factsTaker(file, run)));
  emit({ type: 'scan.file', scan: run.scan, file: analysis });
  if (analysis.outcome !== 'analyzed') {
    const detail = analysis.outcome === 'failed' ? analysis.error : `${analysis.reason}: ${analysis.detail}`;
    return { kind: analysis.outcome, path, state: state(analysis.outcome, detail) };
  }
  if (cached === null) {
    const lines = analysis.findings.length > 0 ? hashLines(file.text, store.lineHashKey()) : null;
    save({ analysis, lines });
  }
  const { contentHash, findings, diagnostics } = analysis;
  const judged = { path, contentHash, findings, appeared: before === undefined };
  return { kind: 'judged', path, state: state('analyzed', notUnderstood(diagnostics)), judged };
}

/** What of an analysed file was not understood, in words; empty where all was. */
function notUnderstood({ syntaxErrors, syntaxErrorLines, notes }: Diagnostics): string {
  const places = syntaxErrorLines.slice(0, 3).join(', ');
  return [...(syntaxErrors > 0 ? [`syntax error in line ${places}`] : []), ...notes].join('; ');
}

function skipped(
  path: string,
  reason: SkipReason,
  detail: string,
  facts: FileFacts | null,
  { scan, services }: AnalysisRun,
): FileOutcome {
  if (reason === 'vanished') return { kind: 'vanished', path, state: null };
  services.emit({ type: 'scan.file', scan, file: { outcome: 'skipped', path, reason, detail } });
  const state: FileState = {
    path,
    size: facts?.size ?? 0,
    // Permissions change without a trace in size and time: an unreadable file is tried again at each scan.
    mtimeNs: reason === 'unreadable' ? 0n : (facts?.mtimeNs ?? 0n),
    inode: facts?.inode ?? 0n,
    contentHash: null,
    ruleSet: services.ruleSet.version,
    outcome: 'skipped',
    detail: `${reason}: ${detail}`,
  };
  return { kind: 'skipped', path, state };
}

/** Collects analyses and saves them now and then. */
function saver({ scan, services }: AnalysisRun): { add: (one: AnalysisToSave) => void; rest: () => void } {
  const { store, clock } = services;
  let pending: AnalysisToSave[] = [];
  let savedAt = clock();
  const rest = (): void => {
    if (pending.length > 0) store.saveAnalyses(scan, pending);
    pending = [];
    savedAt = clock();
  };
  return {
    add(one) {
      pending.push(one);
      if (pending.length >= saveAfterFiles || clock() - savedAt >= saveAfterMilliseconds) rest();
    },
    rest,
  };
}
