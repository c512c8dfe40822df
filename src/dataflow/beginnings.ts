// In which functions flows can begin, so that the others are looked at only where these call them: a function that reads
// a source, that a framework calls, or that has to do with a name which is known to hold what came from a source.
import type { FunctionInfo, LinkedModule } from './linked-module.ts';
import { mentionsOf, numberOf, outsideMentionsOf } from './mentions.ts';
import { taintsIn } from './objects.ts';
import type { Program } from './program.ts';
import type { ModuleResult } from './run-unit.ts';
import { mentionsSecret } from './secret-names.ts';
import { comesFromSource, type Summary } from './summary.ts';

/**
 * Calls `follow` with every function in which a flow can begin, when all is known of what functions leave for others.
 * @param isMadeUp whether a path is of a test or an example; what one of these hands on is of no interest to other files
 */
export function forEachBeginning(
  program: Program,
  isMadeUp: (path: string) => boolean,
  follow: (fn: FunctionInfo) => void,
): void {
  program.forgetShared();
  for (let round = 1; ; round++) {
    const begun = beginnings(program, isMadeUp);
    if (round < mostRounds && begun.length <= mostBegun && program.settleShared()) continue;
    for (const fn of begun) follow(fn);
    return;
  }
}

/** What is found where others left it may be left elsewhere again; what still goes on after so many rounds is left at that. */
const mostRounds = 2;
/** Where more functions begin flows, a second round would take as long as all the rest: what functions leave is not found there. */
const mostBegun = 5000;

/** The functions, after what they leave where others find it has been taken down. */
function beginnings(program: Program, isMadeUp: (path: string) => boolean): FunctionInfo[] {
  const begun: FunctionInfo[] = [];
  const follow = (fn: FunctionInfo): readonly string[] => {
    begun.push(fn);
    const summary = program.summaryOf(fn);
    if (!isMadeUp(fn.module.path)) program.shared.take(program, fn, summary);
    return carriedOn(program, fn, summary);
  };
  const ofProgram = new Carriers();
  const waiting = new Map<Carriers, Set<FunctionInfo>>([[ofProgram, new Set()]]);
  for (const module of program.modules.values()) {
    const carriers = isMadeUp(module.path) ? new Carriers() : ofProgram;
    const later = waiting.get(carriers) ?? new Set();
    waiting.set(carriers, later);
    const result = program.resultOf(module.path);
    carriers.add(taintedGlobals(result).flatMap(anyhow));
    if (result !== null && !isMadeUp(module.path)) {
      program.shared.takeModule(program, result);
      for (const key of result.frame.outcome.globalWrites.keys())
        carriers.add(program.shared.namesOf(key).flatMap(anyhow));
    }
    for (const { fn, begins } of functionsOf(program, module)) {
      if (begins || program.entryPointOf(fn) !== null) carriers.add(follow(fn));
      else later.add(fn);
    }
  }
  for (const [carriers, later] of waiting) {
    for (let before = -1; before !== carriers.size;) {
      before = carriers.size;
      for (const fn of later) {
        if (!carriers.hasAny(outsideMentionsOf(fn))) continue;
        later.delete(fn);
        carriers.add(follow(fn));
      }
    }
  }
  return begun;
}

/** A name that can be used alone, or as an attribute of what it stands in. */
function anyhow(name: string): readonly string[] {
  return [name, `.${name}`];
}

/** Names by which what came from a source is handed on; those of attributes with a dot before them. */
class Carriers {
  #marks = new Uint8Array(1024);
  size = 0;

  add(names: Iterable<string>): void {
    for (const name of names) {
      const number = numberOf(name);
      if (number >= this.#marks.length) {
        const wider = new Uint8Array(number * 2);
        wider.set(this.#marks);
        this.#marks = wider;
      }
      if (this.#marks[number] === 0) this.size += 1;
      this.#marks[number] = 1;
    }
  }

  hasAny(numbers: Uint32Array): boolean {
    const marks = this.#marks;
    for (let at = 0; at < numbers.length; at++) if (marks[numbers[at]!] === 1) return true;
    return false;
  }
}

interface TopFunction {
  readonly fn: FunctionInfo;
  /** It reads a source, or holds functions that a framework may call. */
  readonly begins: boolean;
}

interface ModuleFunctions {
  readonly packages: ReadonlySet<string>;
  readonly functions: readonly TopFunction[];
}

/** They are the same until the module, or what it imports, changes. */
const known = new WeakMap<LinkedModule, ModuleFunctions>();

function functionsOf(program: Program, module: LinkedModule): readonly TopFunction[] {
  const packages = program.packagesAround(module);
  let result = known.get(module);
  if (result?.packages !== packages) {
    const functions = [...topFunctions(module)].map(([fn, holdsHandlers]): TopFunction => {
      const mentions = mentionsOf(fn);
      const begins =
        holdsHandlers ||
        program.handsOver(fn) ||
        program.models.readsSource(mentions, packages) ||
        mentionsSecret(mentions);
      return { fn, begins };
    });
    result = { packages, functions };
    known.set(module, result);
  }
  return result.functions;
}

/** The functions of a module that stand in no other, and whether functions stand in them that a framework may call. */
function topFunctions({ functions }: LinkedModule): Map<FunctionInfo, boolean> {
  const found = new Map<FunctionInfo, boolean>();
  let top: FunctionInfo | null = null;
  // In order of their beginnings: what is nested follows what it stands in.
  for (const fn of functions.values()) {
    if (!fn.isNested) {
      found.set(fn, false);
      top = fn;
    } else if (top !== null && (fn.decorators.length > 0 || fn.cls !== null)) found.set(top, true);
  }
  return found;
}

const globalsOf = new WeakMap<ModuleResult, readonly string[]>();

/** Names in a module, or in a class of it, of what came from a source. */
function taintedGlobals(result: ModuleResult | null): readonly string[] {
  if (result === null) return [];
  let names = globalsOf.get(result);
  if (names === undefined) {
    const { frame } = result;
    const { bindings } = frame.module.facts;
    names = [...frame.env.variables()]
      .filter(([, value]) => taintsIn(frame, value).some(({ origin }) => origin.type === 'source'))
      .map(([binding]) => bindings[binding]!.name);
    globalsOf.set(result, names);
  }
  return names;
}

const carriedBy = new WeakMap<Summary, readonly string[]>();

/** Names of what a function leaves something from a source in: itself by what it returns, attributes, globals. */
function carriedOn(program: Program, fn: FunctionInfo, summary: Summary): readonly string[] {
  let names = carriedBy.get(summary);
  if (names === undefined) {
    names = [...namesLeft(program, fn, summary)];
    carriedBy.set(summary, names);
  }
  return names;
}

function namesLeft(
  program: Program,
  { name, cls }: FunctionInfo,
  { returns, effects, globalWrites }: Summary,
): Set<string> {
  const names = new Set<string>();
  const own = (): void => {
    for (const one of anyhow(name)) names.add(one);
    // `__init__`, `__enter__` and the like are called without being named.
    if (cls !== null && name.startsWith('__')) for (const one of anyhow(cls.name)) names.add(one);
  };
  if (comesFromSource(returns)) own();
  for (const { place, key, value } of effects) {
    if (!comesFromSource(value)) continue;
    own();
    for (const cell of [...place.path, key ?? '']) if (cell.startsWith('.')) names.add(cell);
  }
  for (const [key, value] of globalWrites) {
    if (comesFromSource(value)) for (const one of program.shared.namesOf(key).flatMap(anyhow)) names.add(one);
  }
  return names;
}
