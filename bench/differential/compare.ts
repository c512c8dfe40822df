// Programs run by Python and looked at by the engine: what the engine missed, and what it told falsely.
import type { FlowModel } from '../../src/rules/flow-model.ts';
import { pairsTold } from './engine.ts';
import { generateProgram, type GeneratedProgram, type SmallProgram } from './generate.ts';
import type { Python } from './python.ts';

export interface Compared {
  readonly program: GeneratedProgram;
  readonly real: number;
  /** Pairs `source sink`. */
  readonly missed: readonly string[];
  readonly false: readonly string[];
}

/** Ways that are tried; more of them where the engine says that there is more. */
const runs = 24;
const runsInDoubt = 200;

/** Missed and false pairs of a program; null where it does not run to its end. */
export async function compare(
  python: Python,
  flow: FlowModel,
  program: SmallProgram,
): Promise<Omit<Compared, 'program'> | null> {
  const told = pairsTold(flow, program);
  const { pairs, called, failure } = await python.run(program, runs, runsInDoubt, told);
  if (failure !== null) return null;
  return {
    real: pairs.size,
    missed: [...pairs].filter((pair) => !told.has(pair)),
    // Of a sink that was never called nothing can be said.
    false: [...told].filter((pair) => !pairs.has(pair) && called.has(sinkOf(pair))),
  };
}

function sinkOf(pair: string): string {
  return pair.split(' ')[1]!;
}

/** Whether Python finds a pair in a program that the engine does not. */
export async function isMissed(python: Python, flow: FlowModel, program: SmallProgram, pair: string): Promise<boolean> {
  const { pairs, failure } = await python.run(program, 1, runs, [pair]);
  return failure === null && pairs.has(pair) && !pairsTold(flow, program).has(pair);
}

/** Whether the engine finds a pair in a program that Python does not. */
export async function isFalse(python: Python, flow: FlowModel, program: SmallProgram, pair: string): Promise<boolean> {
  if (!pairsTold(flow, program).has(pair)) return false;
  const { pairs, called, failure } = await python.run(program, runs);
  return failure === null && called.has(sinkOf(pair)) && !pairs.has(pair);
}

/** Compares the programs of so many seeds, from the first on. Those that do not run are left out. */
export async function* comparisons(
  python: Python,
  flow: FlowModel,
  first: number,
  count: number,
): AsyncGenerator<Compared> {
  for (let seed = first; seed < first + count; seed++) {
    const program = generateProgram(seed);
    const compared = await compare(python, flow, program);
    if (compared !== null) yield { program, ...compared };
  }
}
