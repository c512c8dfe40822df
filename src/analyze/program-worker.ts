// The worker thread's side of the flow analysis: holds the programs of the repositories that were asked for last.
import { Tinypool } from 'tinypool';
import type { SourceFile } from '../model/source-file.ts';
import type { Packed } from '../packing/packed.ts';
import { obey, type StopFlag } from '../threads/stop-flag.ts';
import {
  createProgramAnalyzer,
  type FlowFile,
  type FollowedProgram,
  type ProgramAnalyzer,
  type ProgramAnalyzerOptions,
} from './analyze-program.ts';
import { unpackFacts } from './packed-facts.ts';

/** Plain data, sent to the worker as it starts. */
export type ProgramWorkerData = ProgramAnalyzerOptions;

/** A file as an analysis worker saw it. */
export interface ProgramFile {
  readonly path: string;
  readonly contentHash: string;
  readonly facts: Packed;
}

export type ProgramRequest =
  /** These are the files of the repository now, with their content hashes: which must be sent? Answer: paths. */
  | { readonly type: 'compare'; readonly root: string; readonly files: ReadonlyMap<string, string> }
  /** Files as they are now, and paths where none is any more. */
  | {
      readonly type: 'take';
      readonly root: string;
      readonly files: readonly ProgramFile[];
      readonly gone: readonly string[];
    }
  /** Answer: what flows in exactly `files` files. */
  | { readonly type: 'follow'; readonly root: string; readonly files: number }
  /** Answer: the findings of what flows in these. */
  | { readonly type: 'identify'; readonly root: string; readonly files: readonly SourceFile[] };

export type ProgramAnswer = readonly string[] | FollowedProgram | readonly FlowFile[] | null;

/** Programs that are held; of more repositories the one that was asked for longest ago is forgotten. */
const mostPrograms = 3;
/** Files of all programs that are held beside the one asked for: they take memory. */
const mostFiles = 2000;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool sent it
const options = Tinypool.workerData as ProgramWorkerData;
/** In the order in which they were asked for. */
const programs = new Map<string, ProgramAnalyzer>();

/** One message of the pool. */
export interface ProgramTask {
  readonly request: ProgramRequest;
  readonly stop: StopFlag;
}

/** Answers one message of the pool. */
export default function answerTask({ request, stop }: ProgramTask): ProgramAnswer {
  obey(stop);
  return answer(request);
}

function answer(request: ProgramRequest): ProgramAnswer {
  const held = programs.get(request.root);
  switch (request.type) {
    case 'compare':
      return compare(hold(request.root, held), request.files);
    case 'take':
      hold(request.root, held).update(
        request.files.map(({ path, contentHash, facts }) => ({ path, contentHash, facts: unpackFacts(facts) })),
        request.gone,
      );
      return null;
    case 'follow': {
      const analyzer = held ?? hold(request.root, held);
      if (analyzer.contents().size !== request.files) throw new Error('files of the program were lost');
      return analyzer.follow();
    }
    case 'identify':
      if (held === undefined) throw new Error('the program was lost');
      return held.findingsIn(request.files);
  }
}

function compare(analyzer: ProgramAnalyzer, files: ReadonlyMap<string, string>): string[] {
  const contents = analyzer.contents();
  const removed = [...contents.keys()].filter((path) => !files.has(path));
  if (removed.length > 0) analyzer.update([], removed);
  return [...files].filter(([path, hash]) => contents.get(path) !== hash).map(([path]) => path);
}

function hold(root: string, before: ProgramAnalyzer | undefined): ProgramAnalyzer {
  const held = before ?? createProgramAnalyzer(options);
  programs.delete(root);
  programs.set(root, held);
  const files = (): number => [...programs.values()].reduce((sum, one) => sum + one.contents().size, 0);
  for (const other of programs.keys()) {
    if (other !== root && (programs.size > mostPrograms || files() > mostFiles)) programs.delete(other);
  }
  return held;
}
