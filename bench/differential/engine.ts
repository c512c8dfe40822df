// What the engine says of the same program, with models of its sources and sinks.
import { forEachBeginning } from '../../src/dataflow/beginnings.ts';
import type { Hit } from '../../src/dataflow/frame.ts';
import { Program } from '../../src/dataflow/program.ts';
import type { FlowModel } from '../../src/rules/flow-model.ts';
import type { SmallProgram } from './generate.ts';

/** More than one program has. */
const mostNumbers = 40;
const numbers = Array.from({ length: mostNumbers }, (_, at) => at + 1);

/** The models of the libraries that are built in, and those of the recorders of `lab`. */
export function withRecorders(flow: FlowModel): FlowModel {
  const argument = [{ position: null, keyword: null, all: true, names: false }];
  return {
    ...flow,
    sources: [
      ...flow.sources,
      ...numbers.map((number) => ({
        kind: 'web-request' as const,
        api: [`lab.source_${number}()`],
        what: `source_${number}`,
        keys: null,
        fields: false,
      })),
    ],
    sinks: [
      ...flow.sinks,
      ...numbers.map((number) => ({
        kind: 'sql' as const,
        api: [`lab.sink_${number}`],
        argument,
        when: [],
        unless: [],
      })),
    ],
  };
}

/** Which sources reach which sinks, as in `Truth.pairs`. `program`: one that held others before must say the same. */
export function pairsTold(
  flow: FlowModel,
  { files }: SmallProgram,
  program: Program = new Program(flow),
): ReadonlySet<string> {
  const changed = Object.entries(files).map(([path, text]) => ({ path, text, contentHash: text }));
  program.update(
    changed,
    [...program.modules.keys()].filter((path) => !(path in files)),
  );
  const pairs = new Set<string>();
  const take = (hits: readonly Hit[]): void => {
    for (const { sink, taint } of hits) {
      if (taint.origin.type !== 'source' || !sink.api.startsWith('lab.sink_')) continue;
      pairs.add(`${taint.origin.what.replace('source_', '')} ${sink.api.replace('lab.sink_', '')}`);
    }
  };
  forEachBeginning(
    program,
    () => false,
    (fn) => take(program.summaryOf(fn).flows),
  );
  for (const path of program.modules.keys()) take(program.resultOf(path)?.summary.flows ?? []);
  return pairs;
}
