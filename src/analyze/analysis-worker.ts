// The worker thread's side of the pool: builds the analyzer once, then analyses one file a message.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tinypool } from 'tinypool';
import type { FileAnalysis } from '../model/analysis.ts';
import type { SourceFile } from '../model/source-file.ts';
import { buffersOf, type Packed } from '../packing/packed.ts';
import { analyzeModule } from '../python/analyze-module.ts';
import { obey, type StopFlag } from '../threads/stop-flag.ts';
import { moved } from '../threads/moved.ts';
import { createAnalyzer, type AnalyzerOptions } from './analyze-file.ts';
import { packFacts } from './packed-facts.ts';

/** Plain data, sent to each worker as it starts. */
export type AnalysisWorkerData = AnalyzerOptions;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool sent it
const analyze = createAnalyzer(Tinypool.workerData as AnalysisWorkerData);

/** What can be asked of a file. */
export interface Wanted {
  readonly findings: boolean;
  /** What following data through it needs. The file must be Python. */
  readonly facts: boolean;
}

/** One message of the pool. */
export interface AnalysisTask {
  readonly file: SourceFile;
  readonly wanted: Wanted;
  readonly stop: StopFlag;
}

/** null: not asked for. */
export interface AnalysisAnswer {
  readonly analysis: FileAnalysis | null;
  readonly facts: Packed | null;
}

/** Analyses one file. */
export default async function analyzeInWorker(task: AnalysisTask): Promise<AnalysisAnswer> {
  const answer = analyzeOne(task);
  // The pool hands over file after file without a turn of the event loop, and only in one are native trees freed.
  await nextTurn();
  return answer;
}

function analyzeOne({ file, wanted, stop }: AnalysisTask): AnalysisAnswer {
  obey(stop);
  const facts = wanted.facts ? analyzeModule(file.path, file.text) : undefined;
  const analysis = wanted.findings ? analyze(file, facts) : null;
  const packed = facts === undefined ? null : packFacts(facts);
  return moved({ analysis, facts: packed }, packed === null ? [] : buffersOf(packed));
}
