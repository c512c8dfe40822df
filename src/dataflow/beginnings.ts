// In which functions flows can begin, so that the others are looked at only where these call them: a function that reads
// a source, that a framework calls, or that has to do with a name which is known to hold what came from a source.
import type { FunctionInfo, LinkedModule } from './linked-module.ts';
import { mentionsOf, numberOf } from './mentions.ts';
import type { Program } from './program.ts';
import { mentionsSecret } from './secret-names.ts';
import type { Summary, Template } from './summary.ts';

/**
 * Calls `follow`, which gives what a function does, with every function in which a flow can begin.
 * @param isMadeUp whether a path is of a test or an example; what one of these hands on is of no interest to other files
 */
export function forEachBeginning(
  program: Program,
  isMadeUp: (path: string) => boolean,
  follow: (fn: FunctionInfo) => Summary,
): void {
  const ofProgram: Carriers = new Set();
  const waiting = new Map<Carriers, Set<FunctionInfo>>([[ofProgram, new Set()]]);
  for (const module of program.modules.values()) {
    const carriers = isMadeUp(module.path) ? new Set<number>() : ofProgram;
    const later = waiting.get(carriers) ?? new Set();
    waiting.set(carriers, later);
    handOn(carriers, program.taintedGlobals(module.path));
    const packages = program.packagesAround(module);
    for (const [fn, holdsHandlers] of topFunctions(module)) {
      const mentions = mentionsOf(fn);
      const begins =
        holdsHandlers ||
        program.models.readsSource(mentions, packages) ||
        mentionsSecret(mentions) ||
        program.isEntryPoint(fn);
      if (begins) handOn(carriers, carriedOn(fn, follow(fn)));
      else later.add(fn);
    }
  }
  for (const [carriers, later] of waiting) {
    for (let before = -1; before !== carriers.size;) {
      before = carriers.size;
      for (const fn of later) {
        if (!mentionsOf(fn).some((name) => carriers.has(name))) continue;
        later.delete(fn);
        handOn(carriers, carriedOn(fn, follow(fn)));
      }
    }
  }
}

/** Numbers of names by which what came from a source is handed on. */
type Carriers = Set<number>;

function handOn(carriers: Carriers, names: Iterable<string>): void {
  for (const name of names) carriers.add(numberOf(name));
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

/** Names of what a function leaves something from a source in: itself by what it returns, attributes, globals. */
function carriedOn({ name, cls }: FunctionInfo, { returns, effects, globalWrites }: Summary): string[] {
  const names: string[] = [];
  const own = (): void => {
    names.push(name);
    // `__init__`, `__enter__` and the like are called without being named.
    if (cls !== null && name.startsWith('__')) names.push(cls.name);
  };
  if (comesFromSource(returns)) own();
  for (const { place, key, value } of effects) {
    if (!comesFromSource(value)) continue;
    own();
    for (const cell of [...place.path, key ?? '']) if (cell.startsWith('.')) names.push(cell.slice(1));
  }
  for (const [key, value] of globalWrites) if (comesFromSource(value)) names.push(key.slice(key.indexOf('\0') + 1));
  return names;
}

function comesFromSource({ value, objects }: Template): boolean {
  if (value.taints.some(({ origin }) => origin.type === 'source')) return true;
  return objects.some(
    (object) =>
      object.parameter === null &&
      (object.cells.some(([, cell]) => comesFromSource(cell)) ||
        (object.rest !== null && comesFromSource(object.rest)) ||
        (object.keys !== null && comesFromSource(object.keys))),
  );
}
