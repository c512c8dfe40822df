// The worker thread's side of the flow analysis: holds the programs of the repositories that were asked for last.
import { Tinypool } from 'tinypool';
import type { SourceFile } from '../model/source-file.ts';
import {
  createProgramAnalyzer,
  type ProgramAnalysis,
  type ProgramAnalyzer,
  type ProgramAnalyzerOptions,
} from './analyze-program.ts';

/** Plain data, sent to the worker as it starts. */
export type ProgramWorkerData = ProgramAnalyzerOptions;

export type ProgramRequest =
  /** These are the files of the repository now, with their content hashes: which must be sent? Answer: paths. */
  | { readonly type: 'compare'; readonly root: string; readonly files: ReadonlyMap<string, string> }
  /** Files as they are now, and paths where none is any more. */
  | {
      readonly type: 'take';
      readonly root: string;
      readonly files: readonly SourceFile[];
      readonly gone: readonly string[];
    }
  /** Answer: what flows in exactly `files` files. */
  | { readonly type: 'analyze'; readonly root: string; readonly files: number };

/** Programs that are held; of more repositories the one that was asked for longest ago is forgotten. */
const mostPrograms = 3;
/** Files of all programs that are held beside the one asked for: they take memory. */
const mostFiles = 2000;

interface Held {
  readonly analyzer: ProgramAnalyzer;
  readonly taken: SourceFile[];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool sent it
const options = Tinypool.workerData as ProgramWorkerData;
/** In the order in which they were asked for. */
const programs = new Map<string, Held>();

/** Answers one message of the pool. */
export default function answer(request: ProgramRequest): string[] | ProgramAnalysis | null {
  const held = programs.get(request.root);
  switch (request.type) {
    case 'compare':
      return compare(hold(request.root, held), request.files);
    case 'take':
      if (held === undefined) throw new Error('the program was lost');
      held.taken.push(...request.files);
      if (request.gone.length > 0) held.analyzer.update([], request.gone);
      return null;
    case 'analyze': {
      const { analyzer, taken } = held ?? hold(request.root, held);
      if (taken.length > 0) analyzer.update(taken.splice(0), []);
      if (analyzer.contents().size !== request.files) throw new Error('files of the program were lost');
      return analyzer.analyze();
    }
  }
}

function compare({ analyzer, taken }: Held, files: ReadonlyMap<string, string>): string[] {
  taken.length = 0;
  const contents = analyzer.contents();
  const removed = [...contents.keys()].filter((path) => !files.has(path));
  if (removed.length > 0) analyzer.update([], removed);
  return [...files].filter(([path, hash]) => contents.get(path) !== hash).map(([path]) => path);
}

function hold(root: string, before: Held | undefined): Held {
  const held = before ?? { analyzer: createProgramAnalyzer(options), taken: [] };
  programs.delete(root);
  programs.set(root, held);
  const files = (): number => [...programs.values()].reduce((sum, { analyzer }) => sum + analyzer.contents().size, 0);
  for (const other of programs.keys()) {
    if (other !== root && (programs.size > mostPrograms || files() > mostFiles)) programs.delete(other);
  }
  return held;
}
