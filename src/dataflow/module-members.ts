// What a module has under a name, for those who import it: its own, what it imports, or a module in its folder.
import type { ImportFact } from '../python/module-facts.ts';
import { evaluate } from './evaluate.ts';
import { importedMember, importedModule } from './imports.ts';
import type { FunctionInfo, LinkedModule } from './linked-module.ts';
import type { Program } from './program.ts';
import { outerFrame, type ModuleResult } from './run-unit.ts';
import { globalKey } from './shared-state.ts';
import { materializeOutside } from './apply-summary.ts';
import { type Summary, type Template } from './summary.ts';
import { join, nothing, ofRef, type Value } from './value.ts';

export interface ModuleAnswers {
  /** What the module's body does; null: it is running. */
  readonly result: () => ModuleResult | null;
  readonly summaryOf: (fn: FunctionInfo) => Summary;
}

export function memberOfModule(
  program: Program,
  module: LinkedModule,
  name: string,
  answers: ModuleAnswers,
): Value | null {
  const binding = module.globals.get(name);
  if (binding === undefined) return program.starMember(module, name) ?? submodule(program, module, name);
  const defined = onlyDefinition(module, binding) ?? onlyImport(program, module, binding);
  if (defined !== null) return defined;
  let value =
    onlyAssignment(program, module, binding) ??
    variableOf(answers.result(), name) ??
    definedLate(program, module, name);
  let isWritten = false;
  for (const fn of module.functions.values()) {
    if (!fn.writesGlobals || fn.isNested) continue;
    isWritten = true;
    for (const [key, template] of answers.summaryOf(fn).globalWrites) {
      if (key !== globalKey(module, name)) continue;
      const written = seenFromOutside(program, fn, key, template);
      value = value === null ? written : join(value, written);
    }
  }
  const shared = isWritten ? program.sharedValue(globalKey(module, name)) : null;
  return shared === null ? value : join(value ?? nothing, shared);
}

/** What stands in a global variable while the module's body calls functions and after the module's body ran. It may have run before other parts of the file changed. */
function variableOf(result: ModuleResult | null, name: string): Value | null {
  const binding = result?.frame.module.globals.get(name);
  if (binding === undefined || result === null) return null;
  const { env, observed } = result.frame;
  const [last, before] = [env.get(binding), observed.get(binding)];
  return before === undefined ? (last ?? null) : join(before, last ?? nothing);
}

/** What a function leaves somewhere, as others find it there. `where` tells it from what else the function leaves. */
export function seenFromOutside(program: Program, fn: FunctionInfo, where: string, template: Template): Value {
  const frame = outerFrame(program, fn.module, null, `${fn.key}#outside ${where}`);
  const value = materializeOutside(frame, fn, template);
  program.keepObjects(frame);
  return value;
}

/** A name that nothing but one undecorated definition binds needs no interpretation. */
function onlyDefinition(module: LinkedModule, binding: number): Value | null {
  const { sites } = module.facts.bindings[binding]!;
  if (sites.length !== 1) return null;
  const { kind, node } = sites[0]!;
  if (kind === 'function') {
    for (const fn of module.functions.values()) {
      if (fn.node.kind === 'FunctionDef' && fn.node.nameNode === node) {
        return fn.decorators.length > 0 ? null : ofRef({ kind: 'function', fn, self: null, closure: null });
      }
    }
  }
  if (kind === 'class') {
    for (const cls of module.classes.values()) {
      if (cls.node.nameNode === node) return ofRef({ kind: 'class', cls, closure: null });
    }
  }
  return null;
}

/**
 * Nor does one that nothing but one import binds. That is more than a short cut: modules import each other in circles, and
 * what a name means would depend on which of them was asked first.
 */
function onlyImport(program: Program, module: LinkedModule, binding: number): Value | null {
  const [fact, ...others] = module.facts.imports.filter((one) => one.binding === binding);
  if (fact === undefined || module.facts.bindings[binding]!.sites.length !== 1 + others.length) return null;
  const isSame = (one: ImportFact): boolean =>
    one.imported === fact.imported && (one.module === fact.module || (isPackageOf(one) && isPackageOf(fact)));
  return others.every(isSame) ? imported(program, module, fact) : null;
}

/** `import a.b` binds `a`. */
function isPackageOf({ local, module, imported: name }: ImportFact): boolean {
  return name === null && module.startsWith(`${local}.`);
}

function imported(program: Program, module: LinkedModule, fact: ImportFact): Value {
  const frame = outerFrame(program, module, null, `${module.path}#imports`);
  if (fact.imported === null) return importedModule(frame, isPackageOf(fact) ? fact.local : fact.module, 0);
  const level = /^\.*/.exec(fact.module)![0].length;
  return importedMember(frame, fact.module.slice(level), level, fact.imported);
}

/**
 * Nor one that is assigned once, by a statement of the body itself, to what does not change: a constant, something of a
 * library, a function. An object may be filled by what follows.
 */
function onlyAssignment(program: Program, module: LinkedModule, binding: number): Value | null {
  const { name, sites } = module.facts.bindings[binding]!;
  if (sites.length !== 1 || sites[0]!.value === null) return null;
  const assigned = module.facts.body.find(
    (stmt) =>
      stmt.kind === 'Assign' &&
      stmt.targets.length === 1 &&
      stmt.targets[0]!.kind === 'Name' &&
      stmt.targets[0].name === name,
  );
  if (assigned?.kind !== 'Assign' || assigned.value.node !== sites[0]!.value) return null;
  program.readModuleBody(module);
  const value = evaluate(outerFrame(program, module, null, `${module.path}#assigned ${name}`), assigned.value);
  return value.objects.length > 0 || value.taints.length > 0 ? null : value;
}

/** In a circle of imports a module's body is still running: what it imports and defines is known all the same. */
function definedLate(program: Program, module: LinkedModule, name: string): Value | null {
  const fact = module.facts.imports.find(({ local }) => local === name);
  if (fact !== undefined) return imported(program, module, fact);
  for (const fn of module.functions.values()) {
    if (fn.name === name && !fn.isNested && fn.cls === null)
      return ofRef({ kind: 'function', fn, self: null, closure: null });
  }
  return null;
}

function submodule(program: Program, module: LinkedModule, name: string): Value | null {
  if (!/(^|\/)__init__\.pyi?$/.test(module.path)) return null;
  const found = program.resolveModule(module, name, 1);
  return found === null ? null : ofRef({ kind: 'module', module: found });
}
