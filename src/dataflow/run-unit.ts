// Interpreting one function, or one module's body, by itself: as the program is found from outside.
import { bindParameters } from './call-function.ts';
import { entryPointOf, openParameters } from './entry-points.ts';
import { Environment } from './environment.ts';
import { freshBody, type Frame, type Outcome } from './frame.ts';
import { runBody } from './interpret.ts';
import { hashText, keyOf, mix } from './keys.ts';
import type { FunctionInfo, LinkedModule } from './linked-module.ts';
import type { Program } from './program.ts';
import { bodyKey } from './sites.ts';
import { emptySummary, summarise, type Summary } from './summary.ts';

export interface ModuleResult {
  readonly frame: Frame;
  readonly summary: Summary;
}

/** Expressions and statements that one function, with all that it calls in context, may take. */
const functionBudget = 60_000;
const moduleBudget = 400_000;
const mostContexts = 120;
/** Functions defined in a body that are looked at though nobody there calls them. */
const mostDefined = 500;

/** @param name names the execution: equal in every run */
export function outerFrame(program: Program, module: LinkedModule, fn: FunctionInfo | null, name: string): Frame {
  const isModuleBody = name === bodyKey(module.path);
  const owner = hashText(name);
  const outcome: Outcome = {
    hits: new Map(),
    globalWrites: new Map(),
    parameters: new Map(),
    contexts: mostContexts,
    budget: isModuleBody ? moduleBudget : functionBudget,
    wasCut: false,
    unresolved: new Map(),
  };
  return {
    program,
    module,
    fn,
    isModuleBody,
    id: owner,
    owner,
    closure: null,
    caller: null,
    depth: 0,
    outcome,
    env: new Environment(),
    ...freshBody(),
  };
}

export function runModule(program: Program, module: LinkedModule): ModuleResult {
  const frame = outerFrame(program, module, null, bodyKey(module.path));
  runBody(frame);
  // What follows a `sys.exit()` at the end of a script is dead; its names are still there for others.
  if (frame.env.isDead) frame.env.isDead = false;
  runDefined(frame);
  return { frame, summary: { ...summarise({ ...frame, exits: [] }), neverReturns: false } };
}

/** One function that can't be followed is told, and does not take the others with it. */
export function runFunction(program: Program, fn: FunctionInfo): Summary {
  try {
    return follow(program, fn);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...emptySummary, wasCut: true };
  }
}

function follow(program: Program, fn: FunctionInfo): Summary {
  const entry = program.entryPointOf(fn) ?? undefined;
  const frame = { ...outerFrame(program, fn.module, fn, fn.key), returnSinks: entry?.returns ?? [] };
  bindParameters(frame, fn, openParameters(frame, fn, entry, true));
  runBody(frame);
  if (frame.defined.length > 0) {
    const wasDead = frame.env.isDead;
    frame.env.isDead = false;
    for (const exit of frame.exits) frame.env.join(exit.env);
    runDefined(frame);
    frame.env.isDead = wasDead;
  }
  return summarise(frame);
}

/** Functions that are defined in a body and that nothing there has called: somebody else may. */
function runDefined(frame: Frame): void {
  for (let at = 0; at < frame.defined.length && at < mostDefined; at++) {
    const { fn, closure } = frame.defined[at]!;
    const around = closure ?? frame;
    const entry = entryPointOf(around, fn);
    if (frame.called.has(fn) && entry === undefined) continue;
    const inner: Frame = {
      ...around,
      fn,
      id: mix(around.id, keyOf(fn.key)),
      closure: around,
      caller: null,
      depth: 0,
      env: around.env.enter(),
      ...freshBody(),
      defined: frame.defined,
      called: frame.called,
      returnSinks: entry?.returns ?? [],
    };
    bindParameters(inner, fn, openParameters(inner, fn, entry, false));
    runBody(inner);
  }
}
