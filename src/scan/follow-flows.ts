// The part of a scan that looks at a repository's Python as a whole: where data flows between functions and files. A
// changed file can begin or end flows in files that did not change, so these are judged again as well.
import type { ProgramFiles, ProgramOutcome } from '../analyze/program-pool.ts';
import type { ProgramFile } from '../analyze/program-worker.ts';
import type { Coverage } from '../dataflow/find-flows.ts';
import { mergeFindings } from '../analyze/overlaps.ts';
import { hashLines } from '../history/line-hashes.ts';
import type { JudgedFile } from '../history/observation.ts';
import type { FileAnalysis } from '../model/analysis.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Packed } from '../packing/packed.ts';
import type { FileState } from '../store/records.ts';
import { isPythonPath } from '../workspace/language.ts';
import { readSource } from '../workspace/read-source.ts';
import type { AnalysisRun } from './analyze-files.ts';

/** Follows data through a repository. */
export interface FlowFollower {
  /** Ids of the rules whose findings come from flows. */
  readonly rules: readonly string[];
  /** Hands over a file ahead of `follow`. */
  readonly offer: (root: string, file: ProgramFile) => void;
  /** Finds out of a Python file what following data needs. */
  readonly factsOf: (file: SourceFile) => Promise<Packed | null>;
  readonly follow: (root: string, files: ProgramFiles, signal?: AbortSignal) => Promise<ProgramOutcome>;
}

export interface FollowedFlows {
  /** The files of the scan and others in which flows begin, change or end, with all their findings. */
  readonly judged: readonly JudgedFile[];
  /** null: nothing was followed, and what is known of flows stays. */
  readonly coverage: Coverage | null;
}

/**
 * Adds what flows to what was found in the files by themselves. Where the repository can't be followed, that is told and
 * the findings of flows stay as they were.
 * @param judged the files that this scan looked at
 * @param states all files of the repository as they are now
 */
export async function followFlows(
  judged: readonly JudgedFile[],
  states: ReadonlyMap<string, FileState>,
  run: AnalysisRun,
  flows: FlowFollower,
  signal?: AbortSignal,
): Promise<FollowedFlows> {
  const { repository, services } = run;
  const contents = pythonContents(states);
  const read = reader(run);
  const analyze = async (path: string): Promise<ProgramFile | null> => {
    const file = await read(path);
    const facts = file === null ? null : await flows.factsOf(file);
    return file === null || facts === null ? null : { path, contentHash: file.contentHash, facts };
  };
  const outcome = await flows.follow(repository.root, { contents, read, analyze }, signal);
  run.checkpoint();
  if (outcome.outcome === 'failed') {
    services.note(
      `Data flow in ${repository.root} was not followed: ${outcome.error}. Its earlier findings stay as they are.`,
    );
    return { judged, coverage: null };
  }
  const { files, notes, coverage } = outcome.analysis;
  if (notes.length > 0) services.note(cutShort(notes));
  const flowsIn = new Map(files.map((file) => [file.path, file]));
  const result = judged.map((file): JudgedFile => {
    const found = flowsIn.get(file.path);
    flowsIn.delete(file.path);
    // It was changed between the two looks at it: the next scan sees both alike.
    return found?.contentHash === file.contentHash
      ? { ...file, findings: mergeFindings(file.findings, found.findings) }
      : file;
  });
  const judgedPaths = new Set(judged.map(({ path }) => path));
  const before = services.store.findings({
    repository: repository.root,
    statuses: ['open'],
    rules: flows.rules,
  });
  const affected = new Set([...flowsIn.keys(), ...before.map(({ location }) => location.path)]);
  for (const path of affected) {
    const contentHash = contents.get(path);
    if (contentHash === undefined || judgedPaths.has(path)) continue;
    const found = flowsIn.get(path);
    if (found !== undefined && found.contentHash !== contentHash) continue;
    const own = await ownFindings(path, contentHash, run, read);
    if (own === null) continue;
    result.push({ path, contentHash, appeared: false, findings: mergeFindings(own, found?.findings ?? []) });
  }
  await keepLines(result, run, read);
  return { judged: result, coverage };
}

/** Hands what is found out of a file over to the thread that follows data; undefined: that needs nothing of this one. */
export function factsTaker(file: SourceFile, run: AnalysisRun): ((facts: Packed) => void) | undefined {
  const { flows } = run.services;
  if (flows === null || !isPythonPath(file.path)) return undefined;
  const { path, contentHash } = file;
  return (facts) => flows.offer(run.repository.root, { path, contentHash, facts });
}

function pythonContents(states: ReadonlyMap<string, FileState>): ReadonlyMap<string, string> {
  const contents = new Map<string, string>();
  for (const [path, { outcome, contentHash }] of states) {
    if (outcome === 'analyzed' && contentHash !== null && isPythonPath(path)) contents.set(path, contentHash);
  }
  return contents;
}

function reader({ repository, services }: AnalysisRun): (path: string) => Promise<SourceFile | null> {
  return async (path) => {
    const read = await readSource(repository.root, path, { maxFileBytes: services.maxFileBytes });
    return read.kind === 'source' ? read.file : null;
  };
}

/** What is found in a file by itself; null: it is not the file that it was. */
async function ownFindings(
  path: string,
  contentHash: string,
  { repositoryId, services }: AnalysisRun,
  read: (path: string) => Promise<SourceFile | null>,
): Promise<readonly Finding[] | null> {
  const { store, ruleSet, analyze } = services;
  let analysis: FileAnalysis | null = store.cachedAnalysis(repositoryId, path, contentHash, ruleSet.version);
  if (analysis === null) {
    const file = await read(path);
    if (file === null || file.contentHash !== contentHash) return null;
    analysis = await analyze(file);
  }
  return analysis.outcome === 'analyzed' ? analysis.findings : null;
}

/** By its lines a finding is followed through edits; those of files whose only findings are flows were not kept yet. */
async function keepLines(
  judged: readonly JudgedFile[],
  { repositoryId, scan, services }: AnalysisRun,
  read: (path: string) => Promise<SourceFile | null>,
): Promise<void> {
  const { store, ruleSet } = services;
  for (const { path, contentHash, findings } of judged) {
    if (findings.length === 0) continue;
    const own = store.cachedAnalysis(repositoryId, path, contentHash, ruleSet.version);
    if (own?.outcome !== 'analyzed' || own.findings.length > 0) continue;
    const file = await read(path);
    if (file?.contentHash !== contentHash) continue;
    store.saveAnalyses(scan, [{ analysis: own, lines: hashLines(file.text, store.lineHashKey()) }]);
  }
}

function cutShort(notes: readonly (readonly [path: string, notes: readonly string[]])[]): string {
  const all = notes.flatMap(([path, list]) => list.map((text) => `${path}: ${text}`));
  return `${all[0]}${all.length > 1 ? `; so was that in ${all.length - 1} more functions` : ''}.`;
}
