// What is known of a class beside its methods: what it inherits from, what its body sets, what its methods set in objects.
import { evaluate } from './evaluate.ts';
import { run } from './interpret.ts';
import type { ClassInfo, FunctionInfo } from './linked-module.ts';
import { seenFromOutside } from './module-members.ts';
import type { Program } from './program.ts';
import { outerFrame, type ModuleResult } from './run-unit.ts';
import { selfWriters } from './self-writers.ts';
import { classKey } from './shared-state.ts';
import type { Summary } from './summary.ts';
import { join, nothing, type Value } from './value.ts';

export interface Bases {
  readonly classes: readonly ClassInfo[];
  /** Names of classes of libraries. */
  readonly libraries: readonly string[];
}

export function basesOfClass(program: Program, cls: ClassInfo): Bases {
  const frame = outerFrame(program, cls.module, null, `${cls.key}#bases`);
  const classes: ClassInfo[] = [];
  const libraries: string[] = [];
  for (const expr of cls.node.bases) {
    const base = expr.kind === 'Subscript' ? expr.value : expr;
    const value = evaluate(frame, base);
    const refs = value.refs.flatMap((ref) => (ref.kind === 'class' && ref.cls.key !== cls.key ? [ref.cls] : []));
    classes.push(...refs.slice(0, 1));
    const written = cls.module.facts.apiNames.get(base.node);
    const api = value.api ?? (written === undefined || written.startsWith('.') ? null : written);
    if (refs.length === 0 && api !== null && api !== 'builtins.object') libraries.push(api);
  }
  return { classes, libraries };
}

/** What its methods assign to attributes of `self`. */
export function fieldsOfClass(
  program: Program,
  cls: ClassInfo,
  summaryOf: (fn: FunctionInfo) => Summary,
): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  for (const fn of selfWriters(cls)) {
    for (const { place, key, value: template } of summaryOf(fn).effects) {
      if (place.index !== 0 || place.path.length > 0 || key === null || !key.startsWith('.')) continue;
      const value = seenFromOutside(program, fn, key, template);
      const name = key.slice(1);
      // Others may set it to something else: what it is not, nobody knows.
      const open: Value = { ...value, constants: null, prefix: null };
      fields.set(name, join(fields.get(name) ?? nothing, open));
    }
  }
  return fields;
}

/** What the class has under a name beside its methods; null: nothing. `result`: of the module, where it stands directly in it. */
export function classVariable(
  program: Program,
  cls: ClassInfo,
  name: string,
  result: ModuleResult | null,
): Value | null {
  const own = setByBody(program, cls, name, result);
  const shared = program.sharedValue(classKey(cls, name));
  return shared === null ? own : join(own ?? nothing, shared);
}

/** What the class's own body sets; null: nothing of that name. */
function setByBody(program: Program, cls: ClassInfo, name: string, result: ModuleResult | null): Value | null {
  const binding = bindingIn(cls, name);
  if (binding === null) return null;
  // The module's body may have run before other parts of the file changed.
  const asItRan =
    result === null ? undefined : [...result.frame.module.classes.values()].find(({ key }) => key === cls.key);
  const ran = asItRan === undefined ? null : bindingIn(asItRan, name);
  const value = ran === null ? undefined : result?.frame.env.get(ran);
  if (value !== undefined) return value;
  const frame = outerFrame(program, cls.module, null, `${cls.key}#variables`);
  run(
    frame,
    cls.node.body.filter(({ kind }) => kind === 'Assign' || kind === 'AnnAssign'),
  );
  program.keepObjects(frame);
  return frame.env.get(binding) ?? null;
}

function bindingIn({ module, node }: ClassInfo, name: string): number | null {
  const { scopes, bindings } = module.facts;
  const scope = scopes.find((one) => one.kind === 'class' && one.node === node.node);
  return scope?.bindings.find((one) => bindings[one]!.name === name) ?? null;
}
