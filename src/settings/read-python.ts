// A Python module → the groups of settings in it. Follows the statements in their order, with the condition under which
// each stands; what a function does to the settings of a module is not followed.
import type { Call, ClassDef, Expr, NodeId, Stmt } from '../python/ir.ts';
import { type FlowFacts, regionOf } from '../python/module-facts.ts';
import type { Region } from '../model/location.ts';
import type { SettingOrigin } from '../rules/setting.ts';
import { environmentOfName, environmentOfPath } from './environment.ts';
import { frameworkOf } from './frameworks.ts';
import { GroupBuilder } from './group-builder.ts';
import { branchesOf, type Guard } from './guard.ts';
import { textOf, valueOf, type ValueScope } from './python-value.ts';
import { type SettingValue, unknownValue } from './setting.ts';
import type { GroupReference, SettingsGroup } from './settings-group.ts';

const upperCase = /^[A-Z][A-Z0-9_]*$/;
/** Methods of a Flask configuration by which it takes over what stands elsewhere. */
const takeOvers = new Set([
  'from_object',
  'from_envvar',
  'from_pyfile',
  'from_prefixed_env',
  'from_file',
  'from_json',
  'from_dotenv',
]);

/** All groups of settings of a module. */
export function readPythonSettings(facts: FlowFacts): readonly SettingsGroup[] {
  return new PythonReader(facts).read();
}

/** What a block of statements sets: names of its own, and a configuration by calls. */
interface Target {
  /** null: in a function, whose names are no settings. */
  readonly names: GroupBuilder | null;
  readonly calls: GroupBuilder;
  /** Every name is a setting, not only those in upper case. */
  readonly anyName: boolean;
}

class PythonReader {
  readonly #facts: FlowFacts;
  readonly #groups: SettingsGroup[] = [];
  readonly #constants = new Map<string, SettingValue>();

  constructor(facts: FlowFacts) {
    this.#facts = facts;
  }

  read(): readonly SettingsGroup[] {
    const { path, body } = this.#facts;
    const environment = environmentOfPath(path);
    const names = new GroupBuilder(environment);
    const calls = new GroupBuilder(environment);
    this.#block(body, { names, calls, anyName: false }, null);
    this.#add(names, 'module', '', (keys) => frameworkOf(this.#facts, keys, null));
    this.#add(calls, 'calls', '', () => 'flask');
    return this.#groups;
  }

