// The worker thread's side of the pool: builds the analyzer once, then analyses one file a message.
import { Tinypool } from 'tinypool';
import type { FileAnalysis } from '../model/analysis.ts';
import type { SourceFile } from '../model/source-file.ts';
import { obey, type StopFlag } from '../threads/stop-flag.ts';
import { createAnalyzer, type AnalyzerOptions } from './analyze-file.ts';

/** Plain data, sent to each worker as it starts. */
export type AnalysisWorkerData = AnalyzerOptions;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool sent it
const analyze = createAnalyzer(Tinypool.workerData as AnalysisWorkerData);

/** One message of the pool. */
export interface AnalysisTask {
  readonly file: SourceFile;
  readonly stop: StopFlag;
}

/** Analyses one file. */
export default function analyzeInWorker({ file, stop }: AnalysisTask): FileAnalysis {
  obey(stop);
  return analyze(file);
}
