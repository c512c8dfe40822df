// Scopes and bindings while they are collected, and the resolution of names once all are known: a name that is bound
// anywhere in a function is local in all of it, so nothing can be resolved on the way.
import type { NodeId } from './ir.ts';
import type { Binding, BindingIndex, BindingSite, Scope, ScopeIndex } from './module-facts.ts';

interface OpenScope {
  readonly kind: Scope['kind'];
  readonly name: string;
  readonly qualifiedName: string;
  readonly parent: ScopeIndex | null;
  readonly node: NodeId;
  readonly bindings: BindingIndex[];
  readonly byName: Map<string, BindingIndex>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
  /** Names bound so far, in the order of evaluation. */
  readonly bound: Set<string>;
}

interface OpenBinding {
  readonly name: string;
  readonly scope: ScopeIndex;
  readonly sites: BindingSite[];
  readonly uses: NodeId[];
}

interface Mention {
  readonly scope: ScopeIndex;
  readonly name: string;
  readonly node: NodeId;
}

export interface ResolvedScopes {
  readonly scopes: readonly Scope[];
  readonly bindings: readonly Binding[];
  /** By node, -1 without a binding. */
  readonly nameBinding: Int32Array;
}

/** Collects, then resolves. */
export class ScopeTable {
  readonly #scopes: OpenScope[] = [];
  readonly #bindings: OpenBinding[] = [];
  readonly #sites: (Mention & { readonly site: BindingSite })[] = [];
  readonly #reads: (Mention & { readonly isEarly: boolean })[] = [];

  open(kind: Scope['kind'], name: string, parent: ScopeIndex | null, node: NodeId): ScopeIndex {
    const around = parent === null ? '' : this.#scopes[parent]!.qualifiedName;
    const isTransparent = kind === 'type-parameters' || kind === 'module';
    const qualifiedName = isTransparent ? around : around === '' ? name : `${around}.${name}`;
    const lists = {
      bindings: [],
      byName: new Map(),
      globals: new Set<string>(),
      nonlocals: new Set<string>(),
      bound: new Set<string>(),
    };
    return this.#scopes.push({ kind, name, qualifiedName, parent, node, ...lists }) - 1;
  }

  kindOf(scope: ScopeIndex): Scope['kind'] {
    return this.#scopes[scope]!.kind;
  }

  parentOf(scope: ScopeIndex): ScopeIndex | null {
    return this.#scopes[scope]!.parent;
  }

  declare(scope: ScopeIndex, kind: 'Global' | 'Nonlocal', names: readonly string[]): void {
    const { globals, nonlocals } = this.#scopes[scope]!;
    for (const name of names) (kind === 'Global' ? globals : nonlocals).add(name);
  }

  bind(scope: ScopeIndex, name: string, site: BindingSite): void {
    this.#sites.push({ scope, name, node: site.node, site });
    const { bound } = this.#scopes[scope]!;
    if (site.kind === 'delete') bound.delete(name);
    else if (site.kind !== 'annotation') bound.add(name);
  }

  /** Sites and reads are to be told in the order of evaluation: in a class body that decides what a read finds. */
  read(scope: ScopeIndex, name: string, node: NodeId): void {
    const { kind, bound } = this.#scopes[scope]!;
    this.#reads.push({ scope, name, node, isEarly: kind === 'class' && !bound.has(name) });
  }

  /** Gives every site and every read its binding. `nodeCount`: how many nodes there are. */
  resolve(nodeCount: number): ResolvedScopes {
    const nameBinding = new Int32Array(nodeCount).fill(-1);
    const [late, early] = partition(this.#sites, ({ scope, name }) => this.#scopes[scope]!.nonlocals.has(name));
    for (const { scope, name, site } of [...early, ...late]) {
      const binding = this.#bindingIn(this.#homeOf(scope, name), name);
      this.#bindings[binding]!.sites.push(site);
      nameBinding[site.node] = binding;
    }
    for (const { scope, name, node, isEarly } of this.#reads) {
      const binding = this.#lookUp(scope, name, isEarly);
      if (binding < 0) continue;
      this.#bindings[binding]!.uses.push(node);
      nameBinding[node] = binding;
    }
    const scopes = this.#scopes.map(({ kind, name, qualifiedName, parent, node, bindings }): Scope => ({
      kind,
      name,
      qualifiedName,
      parent,
      node,
      bindings,
    }));
    return { scopes, bindings: this.#bindings, nameBinding };
  }

  /** The scope in which an assignment to a name in `scope` lands. */
  #homeOf(scope: ScopeIndex, name: string): ScopeIndex {
    const { globals, nonlocals, parent } = this.#scopes[scope]!;
    if (globals.has(name)) return 0;
    if (!nonlocals.has(name)) return scope;
    for (let at = parent; at !== null; at = this.#scopes[at]!.parent) {
      const outer = this.#scopes[at]!;
      if (outer.kind !== 'class' && outer.kind !== 'module' && outer.byName.has(name)) return at;
    }
    return scope;
  }

  #bindingIn(scope: ScopeIndex, name: string): BindingIndex {
    const { byName, bindings } = this.#scopes[scope]!;
    const known = byName.get(name);
    if (known !== undefined) return known;
    const binding = this.#bindings.push({ name, scope, sites: [], uses: [] }) - 1;
    byName.set(name, binding);
    bindings.push(binding);
    return binding;
  }

  /**
   * Python's rule: this scope, the functions around it (never the classes), the module. A class body runs from top to
   * bottom: until it has bound a name itself, it reads the outer one (`fields = fields.List()`), so an early read passes
   * the class by. https://docs.python.org/3/reference/executionmodel.html#resolution-of-names
   */
  #lookUp(scope: ScopeIndex, name: string, isEarly: boolean): BindingIndex {
    let seesClass = !isEarly;
    for (let at: ScopeIndex | null = scope; at !== null;) {
      const { kind, byName, globals, parent }: OpenScope = this.#scopes[at]!;
      if (globals.has(name)) return this.#scopes[0]!.byName.get(name) ?? -1;
      const found = kind === 'class' && !seesClass ? undefined : byName.get(name);
      if (found !== undefined) return found;
      if (kind !== 'type-parameters') seesClass = false;
      at = parent;
    }
    return -1;
  }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