  #add(
    builder: GroupBuilder,
    kind: SettingsGroup['kind'],
    name: string,
    originOf: (keys: ReadonlySet<string>) => SettingOrigin | null,
  ): void {
    const group = builder.build({ path: this.#facts.path, name, kind }, originOf);
    if (group !== null) this.#groups.push(group);
  }

  #block(body: readonly Stmt[], target: Target, guard: Guard): void {
    for (const stmt of body) this.#statement(stmt, target, guard);
  }

  #statement(stmt: Stmt, target: Target, guard: Guard): void {
    switch (stmt.kind) {
      case 'Assign':
        for (const one of stmt.targets) this.#assign(one, stmt.value, target, guard);
        return;
      case 'AnnAssign':
        if (stmt.value !== null) this.#assign(stmt.target, stmt.value, target, guard);
        return;
      case 'AugAssign':
        if (stmt.target.kind !== 'Name' || target.names === null) return;
        target.names.extend(stmt.target.name, this.#value(stmt.value), this.#region(stmt.node), guard);
        return;
      case 'Delete':
        for (const one of stmt.targets) if (one.kind === 'Name') target.names?.unset(one.name);
        return;
      case 'ImportFrom':
        if (!stmt.names.some(({ name }) => name === '*')) return;
        return target.names?.inherit(reference(stmt.module, stmt.level), this.#region(stmt.node));
      case 'ExprStmt':
        if (stmt.value.kind === 'Call') this.#call(stmt.value, target, guard);
        return;
      case 'If': {
        const [then, otherwise] = branchesOf(stmt.test, guard);
        this.#block(stmt.body, target, then);
        return this.#block(stmt.orelse, target, otherwise);
      }
      case 'Try':
        this.#block(stmt.body, target, guard);
        for (const handler of stmt.handlers) this.#block(handler.body, target, guard ?? { environment: 'any' });
        this.#block(stmt.orelse, target, guard);
        return this.#block(stmt.finalBody, target, guard);
      case 'With':
        return this.#block(stmt.body, target, guard);
      case 'For':
      case 'While':
        return this.#block([...stmt.body, ...stmt.orelse], target, guard ?? { environment: 'any' });
      case 'Match':
        for (const branch of stmt.cases) this.#block(branch.body, target, guard ?? { environment: 'any' });
        return;
      case 'ClassDef':
        return this.#class(stmt);
      case 'FunctionDef': {
        const environment = stmt.name.startsWith('test') ? 'test' : environmentOfPath(this.#facts.path);
        const calls = new GroupBuilder(environment);
        this.#block(stmt.body, { names: null, calls, anyName: false }, null);
        return this.#add(calls, 'calls', stmt.name, () => 'flask');
      }
      default:
        return;
    }
  }

  #class(cls: ClassDef): void {
    const bases = cls.bases.flatMap((base) => this.#facts.apiNames.get(base.node) ?? []);
    const isPydantic = bases.some((base) => /^pydantic(?:_settings)?\.(?:.*\.)?BaseSettings$/.test(base));
    const own = environmentOfName(cls.name);
    const names = new GroupBuilder(own === 'any' ? environmentOfPath(this.#facts.path) : own);
    for (const base of bases) names.inherit(referenceOfApi(base), this.#region(cls.nameNode));
    const calls = new GroupBuilder('any');
    this.#block(cls.body, { names, calls, anyName: isPydantic }, null);
    this.#add(names, 'class', cls.name, (keys) => (isPydantic ? 'pydantic' : frameworkOf(this.#facts, keys, cls.name)));
    this.#add(calls, 'calls', cls.name, () => 'flask');
  }

  #assign(target: Expr, value: Expr, { names, calls, anyName }: Target, guard: Guard): void {
    const region = (): Region => ({ ...this.#region(value.node), ...startOf(this.#region(target.node)) });
    if (target.kind === 'Name') {
      if (names === null) return;
      const known = this.#value(value);
      if (guard === null) this.#constants.set(target.name, known);
      else this.#constants.delete(target.name);
      if (anyName || upperCase.test(target.name)) names.set(target.name, known, region(), guard);
    } else if (target.kind === 'Subscript') {
      const key = textOf(target.index, this.#scope());
      if (isConfig(target.value) && key !== null) calls.set(key, this.#value(value), region(), guard);
      else if (target.value.kind === 'Name') names?.extend(target.value.name, unknownValue, region(), guard);
    } else if (target.kind === 'Tuple' && names !== null) {
      for (const one of target.elements) {
        if (one.kind === 'Name' && upperCase.test(one.name)) names.set(one.name, unknownValue, region(), guard);
      }
    }
  }

  /** `app.config.update(…)`, `MIDDLEWARE.append(…)`, `django_heroku.settings(locals())`. */
  #call(call: Call, { names, calls }: Target, guard: Guard): void {
    const { func, args } = call;
    const region = this.#region(call.node);
    if ([...args, ...call.keywords.map(({ value }) => value)].some((arg) => this.#isNamespace(arg))) {
      return names?.inherit(null, region);
    }
    if (func.kind !== 'Attribute') return;
    if (func.value.kind === 'Name' && upperCase.test(func.value.name)) {
      const [first, second] = args;
      const added = { append: first, extend: first, insert: second }[func.attr];
      const more = added === undefined ? unknownValue : this.#value(added);
      const isOne = func.attr !== 'extend' && added !== undefined;
      const place = func.attr === 'insert' && first !== undefined ? this.#value(first) : unknownValue;
      const isInFront = place.kind === 'constant' && place.value === 0;
      const list: SettingValue = isOne ? { kind: 'list', items: [more], isOpen: false } : more;
      names?.extend(func.value.name, list, region, guard, isInFront);
      return;
    }
    if (this.#isNamespace(func.value)) return names?.inherit(null, region);
    if (!isConfig(func.value)) return;
    if (func.attr === 'update' || func.attr === 'from_mapping') this.#update(call, calls, guard);
    else if (takeOvers.has(func.attr)) {
      calls.inherit(func.attr === 'from_object' && args[0] !== undefined ? this.#object(args[0]) : null, region);
    }
  }

  #update({ args, keywords }: Call, calls: GroupBuilder, guard: Guard): void {
    const [first] = args;
    const entries = first?.kind === 'Dict' ? first.entries : [];
    for (const { key, value } of entries) {
      const name = key === null ? null : textOf(key, this.#scope());
      if (key === null || name === null) continue;
      const region = { ...this.#region(value.node), ...startOf(this.#region(key.node)) };
      calls.set(name, this.#value(value), region, guard);
    }
    for (const { name, value } of keywords) {
      if (name !== null) calls.set(name, this.#value(value), this.#region(value.node), guard);
    }
  }

  /** What `from_object` is given. */
  #object(given: Expr): GroupReference | null {
    if (given.kind === 'Name' && given.name === '__name__') return reference('', 0);
    const text = textOf(given, this.#scope());
    if (text !== null) return referenceOfApi(text);
    const made = given.kind === 'Call' ? given.func : given;
    const api = this.#facts.apiNames.get(made.node);
    return api === undefined ? null : referenceOfApi(api);
  }

  /** `globals()`, `locals()`, `vars()`: through them anything may be set. */
  #isNamespace(expr: Expr): boolean {
    if (expr.kind !== 'Call') return false;
    const api = this.#facts.apiNames.get(expr.func.node);
    return api === 'builtins.globals' || api === 'builtins.locals' || api === 'builtins.vars';
  }

  #scope(): ValueScope {
    return { facts: this.#facts, lookUp: (name) => this.#constants.get(name) ?? unknownValue };
  }

  #value(expr: Expr): SettingValue {
    return valueOf(expr, this.#scope());
  }

  #region(node: NodeId): Region {
    return regionOf(this.#facts, node);
  }
}

function startOf({ startLine, startColumn }: Region): Pick<Region, 'startLine' | 'startColumn'> {
  return { startLine, startColumn };
}

/** `app.config`, `current_app.config`, `self.app.config`. */
function isConfig(expr: Expr): boolean {
  return expr.kind === 'Attribute' && expr.attr === 'config';
}

function reference(module: string, level: number): GroupReference {
  return { module, level, member: null };
}

/** `pkg.config.Config`; `.Config` of the module itself; `..config.Config`, which begins with as many dots as were written. */
function referenceOfApi(api: string): GroupReference {
  const level = /^\.*/.exec(api)![0].length;
  const name = api.slice(level).replace(/\(\)$/, '');
  const at = name.lastIndexOf('.');
  return { module: at < 0 ? '' : name.slice(0, at), level, member: at < 0 ? name : name.slice(at + 1) };
}
